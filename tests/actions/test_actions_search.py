"""Finding, refining and showing more: what is asked of the advisor and what the shopper sees."""

import pytest
from conversation import Conversation

from advisor.wish import Wish
from shop.filters import Filters


def wish(talk: Conversation) -> Wish:
    return Wish.from_dict(talk.slots["wish"])


def test_a_first_wish_becomes_words_and_limits(talk: Conversation) -> None:
    talk.say("waterproof jacket for hiking under 120, not black", "find_products")
    limits = wish(talk).filters
    assert wish(talk).words == "waterproof jacket for hiking"
    assert limits.categories == ("jackets",)
    assert (limits.price_max, limits.not_colors) == (120, ("black",))
    assert talk.shown == ["p2", "p3", "p4"] == talk.slots["shown"]
    assert talk.responses == ["utter_found"]
    assert talk.payload["quick_replies"]


def test_cheaper_goes_below_what_was_shown(talk: Conversation) -> None:
    talk.say("rain jackets", "find_products").say("anything cheaper?", "refine")
    shown = [talk.advisor.product(product_id) for product_id in talk.shown]
    assert all(product and product.price and product.price < 80 for product in shown)
    assert talk.responses == ["utter_cheaper"]


def test_what_is_found_below_a_price_is_not_searched_for_again(talk: Conversation) -> None:
    talk.say("rain jackets", "find_products").say("anything cheaper?", "refine")
    below_cheapest, below_middle = 49.99, 74.99
    assert [tried.filters.price_max for tried in talk.advisor.wishes[1:]] == [below_cheapest, below_middle]


def test_cheaper_than_one_of_them(talk: Conversation) -> None:
    talk.say("rain jackets", "find_products").say("cheaper than the first one", "refine")
    assert talk.shown == ["p2", "p3", "p4"]


def test_cheaper_says_so_when_there_is_nothing_cheaper(talk: Conversation) -> None:
    talk.say("beanies", "find_products").say("cheaper", "refine")
    assert talk.responses == ["utter_no_cheaper"]
    assert wish(talk).filters.price_max is None


def test_more_expensive_with_an_amount_takes_the_amount(talk: Conversation) -> None:
    talk.say("rain jackets under 60", "find_products").say("more expensive is ok, up to 90", "refine")
    assert wish(talk).filters.price_max == 90
    assert talk.shown == ["p2", "p3", "p4"]


def test_a_colour_refines_and_can_be_forgotten(talk: Conversation) -> None:
    talk.say("rain jackets", "find_products").say("in blue", "refine")
    assert talk.shown == ["p3"]
    talk.say("forget the colour", "refine")
    assert len(talk.shown) == 4


def test_another_colour_replaces_and_also_adds(talk: Conversation) -> None:
    talk.say("rain jackets", "find_products").say("in blue", "refine").say("in red", "refine")
    assert wish(talk).filters.colors == ("red",)
    talk.say("also in green", "refine")
    assert wish(talk).filters.colors == ("red", "green")


def test_what_is_ruled_out_is_no_longer_wanted(talk: Conversation) -> None:
    talk.say("rain jackets from nordhavn", "find_products").say("anything but nordhavn", "refine")
    assert wish(talk).filters.brands == ()
    assert wish(talk).filters.not_brands == ("nordhavn",)
    assert "p2" not in talk.shown


def test_another_kind_of_product_is_a_new_wish(talk: Conversation) -> None:
    talk.say("red rain jackets under 100", "find_products").say("hiking boots size 42", "find_products")
    assert wish(talk).filters.categories == ("hiking boots",)
    assert (wish(talk).filters.price_max, wish(talk).filters.colors) == (None, ())
    assert talk.shown == ["p5", "p6"]


def test_a_narrower_kind_keeps_the_limits(talk: Conversation) -> None:
    talk.say("jackets under 100", "find_products").say("show me rain jackets", "find_products")
    assert wish(talk).filters.price_max == 100


def test_a_fragment_understood_as_a_search_still_refines(talk: Conversation) -> None:
    talk.say("rain jackets", "find_products").say("anything from nordhavn", "find_products")
    assert wish(talk).filters.categories == ("rain jackets",)
    assert talk.shown == ["p2"]


def test_around_admits_a_fifth_more_and_less(talk: Conversation) -> None:
    talk.say("rain jackets around 80 dollars", "find_products")
    assert (wish(talk).filters.price_min, wish(talk).filters.price_max) == (64, 96)


def test_a_new_maximum_below_the_old_minimum_drops_the_minimum(talk: Conversation) -> None:
    talk.say("rain jackets between 80 and 120", "find_products").say("max 60", "refine")
    assert (wish(talk).filters.price_min, wish(talk).filters.price_max) == (None, 60)


def test_a_size_step_needs_no_number(talk: Conversation) -> None:
    talk.say("rain jackets in m", "find_products").say("one size up", "refine")
    assert wish(talk).filters.sizes == ("L",)
    talk.say("hiking boots size 41", "find_products").say("one size up please", "refine")
    assert wish(talk).filters.sizes == ("42",)


def test_nothing_found_names_the_obstacle_and_breaks_no_limit(talk: Conversation) -> None:
    talk.say("rain jackets under 20", "find_products")
    assert talk.responses == ["utter_obstacle_price_max"]
    assert talk.values["utter_obstacle_price_max"]["others"] == "$50", "where prices start"
    assert talk.shown == []
    talk.say("yes please", "affirm")
    assert talk.shown == ["p1", "p2", "p3", "p4"]


def test_a_price_that_only_cheaper_set_gives_way_to_what_is_named(talk: Conversation) -> None:
    talk.say("rain jackets", "find_products").say("cheaper", "refine").say("cheaper", "refine")
    assert "p1" not in talk.shown
    talk.say("in black", "refine")
    assert (talk.responses, talk.shown) == (["utter_found_not_cheaper"], ["p1"])
    assert wish(talk).filters.price_max is None


def test_who_has_the_cheapest_first_is_not_shown_them_again(talk: Conversation) -> None:
    talk.say("cheap rain jackets", "find_products")
    assert len(talk.shown) == 4
    talk.say("cheaper", "refine")
    assert talk.responses == ["utter_no_cheaper"]


def test_no_leaves_the_offer(talk: Conversation) -> None:
    talk.say("rain jackets under 20", "find_products").say("no", "deny").say("yes", "affirm")
    assert talk.responses == ["utter_what_next"]


def test_nothing_found_without_a_single_obstacle(talk: Conversation) -> None:
    talk.say("red backpacks in size 41 under 5", "find_products")
    assert talk.responses == ["utter_nothing_found"]


def test_show_more_continues_where_the_list_ended(talk: Conversation) -> None:
    talk.say("clothing", "find_products").say("show more", "show_more")
    assert talk.shown == ["p5", "p6", "p7", "p8"]
    talk.say("more", "show_more")
    assert talk.responses == ["utter_no_more"]


def test_show_more_continues_recommendations(talk: Conversation) -> None:
    talk.say("recommend me something", "recommend")
    first = talk.shown
    talk.say("more", "show_more")
    assert len(talk.shown) == 4
    assert not set(first) & set(talk.shown)


def test_start_over_forgets_the_wish(talk: Conversation) -> None:
    talk.say("red rain jackets", "find_products").say("start over", "start_over").say(
        "backpacks", "find_products"
    )
    assert wish(talk).filters.colors == ()
    assert talk.shown == ["p7"]


def test_a_disliked_brand_leaves_the_search(talk: Conversation) -> None:
    talk.say("rain jackets", "find_products").say("not interested in the brand of the second one", "dislike")
    assert talk.responses == ["utter_disliked_brand"]
    talk.say("show me the search again", "refine")
    assert "p2" not in talk.shown


def test_what_cannot_be_added_to_the_wish_is_taken_as_a_new_one(talk: Conversation) -> None:
    talk.say("backpacks", "find_products").say("merino wool", "find_products")
    assert talk.shown == ["p8"], "no backpack is made of wool, but something is"
    talk.say("boots", "find_products").say("in xs", "refine")
    assert talk.responses == ["utter_obstacle_sizes_known"], "a refinement is never taken for a new wish"
    assert talk.values["utter_obstacle_sizes_known"]["others"] == "41, 42, 43"


def test_a_limit_that_only_cheaper_set_is_told_apart_from_a_budget(talk: Conversation) -> None:
    talk.say("rain jackets under 130", "find_products")
    assert not wish(talk).stepped
    talk.say("cheaper", "refine")
    assert (wish(talk).stepped, wish(talk).budget) == (True, 130)
    talk.say("in s", "refine")
    assert (wish(talk).stepped, wish(talk).budget) == (True, 130), "it stays so while other wishes change"
    talk.say("under 80", "refine")
    assert (wish(talk).stepped, wish(talk).budget, wish(talk).filters.price_max) == (False, None, 80)


def test_similar_products_may_cost_what_was_named_not_what_cheaper_set(talk: Conversation) -> None:
    talk.say("rain jackets under 125", "find_products").say("cheaper", "refine")
    assert talk.shown == ["p3", "p4"]
    talk.say("something like the first one", "similar")
    assert (talk.responses, talk.shown) == (["utter_similar"], ["p1", "p2", "p4"])


def test_whom_it_is_for_outlasts_a_bare_change_of_kind(talk: Conversation) -> None:
    talk.say("something for women under 50", "find_products").say("jackets", "find_products")
    assert wish(talk).filters.audiences == ("women",)
    assert wish(talk).filters.price_max is None
    talk.say("boots for men", "find_products")
    assert wish(talk).filters.audiences == ("men",)
    talk.say("waterproof backpack for a long trip", "find_products")
    assert wish(talk).filters.audiences == (), "a wish in full says all that counts"


@pytest.fixture
def dads(talk: Conversation) -> Conversation:
    """A present for a man, around 50 and in stock."""
    return talk.say("a birthday present for my dad, he likes walking", "find_products").say(
        "around 50 dollars, in stock", "refine"
    )


def test_who_goes_on_about_him_still_looks_for_him_and_for_as_much_money(dads: Conversation) -> None:
    dads.say("he does have cold hands and a jacket already", "find_products")
    kept = Filters(price_min=40, price_max=60, audiences=("men",), in_stock=True, not_categories=("jackets",))
    assert (wish(dads).filters, wish(dads).around) == (kept, 50)
    assert wish(dads).words == "cold hands"
    dads.say("maybe his backpack needs replacing", "find_products")
    assert wish(dads).filters.price_max == 60
    assert dads.responses == ["utter_obstacle_price_around"], "his money is not forgotten to find something"


def test_a_price_that_is_named_with_him_replaces_the_one_before(dads: Conversation) -> None:
    dads.say("he would like waterproof hiking boots up to 200", "find_products")
    assert (wish(dads).filters.price_max, wish(dads).around) == (200, None)
    assert wish(dads).filters.audiences == ("men",)


def test_a_price_that_only_cheaper_set_is_not_what_his_present_may_cost(talk: Conversation) -> None:
    talk.say("rain jackets for my dad under 130", "find_products").say("cheaper", "refine")
    talk.say("he needs a backpack for long walks", "find_products")
    assert (wish(talk).filters.price_max, wish(talk).stepped) == (130, False)


@pytest.mark.parametrize(
    ("text", "audiences"),
    [
        ("my sister says he would like a beanie", ("men",)),
        ("and boots for my wife, she hikes a lot", ("women",)),
        ("a warm beanie for her", ("women",)),
        ("boots for my brother, he hikes a lot", ("men",)),
        ("she needs boots for long walks", ()),
        ("boots for long walks", ()),
    ],
)
def test_whom_the_next_one_is_for(dads: Conversation, text: str, audiences: tuple[str, ...]) -> None:
    dads.say(text, "find_products")
    assert wish(dads).filters.audiences == audiences
    assert wish(dads).filters.price_max == (60 if "says" in text else None), "another person, another price"


def test_him_is_the_child_that_was_named(talk: Conversation) -> None:
    talk.say("jackets for my 6 year old nephew under 90", "find_products").say(
        "boots for him to play in", "find_products"
    )
    assert (wish(talk).filters.audiences, wish(talk).filters.price_max) == (("kids",), 90)


def test_only_what_is_on_sale_until_that_is_let_go(talk: Conversation) -> None:
    talk.say("rain jackets", "find_products").say("anything on sale?", "refine")
    assert wish(talk).filters.on_sale
    assert (talk.shown, talk.responses) == (["p3"], ["utter_found_one"])
    talk.say("doesn't have to be on sale", "refine")
    assert not wish(talk).filters.on_sale
    assert len(talk.shown) == 4


def test_where_nothing_is_on_sale_the_regular_price_is_offered(talk: Conversation) -> None:
    talk.say("hiking boots on sale", "find_products")
    assert (talk.responses, talk.shown) == (["utter_obstacle_on_sale"], [])
    talk.say("yes please", "affirm")
    assert talk.shown == ["p5", "p6"]


def test_what_is_new_is_not_made_up(talk: Conversation) -> None:
    talk.say("what's new in backpacks", "find_products")
    assert (talk.responses, talk.shown) == (["utter_obstacle_new"], [])
    assert wish(talk).words == "backpacks"
    talk.say("in green", "refine")
    assert talk.shown == ["p7"]


def test_a_new_tent_is_no_wish_for_what_is_new(talk: Conversation) -> None:
    talk.say("i need a new jacket", "find_products")
    assert not wish(talk).filters.new
    assert len(talk.shown) == 4


def test_a_size_of_another_system_finds_what_is_about_it_and_that_is_said_once(talk: Conversation) -> None:
    talk.say("hiking boots US 9.5", "find_products")
    assert wish(talk).filters.sizes == ("US 9.5",)
    assert (talk.shown, talk.responses) == (["p5", "p6"], ["utter_size_about", "utter_found"])
    assert talk.values["utter_size_about"]["value"] == "US 9.5"
    assert talk.values["utter_size_about"]["others"] == "EU 42 or 43 for men"
    talk.say("under 120", "refine")
    assert talk.responses == ["utter_found_one"]


def test_a_size_that_is_there_needs_no_remark(talk: Conversation) -> None:
    talk.say("hiking boots EU 42", "find_products")
    assert (talk.shown, talk.responses) == (["p5", "p6"], ["utter_found"])


def test_a_size_that_no_other_system_leads_to_is_in_the_way(talk: Conversation) -> None:
    talk.say("hiking boots uk 3", "find_products")
    assert talk.responses == ["utter_obstacle_sizes_known"]
    assert talk.values["utter_obstacle_sizes_known"]["value"] == "UK 3"


def test_one_size_up_stays_in_its_system(talk: Conversation) -> None:
    talk.say("hiking boots EU 41", "find_products").say("one size up", "refine")
    assert wish(talk).filters.sizes == ("EU 42",)


def test_a_brand_that_is_not_sold_is_owned_up_to_and_the_nearest_shown(talk: Conversation) -> None:
    talk.say("nike rain jackets", "find_products")
    assert talk.responses == ["utter_no_brand", "utter_closest"]
    assert talk.values["utter_no_brand"]["name"] == "Nike"
    assert len(talk.shown) == 4
    talk.say("in blue", "refine")
    assert talk.responses == ["utter_found_one"]


def test_a_name_that_some_product_mentions_is_not_denied(talk: Conversation) -> None:
    talk.say("rain jackets from Harbour", "find_products")
    assert talk.responses == ["utter_found"]


def test_who_rules_out_a_brand_that_is_not_sold_hears_so_and_sees_what_fits(talk: Conversation) -> None:
    talk.say("rain jackets, anything but Nike", "find_products")
    assert talk.responses == ["utter_no_brand_anyway", "utter_found"]


def test_a_colour_and_a_material_that_nothing_has(talk: Conversation) -> None:
    talk.say("rain jackets in turquoise or made of cashmere", "find_products")
    assert talk.responses == ["utter_no_color", "utter_no_material", "utter_closest"]


def test_a_brand_in_the_way_is_named_as_the_catalogue_writes_it(talk: Conversation) -> None:
    talk.say("backpacks from nordhavn", "find_products")
    assert talk.responses == ["utter_obstacle_brands"]
    assert talk.values["utter_obstacle_brands"]["value"] == "Nordhavn"


def test_a_colour_in_the_way_is_no_name(talk: Conversation) -> None:
    talk.say("hiking boots in purple", "find_products")
    assert talk.values["utter_obstacle_colors"]["value"] == "purple"


def test_what_is_on_sale_stays_so_when_its_kind_is_named(talk: Conversation) -> None:
    talk.say("anything on sale?", "find_products").say("rain jackets", "find_products")
    assert talk.shown == ["p3"]


def test_who_looks_for_a_sale_is_told_where_there_is_none_of_a_kind(talk: Conversation) -> None:
    talk.say("anything on sale?", "find_products").say("backpacks", "find_products")
    assert talk.responses == ["utter_obstacle_on_sale"]


def test_one_that_costs_more_is_better_than_none(talk: Conversation) -> None:
    talk.say("boots under 120", "find_products").say("something more expensive", "refine")
    assert (talk.responses, talk.shown) == (["utter_found_one"], ["p5"])
    talk.say("something more expensive", "refine")
    assert talk.responses == ["utter_no_dearer"]


def test_a_minimum_at_the_old_maximum_lets_go_of_it(talk: Conversation) -> None:
    talk.say("rain jackets between 50 and 70", "find_products").say("at least 70", "refine")
    assert (wish(talk).filters.price_min, wish(talk).filters.price_max) == (70, None)
    talk.say("rain jackets between 70 and 70", "find_products")
    assert (wish(talk).filters.price_min, wish(talk).filters.price_max) == (70, 70)


def test_of_two_kinds_side_by_side_the_last_is_meant(talk: Conversation) -> None:
    talk.say("clothing backpacks", "find_products")
    assert wish(talk).filters.categories == ("backpacks",)
    talk.say("boots or backpacks", "find_products")
    assert wish(talk).filters.categories == ("boots", "backpacks")


def test_another_size_answers_the_offer_of_other_sizes(talk: Conversation) -> None:
    talk.say("hiking boots in size 45", "find_products")
    assert talk.responses == ["utter_obstacle_sizes_known"]
    talk.say("41 please", "refine")
    assert talk.shown == ["p5"]
    talk.say("red rain jackets in blue", "find_products").say("3", "refine")
    assert wish(talk).filters.sizes == (), "a number is a size only where sizes were asked about"


def test_around_is_said_as_it_was_asked_for(talk: Conversation) -> None:
    talk.say("rain jackets around 20 dollars", "find_products")
    assert talk.responses == ["utter_obstacle_price_around"]
    assert talk.values["utter_obstacle_price_around"]["value"] == "$20"
    talk.say("yes", "affirm").say("in blue", "refine")
    assert wish(talk).around is None or "utter_obstacle_price_max" not in talk.responses
    talk.say("max 20", "refine")
    assert talk.responses == ["utter_obstacle_price_max"]


def test_a_kind_that_is_let_go_of_makes_room_for_the_other(talk: Conversation) -> None:
    talk.say("hiking boots", "find_products").say(
        "let's forget about boots, backpacks please", "find_products"
    )
    assert wish(talk).filters.categories == ("backpacks",)
    assert talk.shown == ["p7"]


def test_ruling_out_a_kind_lets_go_of_what_belongs_to_it(talk: Conversation) -> None:
    talk.say("hiking boots under 200", "find_products").say("not boots", "refine")
    assert wish(talk).filters.categories == ()
    assert wish(talk).filters.not_categories == ("boots",)
    assert (wish(talk).words, wish(talk).filters.price_max) == ("", 200)
    talk.say("ok hiking boots after all", "refine")
    assert (wish(talk).filters.categories, wish(talk).filters.not_categories) == (("hiking boots",), ())


def test_overpriced_means_all_that_is_shown(talk: Conversation) -> None:
    talk.say("rain jackets", "find_products").say("wtf is this overpriced crap", "refine")
    tried = talk.advisor.wishes[1]
    assert tried.filters.price_max == 49.99, "below the cheapest of all four, not below the first"
    assert tried.words == "rain jackets", "what it was called is no wish"
    assert (talk.shown, talk.responses) == (["p3", "p4"], ["utter_cheaper"])


def test_looking_for_the_cheapest_one_shows_the_cheapest_first(talk: Conversation) -> None:
    talk.say("what is the cheapest one of your backpacks", "find_products")
    assert wish(talk).order == "price_asc"


def test_what_should_not_be_there_is_kept_while_the_wish_is_refined(talk: Conversation) -> None:
    talk.say("rain jackets without a hood", "find_products")
    assert (wish(talk).words, wish(talk).without) == ("rain jackets", ("hood",))
    talk.say("in blue, no hip belt", "refine").say("without hoods", "refine")
    assert wish(talk).filters.colors == ("blue",)
    assert [thing.removesuffix("s") for thing in wish(talk).without] == ["hood", "hip belt"]
    assert talk.advisor.wishes[-1].text.startswith("rain jackets, without hood")


def test_what_should_not_be_there_may_be_there_after_all(talk: Conversation) -> None:
    talk.say("rain jackets without a hood or pockets", "find_products").say("a hood is fine", "find_products")
    assert wish(talk).without == ("pockets",)
    talk.say("no hood", "refine")
    assert wish(talk).without == ("pockets", "hood")
    assert "hood" not in wish(talk).words


def test_another_kind_of_product_may_have_it(talk: Conversation) -> None:
    talk.say("rain jackets without a hood", "find_products").say("hiking boots", "find_products")
    assert wish(talk).without == ()


def test_who_asks_for_something_without_it_means_what_is_named_next(talk: Conversation) -> None:
    talk.say("something without a hood", "find_products").say("rain jackets", "find_products")
    assert wish(talk).without == ("hood",)


@pytest.mark.parametrize(
    "text", ["not too heavy", "no hurry", "dont need anything fancy", "no size preference"]
)
def test_a_way_of_talking_rules_nothing_out(talk: Conversation, text: str) -> None:
    talk.say("rain jackets", "find_products").say(text, "refine")
    assert wish(talk).without == ()


def test_what_a_limit_rules_out_is_no_phrase_as_well(talk: Conversation) -> None:
    talk.say("rain jackets, not black and without leather", "find_products")
    assert (wish(talk).filters.not_colors, wish(talk).filters.not_materials) == (("black",), ("leather",))
    assert wish(talk).without == ()


def test_where_no_page_tells_what_was_ruled_out_that_is_said_once(talk: Conversation) -> None:
    talk.say("rain jackets without a ridge", "find_products")
    assert talk.responses == ["utter_without_unknown", "utter_found"]
    assert "utter_without_unknown" not in talk.say("under 100", "refine").responses


def test_what_the_shop_never_speaks_of_is_not_worth_a_word(talk: Conversation) -> None:
    assert talk.say("rain jackets without a hood", "find_products").responses == ["utter_found"]

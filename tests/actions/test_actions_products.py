"""Talking about shown products: which one is meant, and what is said about it."""

import pytest
from conversation import Conversation


@pytest.fixture
def jackets(talk: Conversation) -> Conversation:
    """After "rain jackets": p1 black 120, p2 green Nordhavn 90, p3 blue 70, p4 red 50 are on the screen."""
    return talk.say("rain jackets", "find_products")


def asked(talk: Conversation) -> str:
    return talk.advisor.questions[-1][0]


@pytest.mark.parametrize(
    ("text", "product_id"),
    [
        ("is the second one waterproof?", "p2"),
        ("what about the last one", "p4"),
        ("tell me about number 3", "p3"),
        ("is the cheapest one any good", "p4"),
        ("is the most expensive one warm", "p1"),
        ("does the green one run small", "p2"),
        ("is the blue jacket warm", "p3"),
        ("how heavy is the harbour jacket", "p3"),
        ("is it waterproof?", "p1"),
    ],
)
def test_what_is_pointed_at(jackets: Conversation, text: str, product_id: str) -> None:
    jackets.say(text, "ask_product")
    assert asked(jackets) == product_id


def test_it_is_the_product_last_talked_of_even_after_other_turns(jackets: Conversation) -> None:
    jackets.say("the second one in medium?", "ask_size").say("show my cart", "show_cart").say(
        "is it warm?", "ask_product"
    )
    assert asked(jackets) == "p2"


def test_a_place_that_was_not_shown_is_asked_back(jackets: Conversation) -> None:
    jackets.say("is number 7 warm?", "ask_product")
    assert jackets.responses == ["utter_no_such_card"]
    assert jackets.advisor.questions == []


@pytest.mark.parametrize(
    "intent",
    [
        "ask_product",
        "ask_size",
        "ask_price_stock",
        "ask_why",
        "similar",
        "complete_look",
        "add_to_cart",
        "compare",
        "dislike",
    ],
)
def test_nothing_shown_yet(talk: Conversation, intent: str) -> None:
    talk.say("the second one", intent)
    assert talk.responses == ["utter_nothing_shown"]


def test_an_answer_from_the_catalogue_has_its_own_sentence(jackets: Conversation) -> None:
    jackets.say("what is the first one made of", "ask_product")
    assert jackets.responses == ["utter_answer_material"]


def test_the_sources_may_say_nothing(jackets: Conversation) -> None:
    jackets.say("does it smell?", "ask_product")
    assert jackets.responses == ["utter_answer_unknown"]


def test_a_size_in_stock_is_answered_with_the_card(jackets: Conversation) -> None:
    jackets.say("the second one in medium?", "ask_size")
    assert jackets.responses == ["utter_has_size"]
    assert jackets.shown == ["p2"]
    assert jackets.slots["shown"] == ["p1", "p2", "p3", "p4"], (
        "the list on the screen stays the one that is counted"
    )


def test_a_size_not_in_stock_names_those_that_are(jackets: Conversation) -> None:
    jackets.say("the last one in medium?", "ask_size")
    assert jackets.responses == ["utter_no_size"]


def test_sold_out(talk: Conversation) -> None:
    talk.say("hiking boots", "find_products").say("is the second one in stock?", "ask_price_stock")
    assert talk.responses == ["utter_answer_out_of_stock"]
    talk.say("in 42?", "ask_size")
    assert talk.responses == ["utter_no_size_at_all"]


def test_prices_of_several(jackets: Conversation) -> None:
    jackets.say("how much are the first two", "ask_price_stock")
    assert jackets.responses == ["utter_answer_price"] * 2


def test_why(jackets: Conversation) -> None:
    jackets.say("why the third one?", "ask_why")
    assert jackets.responses == ["utter_why"]


def test_similar_leaves_the_product_itself_out_and_keeps_new_limits(jackets: Conversation) -> None:
    jackets.say("something like the first one under 80", "similar")
    assert jackets.shown == ["p3", "p4"]
    jackets.say("more", "show_more")
    assert set(jackets.shown) <= {"p2"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("something like the second one but cheaper", ["p3", "p4"]),
        ("like the second one but more expensive", ["p1"]),
    ],
)
def test_similar_but_cheaper_has_the_products_own_price_as_its_bound(
    jackets: Conversation, text: str, shown: list[str]
) -> None:
    jackets.say(text, "similar")
    assert jackets.shown == shown


def test_what_goes_with_it(jackets: Conversation) -> None:
    jackets.say("what goes with the second one", "complete_look")
    assert jackets.shown == ["p7", "p8"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("compare the first and the third", ["Drizzle Jacket", "Harbour Jacket"]),
        ("compare the last two", ["Harbour Jacket", "Puddle Jacket"]),
        ("which of these is better", ["Drizzle Jacket", "Ridge Jacket", "Harbour Jacket", "Puddle Jacket"]),
        ("what's the difference between 1 and 2", ["Drizzle Jacket", "Ridge Jacket"]),
    ],
)
def test_compare(jackets: Conversation, text: str, titles: list[str]) -> None:
    jackets.say(text, "compare")
    assert jackets.payload["comparison"]["titles"] == titles
    assert jackets.payload["comparison"]["rows"][0]["label"] == "Price"


def test_one_is_compared_with_the_one_talked_of(jackets: Conversation) -> None:
    jackets.say("is the first warm", "ask_product").say("compare it with the second", "compare")
    assert jackets.payload["comparison"]["titles"] == ["Drizzle Jacket", "Ridge Jacket"]


def test_it_stays_the_product_that_a_list_was_made_around(jackets: Conversation) -> None:
    jackets.say("something like the second one", "similar").say("what goes with it?", "complete_look")
    assert jackets.slots["source"]["product_id"] == "p2"
    jackets.say("is it waterproof?", "ask_product")
    assert asked(jackets) == "p2"
    jackets.say("is the first one warm?", "ask_product").say("and is it heavy?", "ask_product")
    assert asked(jackets) == "p7", "a product that was spoken of since is meant before that"


def test_why_gives_the_reason_that_was_on_the_card(jackets: Conversation) -> None:
    jackets.say("what goes with the second one", "complete_look").say("why the first one?", "ask_why")
    assert jackets.values["utter_why"]["reasons"] == "often bought with Ridge Jacket, popular in this shop"


def test_more_of_what_goes_with_it_is_not_more_of_the_same(jackets: Conversation) -> None:
    jackets.say("what goes with the second one", "complete_look").say("more", "show_more")
    assert jackets.responses == ["utter_no_more"]


def test_similar_products_keep_the_limits_stated_before(talk: Conversation) -> None:
    talk.say("rain jackets under 100, not blue", "find_products").say("something like the first", "similar")
    assert talk.shown == ["p4"]
    assert talk.responses == ["utter_similar"]
    talk.say("something like it over 100", "similar")
    assert talk.shown == ["p1"]


def test_limits_that_would_leave_nothing_are_let_go_and_it_is_said(talk: Conversation) -> None:
    talk.say("rain jackets under 60", "find_products").say("something like it", "similar")
    assert talk.shown == ["p1", "p2", "p3"]
    assert talk.responses == ["utter_similar_beyond"]


def test_a_limit_that_the_product_itself_breaks_does_not_bind(jackets: Conversation) -> None:
    jackets.say("under 60", "refine")
    jackets.slots["shown"] = ["p2"]
    jackets.say("something like it", "similar")
    assert jackets.shown == ["p1", "p3", "p4"]
    assert jackets.responses == ["utter_similar"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("not interested in nordhavn", ["p1", "p3", "p4"]),
        ("i hate black", ["p2", "p3", "p4"]),
        ("i don't like nylon", ["p2", "p3", "p4"]),
    ],
)
def test_disliking_in_general_narrows_the_search(jackets: Conversation, text: str, left: list[str]) -> None:
    jackets.say(text, "dislike")
    assert jackets.shown == left
    assert jackets.advisor.rated == []


def test_disliking_a_product_by_name_is_about_that_product(jackets: Conversation) -> None:
    jackets.say("i don't like the nordhavn ridge jacket", "dislike")
    assert jackets.advisor.rated == [("p2", False)]


def test_likes_and_dislikes_reach_the_advisor(jackets: Conversation) -> None:
    jackets.say("i like the second one", "like").say("i don't like the first one", "dislike")
    assert jackets.advisor.rated == [("p2", True), ("p1", False)]
    jackets.say("i don't like any of these", "dislike")
    assert jackets.responses == ["utter_disliked_all"]
    assert {product_id for product_id, _ in jackets.advisor.rated[2:]} == {"p1", "p2", "p3", "p4"}


def test_a_terminal_sees_cards_and_tables_as_text(terminal_talk: Conversation) -> None:
    terminal_talk.say("rain jackets", "find_products")
    assert terminal_talk.payload == {}
    lines = terminal_talk.texts[0].splitlines()
    assert lines[0] == "1. Drizzle Jacket · $120 (popular in this shop)"
    assert len(lines) == 4
    terminal_talk.say("compare the first two", "compare")
    assert terminal_talk.texts == ["| Drizzle Jacket | Ridge Jacket\nPrice: $120 | $90"]


def test_the_cheaper_one_is_one_of_those_compared(jackets: Conversation) -> None:
    jackets.say("compare the first and the third", "compare").say("is the cheaper one warm?", "ask_product")
    assert asked(jackets) == "p3"
    jackets.say("under 100", "refine").say("is the cheaper one of them warm?", "ask_product")
    assert asked(jackets) == "p4", "of a new list it is one of that list"


def test_the_price_of_what_is_on_sale_is_said_with_the_one_before(jackets: Conversation) -> None:
    jackets.say("how much is the third one", "ask_price_stock")
    assert jackets.responses == ["utter_answer_sale_price"]
    said = jackets.values["utter_answer_sale_price"]
    assert (said["price"], said["before"]) == ("$60", "$70")


def test_complaints_are_offered_only_where_there_are_reviews(jackets: Conversation) -> None:
    complaints = jackets.advisor.wording.say("reply_complaints")
    jackets.say("is the third one warm?", "ask_product")
    assert complaints in jackets.payload["quick_replies"]
    jackets.say("is the first one warm?", "ask_product")
    assert complaints not in jackets.payload["quick_replies"] and jackets.payload["quick_replies"]
    jackets.say("rain jackets", "find_products").say("the second one", "refine")
    assert complaints not in jackets.payload["quick_replies"] and jackets.payload["quick_replies"]


def test_a_size_that_is_only_near_is_named_and_not_chosen(talk: Conversation) -> None:
    talk.say("hiking boots", "find_products").say("does the first one come in us 9.5", "ask_size")
    assert talk.responses == ["utter_no_size", "utter_size_about"]
    assert talk.values["utter_size_about"]["others"] == "EU 42 for men"
    talk.say("add the first one in us 9.5", "add_to_cart")
    assert talk.responses == ["utter_size_about", "utter_ask_cart_size"]
    assert talk.advisor.lines == []


@pytest.mark.parametrize("text", ["and the second?", "ok and the second one", "what about the 2nd one"])
def test_pointing_at_another_product_asks_the_same_of_it(jackets: Conversation, text: str) -> None:
    jackets.say("what is the first one made of", "ask_product").say(text, "ask_product")
    assert jackets.responses == ["utter_answer_material"]
    assert (asked(jackets), jackets.slots["focus"]) == ("p2", "p2")


def test_a_question_is_not_asked_of_another_list(jackets: Conversation) -> None:
    jackets.say("what is the first one made of", "ask_product").say("boots", "find_products")
    jackets.say("the second", "ask_product")
    assert jackets.responses == ["utter_answer_unknown"]
    assert jackets.shown == ["p6"], "nothing was asked of boots, so the product is shown"


@pytest.mark.parametrize("intent", ["refine", "ask_product"])
def test_nothing_but_a_reference_shows_that_product_and_leaves_the_list(
    jackets: Conversation, intent: str
) -> None:
    before = jackets.slots["shown"]
    jackets.say("and the cheapest one?", intent)
    assert jackets.shown == ["p4"]
    assert (jackets.slots["focus"], jackets.slots["shown"]) == ("p4", before)


def test_the_first_of_those_is_one_product(jackets: Conversation) -> None:
    jackets.say("how much is the first of those", "ask_price_stock")
    assert jackets.responses == ["utter_answer_price"]
    assert jackets.slots["focus"] == "p1"


def test_what_is_liked_must_have_been_shown(talk: Conversation) -> None:
    talk.say("the first one is nice", "like")
    assert talk.responses == ["utter_nothing_shown"]
    talk.say("rain jackets", "find_products").say("number 8 is nice", "like")
    assert talk.responses == ["utter_no_such_card"]
    assert talk.advisor.rated == []


def test_a_size_without_a_product_narrows_the_search(jackets: Conversation) -> None:
    jackets.say("size xs", "ask_size")
    assert jackets.shown == ["p4"] == jackets.slots["shown"]
    assert list(jackets.slots["wish"]["filters"]["sizes"]) == ["xs"]


def test_a_colour_of_none_of_them_in_particular_narrows_the_search(jackets: Conversation) -> None:
    jackets.say("do they come in black or blue", "ask_product")
    assert jackets.shown == ["p1", "p3"] == jackets.slots["shown"]
    jackets.say("the second one please", "ask_product").say("does it come in red?", "ask_product")
    assert asked(jackets) == "p3"
    assert jackets.slots["shown"] == ["p1", "p3"]


@pytest.mark.parametrize(
    "text", ["which one would you pick", "what would you take?", "what do you recommend"]
)
def test_a_pick_is_one_of_those_shown_and_weighed_for_the_wish(talk: Conversation, text: str) -> None:
    talk.say("rain jackets under 100", "find_products").say(text, "recommend")
    assert talk.responses == ["utter_pick"]
    assert talk.shown == ["p4"] and talk.slots["focus"] == "p4"
    assert talk.advisor.wishes[-1].filters.price_max == 100
    assert talk.values["utter_pick"]["reasons"], "it says why"


def test_a_pick_keeps_to_those_that_are_named(jackets: Conversation) -> None:
    jackets.say("which would you take, the first or the second", "compare")
    assert (jackets.responses, jackets.shown) == (["utter_pick"], ["p2"])


def test_a_pick_with_nothing_on_the_screen_is_a_recommendation(talk: Conversation) -> None:
    assert talk.say("what would you take", "recommend").responses == ["utter_recommend"]
    talk.say("rain jackets", "find_products").say("surprise me", "recommend")
    assert talk.responses == ["utter_recommend"], "who asks for no decision wants to see other things"


@pytest.mark.parametrize(
    ("text", "product_id"),
    [
        ("is the one with the best reviews warm", "p3"),
        ("tell me about the best rated one", "p3"),
        ("tell me about the one with the lowest price", "p4"),
    ],
)
def test_the_one_with_the_most_of_something_is_meant(
    jackets: Conversation, text: str, product_id: str
) -> None:
    jackets.say(text, "ask_product")
    assert asked(jackets) == product_id


def test_the_lightest_is_known_only_where_all_tell_their_weight(
    jackets: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    jackets.say("which one is the lightest", "compare")
    assert jackets.responses == ["utter_compare"], "they are put side by side where weights are unknown"
    jackets.say("is the lightest one warm", "ask_product")
    assert jackets.responses == ["utter_no_such_card"], "and none is guessed"
    weights = {"p1": 400.0, "p2": 350.0, "p3": 280.0, "p4": 310.0}
    monkeypatch.setattr("actions.targets.weight", lambda product: weights[product.product_id])
    jackets.say("which one is the lightest", "compare")
    assert jackets.slots["focus"] == "p3"
    jackets.say("is the heaviest one warm", "ask_product")
    assert asked(jackets) == "p1"


def test_which_is_the_cheapest_is_answered_with_that_one(jackets: Conversation) -> None:
    jackets.say("which is the cheapest of these", "compare")
    assert (jackets.shown, jackets.slots["focus"]) == (["p4"], "p4")

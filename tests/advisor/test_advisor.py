"""The advisor on the demo shop: what shoppers see, whatever their wish and history."""

import math
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from advisor import candidates
from advisor.advisor import Advisor
from advisor.shopper import Shopper
from advisor.wish import Wish
from knowledge.audiences import audience_of, audiences_meet
from shop.event import Event
from shop.filters import Filters
from shop.storage.conversations import add_message, load_messages, open_conversation
from shop.storage.events import save_events
from shop.storage.products import find_products, load_products, retire_products, save_products
from shop.suggestion import Suggestion

STRANGER = Shopper(conversation_id="stranger-conversation")
MAYA = Shopper(conversation_id="maya-conversation", customer_id="maya", personal=True)
JACKET = Wish(
    "waterproof jacket for hiking", Filters(price_max=120, categories=("jackets",), not_colors=("black",))
)


def ids(items: tuple[Suggestion, ...]) -> list[str]:
    return [item.product_id for item in items]


def test_every_suggestion_keeps_every_limit(advisor: Advisor) -> None:
    found = advisor.suggest(JACKET, STRANGER, k=10).items
    assert len(found) >= 4
    for item in found:
        product = advisor.product(item.product_id)
        assert product is not None
        assert product.current_price is not None and product.current_price <= 120
        assert not any("black" in color.lower() for color in product.colors)
        assert "jacket" in product.product_type.lower()


def test_the_score_is_the_sum_of_its_named_parts(advisor: Advisor) -> None:
    for item in advisor.suggest(JACKET, MAYA, k=5).items:
        assert math.isclose(item.score, sum(item.parts.values()), abs_tol=1e-3)
        assert "search" in item.parts


def test_one_card_per_product_not_one_per_colour(advisor: Advisor) -> None:
    products = [
        advisor.product(key) for key in ids(advisor.suggest(Wish("fleece jacket"), STRANGER, k=10).items)
    ]
    groups = [product.group for product in products if product]
    assert len(groups) == len(set(groups))


def test_cheapest_first_when_asked(advisor: Advisor) -> None:
    found = advisor.suggest(replace(JACKET, order="price_asc"), STRANGER, k=6).items
    prices = [card["price"] for card in advisor.cards(found)]
    assert prices == sorted(prices)


def test_the_cheapest_of_a_kind_is_the_cheapest_there_is(advisor: Advisor) -> None:
    tents = Filters(categories=("tents",))
    every = advisor.cards(advisor.suggest(Wish("tents", tents), STRANGER, k=100).items)
    cheapest = advisor.cards(advisor.suggest(Wish("tents", tents, "price_asc"), STRANGER, k=1).items)
    assert cheapest[0]["price"] == min(card["price"] for card in every if card["in_stock"])


def test_a_price_that_the_shopper_never_named_is_no_budget_of_theirs(advisor: Advisor) -> None:
    for stepped in (False, True):
        found = advisor.suggest(replace(JACKET, words="", stepped=stepped), STRANGER, k=8).items
        codes = {reason.code for item in found for reason in item.reasons}
        assert ("fits_budget" in codes) is not stepped


def test_what_is_on_sale_costs_less_than_its_price_and_the_card_says_both(advisor: Advisor) -> None:
    found = advisor.suggest(Wish("jacket", Filters(on_sale=True)), STRANGER, k=20).items
    assert len(found) >= 4
    for shown in advisor.cards(found):
        assert shown["price"] < shown["list_price"]
        assert shown["reasons"][0].startswith("on sale, was $")


def test_without_any_date_of_arrival_nothing_is_called_new(advisor: Advisor) -> None:
    found = advisor.suggest(Wish(filters=Filters(new=True)), STRANGER)
    assert (found.items, found.obstacle) == ((), "new")
    assert found.relaxed is not None and advisor.suggest(found.relaxed, STRANGER).items


def test_a_brand_is_called_by_the_name_it_has_in_the_catalogue(advisor: Advisor) -> None:
    product = advisor.product(ids(advisor.suggest(JACKET, STRANGER).items)[0])
    assert product is not None
    assert advisor.brand_name(product.brand.lower()) == product.brand
    assert advisor.brand_name("zalvora") == "zalvora"


def test_a_name_is_mentioned_where_its_words_stand_side_by_side_in_some_product(advisor: Advisor) -> None:
    product = advisor.product(ids(advisor.suggest(JACKET, STRANGER).items)[0])
    assert product is not None
    assert advisor.mentions(product.brand) and advisor.mentions("Rain Jacket")
    assert not advisor.mentions("Zalvora") and not advisor.mentions("Jacket Rain")


def test_complaints_of_a_product_that_nobody_reviewed_are_not_known(advisor: Advisor) -> None:
    products = find_products(advisor.db, list(advisor._keeper.engine().products)).values()
    question = "what do people complain about?"
    unread = next(
        one for one in products if not (one.review_count or advisor.summary(one.product_id).reviews)
    )
    assert advisor.answer(unread.product_id, question).code == "answer_no_reviews"


def test_complaints_of_a_product_are_those_of_all_its_versions_and_said_to_be(advisor: Advisor) -> None:
    products = find_products(advisor.db, list(advisor.engine().products)).values()
    told_of = [product for product in products if advisor.complaints(product.product_id)]
    variant = next(one for one in told_of if one.review_count < advisor.summary(one.product_id).reviews)
    told = advisor.answer(variant.product_id, "what do people complain about?")
    assert told.code == "answer_complaints" and "of all versions" in told.values["summary"]


def test_nothing_fits_names_the_obstacle_and_a_wish_that_can_be_met(advisor: Advisor) -> None:
    wish = replace(JACKET, filters=replace(JACKET.filters, price_max=1.0))
    found = advisor.suggest(wish, STRANGER)
    assert found.items == ()
    assert found.obstacle == "price_max"
    assert found.relaxed is not None and advisor.suggest(found.relaxed, STRANGER).items


def test_a_known_customer_sees_other_things_than_a_stranger_and_is_told_why(advisor: Advisor) -> None:
    own, anyone = advisor.recommend(MAYA, k=6).items, advisor.recommend(STRANGER, k=6).items
    assert ids(own) != ids(anyone)
    codes = {reason.code for item in own for reason in item.reasons}
    assert codes & {"because_bought", "because_viewed", "because_liked"}
    assert not codes_of_own_acts(anyone)


def codes_of_own_acts(items: tuple[Suggestion, ...]) -> set[str]:
    return {reason.code for item in items for reason in item.reasons if reason.code.startswith("because_")}


def test_without_consent_a_customer_is_a_stranger(advisor: Advisor) -> None:
    denied = replace(MAYA, personal=False)
    assert ids(advisor.recommend(denied, k=6).items) == ids(advisor.recommend(STRANGER, k=6).items)


def test_what_was_bought_is_not_recommended_again_unless_asked(advisor: Advisor) -> None:
    profile = advisor._profile(advisor._keeper.engine(), MAYA)
    assert profile.owned
    assert not profile.owned & set(ids(advisor.recommend(MAYA, k=100).items))


def test_similar_things_are_of_a_kind_and_not_the_thing_itself(advisor: Advisor) -> None:
    origin = advisor.product(ids(advisor.suggest(JACKET, STRANGER).items)[0])
    assert origin is not None
    similar = [advisor.product(key) for key in ids(advisor.similar(origin.product_id, STRANGER).items)]
    assert similar
    assert all(other and other.group != origin.group for other in similar)
    assert sum("jacket" in other.product_type.lower() for other in similar if other) >= len(similar) - 1


def test_what_goes_with_a_rain_jacket_is_no_rain_jacket(advisor: Advisor) -> None:
    jackets = ids(advisor.suggest(JACKET, STRANGER, k=8).items)
    key, found = next((key, items) for key in jackets if (items := advisor.goes_with(key, STRANGER).items))
    origin = advisor.product(key)
    assert origin is not None
    for item in found:
        product = advisor.product(item.product_id)
        assert product is not None and product.category != origin.category
        assert item.reasons[0].code in ("bought_with", "kind_bought_with")


def test_what_goes_with_a_product_is_never_what_could_stand_in_for_it(advisor: Advisor) -> None:
    engine = advisor._keeper.engine()
    asked = [engine.products[key] for key in list(engine.products)[::3]]
    both, of_a_kind = 0, []
    for origin in asked:
        similar = advisor.similar(origin.product_id, STRANGER, k=8).items
        beside = advisor.goes_with(origin.product_id, STRANGER, k=8).items
        both += bool(similar and beside)
        assert not set(ids(similar)) & set(ids(beside))
        assert all(item.product and item.product.category != origin.category for item in beside)
        of_a_kind += [item.product and item.product.category == origin.category for item in similar]
    assert both > 0.7 * len(asked)
    assert sum(map(bool, of_a_kind)) > 0.7 * len(of_a_kind)


def test_only_what_was_really_bought_together_is_said_to_be(advisor: Advisor) -> None:
    engine = advisor._keeper.engine()
    recommender = engine.recommender
    assert recommender is not None
    said = set()
    for key in list(engine.products)[::10]:
        for item in advisor.goes_with(key, STRANGER, k=8).items:
            together = recommender.complements.together(
                recommender.index[key], recommender.index[item.product_id]
            )
            assert (item.reasons[0].code == "bought_with") is together
            said.add(item.reasons[0].code)
    assert said == {"bought_with", "kind_bought_with"}


def test_what_surrounds_a_product_is_for_the_same_people(advisor: Advisor) -> None:
    for audience in ("men", "women", "kids"):
        wish = Wish("waterproof jacket", Filters(audiences=(audience,)))
        key = next(item.product_id for item in advisor.suggest(wish, STRANGER).items)
        origin = advisor.product(key)
        assert origin is not None
        for around in (advisor.similar(key, STRANGER, k=8), advisor.goes_with(key, STRANGER, k=8)):
            products = [advisor.product(item.product_id) for item in around.items]
            assert all(
                product and audiences_meet(audience_of(origin), audience_of(product)) for product in products
            )


def test_where_nothing_is_for_the_same_people_nothing_stands_in(advisor: Advisor) -> None:
    boots = Filters(audiences=("men",), categories=("hiking boots",))
    cheapest = advisor.suggest(Wish("hiking boots", boots, order="price_asc"), STRANGER, k=1).items[0].product
    assert cheapest is not None and cheapest.current_price is not None
    below = Filters(price_max=cheapest.current_price - 1)
    for item in advisor.similar(cheapest.product_id, STRANGER, k=8, filters=below).items:
        assert item.product and audiences_meet(audience_of(cheapest), audience_of(item.product))


def test_the_next_page_has_no_other_colour_of_what_was_seen(advisor: Advisor) -> None:
    def groups(keys: list[str]) -> set[str]:
        return {product.group for product in map(advisor.product, keys) if product}

    key = ids(advisor.suggest(JACKET, STRANGER).items)[0]
    for page in (
        lambda skip: advisor.suggest(JACKET, STRANGER, skip=skip),
        lambda skip: advisor.recommend(STRANGER, skip=skip),
        lambda skip: advisor.similar(key, STRANGER, skip=skip),
        lambda skip: advisor.goes_with(key, STRANGER, skip=skip),
    ):
        seen = ids(page(()).items)
        assert seen and not groups(seen) & groups(ids(page(seen).items))


def test_a_disliked_product_is_not_shown_again(advisor: Advisor) -> None:
    shopper = Shopper(conversation_id="picky-conversation")
    first = ids(advisor.suggest(JACKET, shopper).items)[0]
    advisor.rate(shopper, first, liked=False)
    assert first not in ids(advisor.suggest(JACKET, shopper, k=20).items)
    assert first in ids(advisor.suggest(JACKET, STRANGER, k=20).items)


def test_the_price_and_stock_of_this_moment_decide(advisor: Advisor) -> None:
    key = ids(advisor.suggest(JACKET, STRANGER).items)[0]
    before = find_products(advisor.db, [key])[key]
    try:
        save_products(advisor.db, [replace(before, price=500.0, sale_price=None)])
        assert key not in ids(advisor.suggest(JACKET, STRANGER, k=20).items)
    finally:
        save_products(advisor.db, [before])


def test_a_new_product_is_found_without_a_training_run(advisor: Advisor) -> None:
    template = next(iter(advisor._keeper.engine().products.values()))
    new = replace(
        template,
        product_id="brand-new",
        item_group_id="",
        title="Quillfeather Origami Kayak",
        description="A folding kayak that fits under the bed.",
        product_type="Boats > Kayaks",
        rating=float("nan"),
        review_count=0,
    )
    save_products(advisor.db, [new])
    for _ in range(200):
        if "brand-new" in ids(advisor.suggest(Wish("folding kayak"), STRANGER).items):
            break
        time.sleep(0.1)
    assert ids(advisor.suggest(Wish("folding kayak"), STRANGER).items)[0] == "brand-new"


def test_three_views_in_a_visit_change_the_next_answer(advisor: Advisor) -> None:
    visitor = Shopper(conversation_id="fresh-conversation", session_id="fresh-visit")
    before = ids(advisor.recommend(visitor, k=8).items)
    tents = ids(advisor.suggest(Wish("tent"), STRANGER, k=3).items)
    now = datetime.now(UTC)
    views = [
        Event(f"view-{n}", "view_item", now, key, session_id="fresh-visit") for n, key in enumerate(tents)
    ]
    save_events(advisor.db, views)
    found = advisor.recommend(visitor, k=8).items
    assert ids(found) != before
    assert codes_of_own_acts(found) == {"because_viewed"}


def test_planted_complaints_become_warnings_on_cards(advisor: Advisor) -> None:
    found = advisor.suggest(Wish("jacket"), STRANGER, k=60).items
    warned = [card for card in advisor.cards(found) if "warning" in card]
    assert warned
    for card in warned:
        assert any(character.isdigit() for character in card["warning"])


def test_answers_come_from_catalogue_or_reviews_or_say_that_nobody_says(advisor: Advisor) -> None:
    key = ids(advisor.suggest(JACKET, STRANGER).items)[0]
    product = advisor.product(key)
    assert product is not None
    assert advisor.answer(key, "how much is it?").values["price"]
    assert advisor.answer(key, "what is it made of?").values["value"] == ", ".join(product.materials)
    assert "waterproof" in advisor.answer(key, "is it waterproof?").values["value"].lower()
    about = advisor.answer(key, "tell me more about it")
    assert about.code == "answer_about" and about.values["value"] in product.description
    assert advisor.answer(key, "can it recite poems in Latin?").code == "answer_unknown"


def test_the_colours_of_a_product_are_those_of_its_variants_in_stock(advisor: Advisor) -> None:
    of_group: dict[str, list[str]] = {}
    products = find_products(advisor.db, advisor._keeper.engine().products)
    for product in products.values():
        of_group.setdefault(product.group, []).extend(product.colors if product.in_stock else ())
    several = next(product for product in products.values() if len(set(of_group[product.group])) > 2)
    said = advisor.answer(several.product_id, "does it come in green?").values["value"].split(", ")
    assert said[: len(several.colors)] == list(several.colors)
    assert set(said) == {*several.colors, *of_group[several.group]}


def test_a_cart_keeps_what_was_put_in_at_the_price_of_now(advisor: Advisor) -> None:
    key = ids(advisor.suggest(JACKET, STRANGER).items)[0]
    shopper = Shopper(conversation_id="cart-conversation")
    advisor.add_to_cart(shopper, key, size="M")
    [line] = advisor.cart(shopper)
    assert (line.product.product_id, line.size, line.quantity) == (key, "M", 1)
    advisor.remove_from_cart(shopper, key)
    assert advisor.cart(shopper) == []


def test_forgetting_a_customer_leaves_nothing_to_remember(advisor: Advisor) -> None:
    omar = Shopper(conversation_id="omar-conversation", customer_id="omar", personal=True)
    assert sum(advisor.remembered(omar).values()) > 0
    advisor.forget(omar)
    assert sum(advisor.remembered(omar).values()) == 0
    assert not codes_of_own_acts(advisor.recommend(omar, k=6).items)


def test_every_kind_of_trace_has_words_for_the_customer(advisor: Advisor) -> None:
    kinds = advisor.remembered(MAYA)
    assert "events" in kinds
    assert all(advisor.wording.knows(f"kept_{kind}") for kind in kinds)


def test_the_conversation_goes_on_after_forgetting(advisor: Advisor) -> None:
    ines = Shopper(conversation_id="ines-conversation", customer_id="ines", personal=True)
    now = datetime.now(UTC)
    open_conversation(advisor.db, ines.conversation_id, "ines", now, True)
    add_message(advisor.db, ines.conversation_id, "shopper", "forget me, I am Ines", None, now)
    assert advisor.orders.of(ines)
    advisor.forget(ines)
    add_message(advisor.db, ines.conversation_id, "bot", "It's erased.", None, now)
    assert [message.text for message in load_messages(advisor.db, ines.conversation_id)] == ["It's erased."]
    assert advisor.orders.of(ines) == []


def test_paying_takes_the_prices_and_the_stock_of_this_moment(advisor: Advisor) -> None:
    shopper = Shopper(conversation_id="paying-conversation")
    found = advisor.suggest(JACKET, STRANGER, k=3).items
    first, second, third = (item.product for item in found if item.product)
    for product in (first, second, third):
        advisor.add_to_cart(shopper, product.product_id)
    save_products(
        advisor.db,
        [replace(first, price=50.0, sale_price=None), replace(second, availability="out_of_stock")],
    )
    retire_products(
        advisor.db, {product.product_id for product in load_products(advisor.db)} - {third.product_id}
    )
    checkout = advisor.checkout(shopper)
    save_products(advisor.db, [first, second, third])
    assert [line.product.product_id for line in checkout.lines] == [first.product_id]
    assert checkout.total == "$50" and checkout.link == ""
    assert [line.product.product_id for line in checkout.sold_out] == [second.product_id]
    assert checkout.gone == (third.title,)


def test_the_best_of_those_shown_keeps_the_wish_and_is_in_stock(advisor: Advisor) -> None:
    shown = ids(advisor.suggest(JACKET, STRANGER, k=4).items)
    best = advisor.best_of(shown[1:], STRANGER, JACKET)
    assert best is not None and best.product_id == shown[1], "the next in the order of the wish"
    assert best.product is not None and best.product.in_stock


def test_the_best_of_what_no_wish_found_is_one_of_it(advisor: Advisor) -> None:
    tents = ids(advisor.suggest(Wish("tents", Filters(categories=("tents",))), STRANGER, k=3).items)
    best = advisor.best_of(tents, STRANGER, JACKET)
    assert best is not None and best.product_id in tents
    assert advisor.best_of(["sold-no-longer"], STRANGER, JACKET) is None


def test_around_a_price_is_no_budget(advisor: Advisor) -> None:
    limits = replace(JACKET.filters, price_min=80.0, price_max=120.0)
    found = advisor.suggest(Wish(filters=limits, around=100.0), STRANGER, k=8).items
    reasons = [reason for item in found for reason in item.reasons]
    assert {reason.values["price"] for reason in reasons if reason.code == "around_price"} == {"$100"}
    assert not [reason for reason in reasons if reason.code == "fits_budget"]
    loosened = Wish(filters=replace(limits, price_min=None), around=100.0)
    codes = {
        reason.code for item in advisor.suggest(loosened, STRANGER, k=8).items for reason in item.reasons
    }
    assert not codes & {"around_price", "fits_budget"}, (
        "what is far from the sum is not said to be close to it"
    )


def test_of_a_wish_without_words_only_the_best_are_looked_at_and_they_stay_the_best(
    advisor: Advisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish = Wish("", Filters(price_max=150, not_colors=("black",)))
    for shopper in (MAYA, STRANGER):
        every = ids(advisor.suggest(wish, shopper, k=6).items)
        with monkeypatch.context() as patch:
            patch.setattr(candidates, "TASTE_DEPTH", 50)
            assert ids(advisor.suggest(wish, shopper, k=6).items) == every
        for product in find_products(advisor.db, every).values():
            assert product.current_price is not None and product.current_price <= 150

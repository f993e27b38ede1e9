"""The shop's rules on the demo shop: in force at once and on time, told for what they are, never above a limit."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete

from advisor.advisor import Advisor
from advisor.shopper import Shopper
from advisor.wish import Wish
from shop.filters import Filters
from shop.product import Product
from shop.rule import Rule
from shop.storage.products import find_products, load_products, save_products
from shop.storage.rules import delete_rule, save_rules
from shop.storage.tables import rules as table
from shop.storage.version import RULES, bump_version
from shop.suggestion import Suggestion

STRANGER = Shopper(conversation_id="rules-conversation")
MAYA = Shopper(conversation_id="rules-maya", customer_id="maya", personal=True)
JACKET = Wish("waterproof jacket", Filters(price_max=200, categories=("jackets",)))
JACKETS = Wish("jackets", JACKET.filters)
NOW = datetime.now(UTC)
Impose = Callable[..., None]


@pytest.fixture
def impose(advisor: Advisor) -> Iterator[Impose]:
    """Puts rules in force; they are gone after the test."""
    yield lambda *rules: save_rules(advisor.db, rules)
    with advisor.db.begin() as connection:
        connection.execute(delete(table))
        bump_version(connection, RULES)


def ids(items: tuple[Suggestion, ...]) -> list[str]:
    return [item.product_id for item in items]


def codes(item: Suggestion) -> list[str]:
    return [reason.code for reason in item.reasons]


def jackets(advisor: Advisor, wish: Wish = JACKET) -> list[Product]:
    """Those in stock, best first."""
    found = (item.product for item in advisor.suggest(wish, STRANGER, k=20).items)
    return [product for product in found if product and product.in_stock]


def test_a_pin_takes_its_place_and_is_said_to_be_the_shops_own_wish(advisor: Advisor, impose: Impose) -> None:
    before = [product.product_id for product in jackets(advisor, JACKETS)]
    impose(Rule("launch", "pin", product_id=before[-1], place=2))
    found = advisor.suggest(JACKETS, STRANGER, k=20).items
    assert ids(found)[:3] == [before[0], before[-1], before[1]]
    pinned = found[1]
    assert pinned.parts["rule"] > 0 and pinned.score == pytest.approx(sum(pinned.parts.values()), abs=1e-4)
    assert pinned.score > found[2].score
    assert all(item.parts["rule"] == 0 for item in found if item is not pinned)


def test_a_pin_is_no_answer_to_words_that_its_product_does_not_fit(advisor: Advisor, impose: Impose) -> None:
    last = jackets(advisor)[-1].product_id
    impose(Rule("launch", "pin", product_id=last))
    assert ids(advisor.suggest(JACKET, STRANGER).items)[0] != last


def test_what_a_rule_brought_is_never_said_to_suit_the_shopper(advisor: Advisor, impose: Impose) -> None:
    last = advisor.recommend(MAYA, k=40).items[-1]
    impose(Rule("push", "pin", product_id=last.product_id))
    first = advisor.recommend(MAYA, k=4).items[0]
    assert first.product_id == last.product_id
    assert codes(first)[0] == "shop_pick"
    assert not {code for code in codes(first) if code.startswith("because_") or code == "popular_segment"}
    assert advisor.cards([first])[0]["reasons"][0] == "recommended by the shop"
    assert advisor.why(last.product_id, MAYA)[0].code == "shop_pick"


def test_a_pin_breaks_no_limit_no_asked_for_order_and_no_words(advisor: Advisor, impose: Impose) -> None:
    found = jackets(advisor)
    dearest = max(found, key=lambda product: product.current_price or 0)
    tent = ids(advisor.suggest(Wish("tent", Filters(categories=("tents",))), STRANGER).items)[0]
    impose(Rule("dear", "pin", product_id=dearest.product_id), Rule("tent", "pin", product_id=tent))
    assert ids(advisor.suggest(JACKET, STRANGER).items)[0] == dearest.product_id
    cheaper = replace(JACKET, filters=replace(JACKET.filters, price_max=(dearest.current_price or 0) - 1))
    assert dearest.product_id not in ids(advisor.suggest(cheaper, STRANGER, k=50).items)
    prices = [
        p.current_price
        for i in advisor.suggest(replace(JACKET, order="price_asc"), STRANGER, k=8).items
        if (p := i.product)
    ]
    assert prices == sorted(prices, key=lambda price: price or 0)
    assert ids(advisor.suggest(Wish("waterproof jacket"), STRANGER).items)[0] != tent


def test_what_is_out_of_stock_is_not_first_even_when_pinned_and_sold_out_a_moment_ago(
    advisor: Advisor, impose: Impose
) -> None:
    key = jackets(advisor)[5].product_id
    product = find_products(advisor.db, [key])[key]
    impose(Rule("launch", "pin", product_id=key))
    assert ids(advisor.suggest(JACKET, STRANGER).items)[0] == key
    try:
        save_products(advisor.db, [replace(product, availability="out_of_stock")])
        for _ in range(2):  # with the engine that still believes it is in stock, then with the next
            found = advisor.suggest(JACKET, STRANGER, k=6).items
            assert found[0].product is not None and found[0].product.in_stock
            time.sleep(1.5)
            advisor.suggest(JACKET, STRANGER)
    finally:
        save_products(advisor.db, [product])


def test_an_excluded_product_is_offered_nowhere_but_answered_about(advisor: Advisor, impose: Impose) -> None:
    key = jackets(advisor)[0].product_id
    origin = jackets(advisor)[1].product_id
    near = ids(advisor.similar(origin, STRANGER, k=3).items)
    with_it = next(
        items for p in jackets(advisor) if (items := advisor.goes_with(p.product_id, STRANGER).items)
    )
    popular = ids(advisor.recommend(STRANGER, k=2).items)
    gone = {key, *near, *ids(with_it), *popular}
    impose(*(Rule(f"recall-{name}", "exclude", product_id=name) for name in gone))
    for found in (
        advisor.suggest(JACKET, STRANGER, k=60),
        advisor.similar(origin, STRANGER, k=20),
        *(advisor.goes_with(p.product_id, STRANGER, k=20) for p in jackets(advisor)),
        advisor.recommend(STRANGER, k=60),
        advisor.recommend(MAYA, k=60),
    ):
        assert not gone & set(ids(found.items))
    assert advisor.answer(key, "how much is it?").code != "answer_unknown"


def test_where_everything_is_excluded_the_shopper_is_told_what_could_be_had_instead(
    advisor: Advisor, impose: Impose
) -> None:
    brand = jackets(advisor)[0].brand
    wish = Wish("jacket", Filters(brands=(brand,), categories=("jackets",)))
    assert advisor.suggest(wish, STRANGER).items
    impose(Rule("no-deal", "exclude", brand=brand.upper()))
    found = advisor.suggest(wish, STRANGER)
    assert found.items == () and found.obstacle == "brands" and found.relaxed is not None


def test_boost_and_bury_move_a_brand_and_a_category(advisor: Advisor, impose: Impose) -> None:
    def places(brand: str) -> list[int]:
        return [place for place, product in enumerate(jackets(advisor)) if product.brand == brand]

    brand = jackets(advisor)[12].brand
    before = places(brand)
    impose(Rule("friends", "boost", brand=brand, strength=0.5))
    assert places(brand)[0] < before[0]
    impose(Rule("friends", "bury", brand=brand, strength=5))
    assert not places(brand) or places(brand)[0] > before[0]
    level = jackets(advisor)[0].product_type.split(" > ")[-1]
    impose(Rule("friends", "bury", category=level, strength=10))
    assert all(not product.product_type.endswith(level) for product in jackets(advisor)[:3])


def test_a_boost_brings_up_nothing_that_was_not_asked_for(advisor: Advisor, impose: Impose) -> None:
    impose(Rule("tents", "boost", category="Tents", strength=10))
    first = advisor.suggest(Wish("running socks"), STRANGER, k=4).items
    assert all(item.product and "Tents" not in item.product.product_type for item in first)


def test_a_rule_about_margins_hits_what_earns_so_much(advisor: Advisor, impose: Impose) -> None:
    key = jackets(advisor)[8].product_id
    product = find_products(advisor.db, [key])[key]
    impose(Rule("margin", "boost", margin_min=0.9, strength=10))
    try:
        save_products(advisor.db, [replace(product, cost=(product.current_price or 0) * 0.05)])
        for _ in range(100):
            if ids(advisor.suggest(JACKET, STRANGER).items)[0] == key:
                break
            time.sleep(0.1)
        assert ids(advisor.suggest(JACKET, STRANGER).items)[0] == key
        lifted = [item for item in advisor.suggest(JACKET, STRANGER, k=60).items if item.parts["rule"]]
        assert key in ids(tuple(lifted))
        assert all(item.product and (item.product.margin or 0) >= 0.9 for item in lifted)
    finally:
        save_products(advisor.db, [product])


def test_rules_begin_and_end_on_time_and_are_gone_when_deleted(advisor: Advisor, impose: Impose) -> None:
    before = [product.product_id for product in jackets(advisor, JACKETS)][:8]
    hour = timedelta(hours=1)
    impose(Rule("week", "pin", product_id=before[7], starts_at=NOW + hour, ends_at=NOW + 2 * hour))
    try:
        for later, first in ((0, before[0]), (1.5, before[7]), (3, before[0])):
            advisor._clock = lambda later=later: NOW + later * hour
            assert ids(advisor.suggest(JACKETS, STRANGER).items)[0] == first
        advisor._clock = lambda: NOW + 1.5 * hour
        assert delete_rule(advisor.db, "week") and not delete_rule(advisor.db, "week")
        assert ids(advisor.suggest(JACKETS, STRANGER).items)[0] == before[0]
    finally:
        advisor._clock = lambda: datetime.now(UTC)


def test_which_one_the_assistant_would_take_is_no_matter_of_rules(advisor: Advisor, impose: Impose) -> None:
    shown = ids(advisor.suggest(JACKET, STRANGER, k=4).items)
    impose(Rule("push", "pin", product_id=shown[3]))
    best = advisor.best_of(shown, STRANGER, JACKET)
    assert best is not None and best.product_id == shown[0] and "shop_pick" not in codes(best)


def test_rules_are_no_news_of_the_catalogue(advisor: Advisor, impose: Impose) -> None:
    before = advisor._keeper._stamp()
    impose(Rule("any", "boost", brand=load_products(advisor.db)[0].brand))
    assert advisor._keeper._stamp() == before, "nothing is loaded anew, and no release is out of date"

"""The reason told is the part of the score that adds most, and none that adds nothing."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.advisor import Advisor
from advisor.explain import Explainer
from advisor.parts import OF_HISTORY, PARTS, told
from advisor.profile import Profile
from advisor.shopper import Shopper
from advisor.wish import Wish
from shop.filters import Filters
from shop.product import Product
from shop.settings import ROOT
from shop.suggestion import Reason, Suggestion
from shop.wording import Wording

MAYA = Shopper(conversation_id="explained-maya", customer_id="maya", personal=True)
JONAS = Shopper(conversation_id="explained-jonas", customer_id="jonas", personal=True)
STRANGER = Shopper(conversation_id="explained-stranger")
WISHES = [Wish(words) for words in ("waterproof jacket", "warm socks", "tent for two", "boots", "a gift")]
PART_OF = {"matches": "search", "popular": "popularity", "popular_segment": "segment", "shop_pick": "rule"}


def added(code: str, parts: Mapping[str, float]) -> float | None:
    """What the part behind a reason adds; None for what is true of the product anyway."""
    if code.startswith("because_"):
        return sum(max(parts[name], 0) for name in OF_HISTORY)
    return parts[PART_OF[code]] if code in PART_OF else None


def all_shown(advisor: Advisor) -> list[Suggestion]:
    shown = [item for who in (MAYA, JONAS, STRANGER) for item in advisor.recommend(who, k=20).items]
    for wish in WISHES:
        shown += [item for who in (MAYA, JONAS, STRANGER) for item in advisor.suggest(wish, who, k=12).items]
    return shown


def test_every_result_carries_the_named_parts_and_they_are_its_score(advisor: Advisor) -> None:
    for item in all_shown(advisor):
        assert set(item.parts) == set(PARTS)
        assert item.score == pytest.approx(sum(item.parts.values()), abs=1e-3)


def test_reasons_are_told_in_the_order_of_what_they_add_and_none_that_adds_nothing(advisor: Advisor) -> None:
    for item in all_shown(advisor):
        values = [added(reason.code, item.parts) for reason in item.reasons]
        told_parts = [value for value in values if value is not None]
        assert all(value > 0 for value in told_parts)
        assert told_parts == sorted(told_parts, reverse=True)
        assert values == [*told_parts, *[None] * (len(values) - len(told_parts))], "facts come after reasons"


@given(search=st.floats(-1, 2), rule=st.floats(-1, 2), popularity=st.floats(-1, 2))
def test_the_first_reason_is_the_strongest_that_may_be_told(
    search: float, rule: float, popularity: float
) -> None:
    parts = told({"search": search, "rule": rule, "popularity": popularity})
    product = Product("p", "Waterproof Jacket")
    found = Explainer(Profile(), None, lambda key: "", Wish("waterproof jacket")).reasons(product, parts)
    strong = 0.3 * sum(max(part, 0) for part in parts.values())
    may = {**({"shop_pick": rule} if rule > strong else {}), "matches": search}
    told_codes = [reason.code for reason in found]
    expected = sorted((code for code, value in may.items() if value > 0), key=lambda code: -may[code])
    assert told_codes == expected


def test_that_a_rule_brought_a_product_is_never_left_out() -> None:
    product = Product("p", "Jacket", price=80.0, sale_price=60.0, added_at=datetime(2026, 3, 3, tzinfo=UTC))
    wish = Wish("jacket", Filters(new=True, on_sale=True))
    for parts, expected in (({"rule": 1.0}, ["new", "shop_pick"]), ({"search": 1.0}, ["new", "on_sale"])):
        found = Explainer(Profile(), None, str, wish).reasons(product, told(parts))
        assert [reason.code for reason in found] == expected


def test_parts_of_one_kind_are_told_as_one() -> None:
    parts = told({"neighbours": 0.25, "ease": 0.5, "factors": -0.25, "content": 0.125})
    assert (parts["collaborative"], parts["content"], parts["rule"]) == (0.5, 0.125, 0.0)
    assert told({"brand-new-score": 1.0})["brand-new-score"] == 1.0


def test_who_asks_why_hears_the_reasons_of_the_card(advisor: Advisor) -> None:
    first = advisor.suggest(WISHES[0], MAYA).items[0]
    assert advisor.why(first.product_id, MAYA, WISHES[0]) == first.reasons


def test_what_is_new_is_told_since_when_in_the_wording_of_orders() -> None:
    boot = Product("b", "Boot", price=50.0, added_at=datetime(2026, 3, 3, 9, tzinfo=UTC))
    explainer = Explainer(Profile(), None, str, Wish(filters=Filters(new=True)))
    assert explainer.reasons(boot, {}) == (Reason("new", {"date": "3 March 2026"}),)


HOODED = Product("h", "Drizzle Jacket", "Light jacket with a hood.", price=50.0)
PLAIN = Product("p", "Plain Jacket", "Light jacket without a hood.", price=50.0)


def reasons(product: Product, wish: Wish) -> tuple[Reason, ...]:
    return Explainer(Profile(), None, str, wish).reasons(product, {"search": 1.0})


@pytest.mark.parametrize("wish", [Wish("jacket without hood"), Wish("jacket hood", without=("hood",))])
def test_what_is_ruled_out_is_never_told_as_a_match(wish: Wish) -> None:
    assert reasons(HOODED, wish) == (Reason("matches", {"words": "jacket"}),)
    assert reasons(PLAIN, wish) == (
        Reason("without", {"words": "hood"}),
        Reason("matches", {"words": "jacket"}),
    )


def test_a_wish_of_denials_alone_matches_nothing() -> None:
    assert reasons(HOODED, Wish("without hood")) == ()


def test_what_a_product_lacks_is_worded_as_its_own_word() -> None:
    told = Reason("without", {"words": "hood or pfas"})
    assert Wording.load(ROOT / "bot" / "domain").reason(told) == "says it has no hood or pfas"

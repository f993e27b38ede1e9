"""Kinds of shoppers see other prices for the same wish, and nobody sees what breaks it."""

from collections.abc import Mapping
from itertools import product as every

import numpy as np
import pytest

from advisor.advisor import Advisor
from advisor.shopper import Shopper
from advisor.wish import Wish
from knowledge.limits import admits
from shop.filters import Filters
from shop.storage.events import load_event_frame

Kinds = Mapping[str, list[Shopper]]
WORDS = ("jacket", "hiking boots", "backpack", "warm gloves", "tent", "")
LIMITS = (
    Filters(price_max=90),
    Filters(price_min=60, price_max=140),
    Filters(categories=("jackets",), not_colors=("black",)),
    Filters(audiences=("women",), in_stock=True),
    Filters(rating_min=4.0),
    Filters(on_sale=True),
)


@pytest.fixture(scope="module")
def kinds(advisor: Advisor) -> Kinds:
    """Customers of the segments that are called budget and premium."""
    engine = advisor._keeper.engine()
    assert engine.recommender is not None
    names = engine.recommender.segments.names
    customers = load_event_frame(advisor.db, ("purchase", "view_item"))["customer_id"].value_counts()
    found: dict[str, list[Shopper]] = {"budget": [], "premium": []}
    for customer in [name for name, count in customers.items() if name and count >= 8][:200]:
        shopper = Shopper(conversation_id="segments", customer_id=str(customer), personal=True)
        segment = advisor._profile(engine, shopper).segment
        for word, members in found.items():
            if segment is not None and word in names[segment]:
                members.append(shopper)
    return found


def mean_price(advisor: Advisor, shoppers: list[Shopper], words: str) -> float:
    shown = [advisor.suggest(Wish(words), shopper, k=10).items for shopper in shoppers[:15]]
    return float(np.mean([item.product.current_price for items in shown for item in items if item.product]))


@pytest.mark.parametrize("words", ["jacket", "hiking boots", "backpack", "gloves"])
def test_a_budget_segment_sees_lower_prices_first_than_a_premium_one(
    advisor: Advisor, kinds: Kinds, words: str
) -> None:
    budget, premium = (mean_price(advisor, kinds[kind], words) for kind in ("budget", "premium"))
    assert budget < 0.97 * premium


def test_what_the_segment_adds_is_told_as_its_part(advisor: Advisor, kinds: Kinds) -> None:
    for members in kinds.values():
        assert any(item.parts["segment"] for item in advisor.suggest(Wish("jacket"), members[0], k=10).items)
    anybody = Shopper(conversation_id="segments-nobody")
    assert not any(item.parts["segment"] for item in advisor.suggest(Wish("jacket"), anybody, k=10).items)


def test_no_kind_of_shopper_is_shown_what_breaks_their_wish(advisor: Advisor, kinds: Kinds) -> None:
    for shopper in (kinds["budget"][0], kinds["premium"][0]):
        for words, limits in every(WORDS, LIMITS):
            for item in advisor.suggest(Wish(words, limits), shopper, k=10).items:
                assert item.product is not None and admits(item.product, limits)


def test_two_kinds_of_shoppers_find_the_same_products_in_another_order(
    advisor: Advisor, kinds: Kinds
) -> None:
    wish = Wish("", Filters(price_max=60, categories=("jackets",)))
    sets = [{i.product_id for i in advisor.suggest(wish, kinds[kind][0], k=100).items} for kind in kinds]
    assert sets[0] and {advisor.product(key).group for key in sets[0]} == {  # type: ignore[union-attr]
        advisor.product(key).group
        for key in sets[1]  # type: ignore[union-attr]
    }

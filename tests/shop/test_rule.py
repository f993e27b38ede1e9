"""What a rule is about, and when."""

from datetime import UTC, datetime
from typing import Any

import pytest

from shop.product import Product
from shop.rule import Rule

BOOT = Product(
    "b1",
    "Boot",
    brand="Fell Wind",
    product_type="Shoes > Hiking Boots > Winter",
    item_group_id="b",
    price=100.0,
    cost=60.0,
)
SALE = Product("b2", "Boot", price=100.0, sale_price=80.0, cost=60.0)


def rule(**stated: Any) -> Rule:
    return Rule("r", "boost", **stated)


@pytest.mark.parametrize(
    "stated",
    [
        {"product_id": "b1"},
        {"product_id": "b"},
        {"brand": "fell  wind"},
        {"category": "hiking boots"},
        {"category": "Shoes > hiking boots"},
        {"category": "Hiking Boots>Winter"},
        {"margin_min": 0.4},
        {"margin_min": 0.3, "margin_max": 0.4, "brand": "Fell Wind"},
    ],
)
def test_hits(stated: dict[str, Any]) -> None:
    assert rule(**stated).hits(BOOT)


@pytest.mark.parametrize(
    "stated",
    [
        {"product_id": "b2"},
        {"brand": "Fell"},
        {"category": "Boots"},
        {"category": "Shoes > Winter"},
        {"margin_min": 0.41},
        {"margin_max": 0.39},
        {"brand": "Fell Wind", "category": "Tents"},
    ],
)
def test_misses(stated: dict[str, Any]) -> None:
    assert not rule(**stated).hits(BOOT)


def test_the_margin_is_that_of_what_is_paid_now_and_unknown_margins_meet_none() -> None:
    assert SALE.margin == 0.25 and rule(margin_max=0.3).hits(SALE)
    assert not rule(margin_max=0.9).hits(Product("x", "X", price=10.0))
    assert Product("x", "X", price=0.0, cost=1.0).margin is None


def test_it_holds_from_its_start_until_before_its_end() -> None:
    start, end = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
    bounded = rule(brand="x", starts_at=start, ends_at=end)
    assert bounded.in_force(start) and not bounded.in_force(end)
    assert rule(brand="x").in_force(start)

"""Amounts as people write them."""

import pytest

from advisor.money import money


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        (119.0, "USD", "$119"),
        (79.5, "EUR", "€79.50"),
        (1299.0, "GBP", "£1,299"),
        (20.0, "CHF", "20 CHF"),
        (None, "USD", ""),
    ],
)
def test_money(amount: float | None, currency: str, written: str) -> None:
    assert money(amount, currency) == written

"""What a product weighs."""

import math

import pytest

from advisor.weight import weight
from shop.product import Product


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("A pair weighs 1,180 g.", 1180),
        ("Weight: 1.55 kg.", 1550),
        ("Knitted at 150 g/m², 240 g in all.", 240),
        ("Weighs 300 g and carries up to 5 kg.", 300),
        ("350 g, packed 350 grams.", 350),
        ("16 oz of comfort? No: 16 oz.", 453.6),
    ],
)
def test_the_weight_of_the_whole(text: str, grams: float) -> None:
    assert weight(Product("p", "P", text)) == pytest.approx(grams)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "80 g of down",
        "For loads up to 20 kg.",
        "A 230 g gas cartridge fits.",
        "400 g, with the sack 450 g.",
        "a 5G phone",
    ],
)
def test_what_is_not_said_or_said_twice_is_not_known(text: str) -> None:
    assert math.isnan(weight(Product("p", "P", text)))

"""Order numbers as people write them, and other numbers that are none."""

import pytest

from actions.order_numbers import other_number, own_number

OWN = ["NF-1042", "NF-1043", "7", "#1099", "B1042-2"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("where is order NF-1043", "NF-1043"),
        ("where is order 1043?", "NF-1043"),
        ("#nf 1043 pls", "NF-1043"),
        ("nf1043", "NF-1043"),
        ("cancel #1099.", "#1099"),
        ("order number: 7", "7"),
        ("it came 7 days ago", ""),
        ("my order 7 days ago", ""),
        ("A-1043", ""),
        ("i paid $1043", ""),
        ("1043.50 is too much", ""),
        ("10431", ""),
        ("b1042-2 please", "B1042-2"),
        ("where is my order", ""),
    ],
)
def test_which_of_the_customers_own_numbers_is_named(text: str, number: str) -> None:
    assert own_number(text, OWN) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("cancel order 48213", "48213"),
        ("my order number is #A-1042", "A-1042"),
        ("20117", "20117"),
        ("20117 please", "20117"),
        ("what about 20117?", "20117"),
        ("my order from 2025", ""),
        ("my order 2 weeks ago", ""),
        ("i ordered 300 days ago", ""),
        ("the boots for 120 dollars", ""),
        ("the boots for $120", ""),
        ("return it for 49.90", ""),
        ("cancel my order", ""),
        ("size 42", ""),
    ],
)
def test_what_looks_like_an_order_number(text: str, number: str) -> None:
    assert other_number(text) == number

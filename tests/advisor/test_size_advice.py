"""Advice on the size says what the counts support, and no more."""

import pytest

from advisor.size_advice import advice_of, stepped_size
from shop.product import Product
from shop.review_summary import Fit, ReviewSummary


@pytest.mark.parametrize(
    ("small", "true", "large", "reviews", "advice"),
    [
        (1, 1, 0, 80, ""),
        (2, 0, 0, 5, ""),
        (20, 8, 1, 80, "up"),
        (14, 40, 2, 83, "up_between"),
        (3, 0, 0, 200, "usual"),
        (2, 20, 2, 80, "usual"),
        (0, 8, 21, 86, "down"),
        (0, 20, 6, 60, "down_between"),
        (10, 5, 9, 60, "mixed"),
        (20, 4, 8, 60, "up_between"),
    ],
)
def test_advice(small: int, true: int, large: int, reviews: int, advice: str) -> None:
    assert advice_of(ReviewSummary(reviews, fit=Fit(small, true, large))) == advice


def test_the_next_size_is_one_that_the_product_has() -> None:
    boots = Product("b", "Boots", product_type="Shoes > Boots", sizes=("10", "8", "8.5", "9"))
    assert stepped_size(boots, "8.5", "up") == ("8.5", "9")
    assert stepped_size(boots, "8.5", "down") == ("8.5", "8")
    assert stepped_size(boots, "10", "up") == ("10", "")
    assert stepped_size(boots, "", "up") == ("", "")
    assert stepped_size(boots, "9", "up_between") == ("9", "")
    shirt = Product("s", "Shirt", product_type="Clothing > Shirts", sizes=("L", "S", "M"))
    assert stepped_size(shirt, "m", "up") == ("M", "L")

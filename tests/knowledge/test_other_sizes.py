"""Sizes of other systems: what is about the same, what is not, and for whom."""

import pytest

from knowledge.limits import admits
from knowledge.other_sizes import own_size, read, sizes_of
from knowledge.shoe_sizes import shoe_length
from shop.filters import Filters
from shop.product import Product

HALVES = ("8", "8.5", "9", "9.5", "10", "10.5", "11", "12")


def boot(*sizes: str, **more: str) -> Product:
    values = {"currency": "USD", "gender": "male", "product_type": "Shoes > Hiking Boots", **more}
    return Product("p", "Ridge Boot", sizes=sizes, **values)  # type: ignore[arg-type]


def fitting(wanted: str, product: Product) -> list[str]:
    """The sizes of which alone the product would be found."""
    return [
        size
        for size in product.sizes
        if admits(Product(**{**fields(product), "sizes": (size,)}), Filters(sizes=(wanted,)))
    ]


def fields(product: Product) -> dict[str, object]:
    return {name: getattr(product, name) for name in Product.__dataclass_fields__}


@pytest.mark.parametrize(
    ("wanted", "product", "near"),
    [
        ("EU 43", boot(*HALVES), ["9.5", "10"]),
        ("43", boot(*HALVES), ["9.5", "10"]),
        ("EU 42", boot(*HALVES), ["9", "9.5"]),
        ("UK 9", boot(*HALVES), ["10"]),
        ("EU 38", boot("6", "7", "7.5", "8", gender="female"), ["7", "7.5"]),
        ("UK 5", boot("6", "7", "7.5", "8", gender="female"), ["7.5"]),
        ("EU 30", boot("11K", "12K", "13K", "1", gender="unisex", age_group="kids"), ["12K"]),
        ("EU 33", boot("11K", "13K", "1", "2", gender="unisex", age_group="kids"), ["1"]),
        ("US 9.5", boot("41", "42", "43", "44", currency="EUR"), ["42", "43"]),
        ("9.5", boot("41", "42", "43", "44", currency="EUR"), ["42", "43"]),
        ("EU 43", boot("8", "9", "10", currency="GBP"), ["9"]),
        ("EU 43", boot("US 9", "US 10", currency="EUR"), ["US 10"]),
    ],
)
def test_a_shoe_size_of_another_system_finds_what_is_about_as_long(
    wanted: str, product: Product, near: list[str]
) -> None:
    assert fitting(wanted, product) == near


@pytest.mark.parametrize(
    ("wanted", "product", "same"),
    [
        ("9", boot(*HALVES), ["9"]),
        ("US 9", boot(*HALVES), ["9"]),
        ("EU 42", boot("41", "42", "43"), ["42"]),
        ("42", boot("41", "42", "43"), ["42"]),
        ("EU 42", boot("EU 42", "EU 43"), ["EU 42"]),
    ],
)
def test_in_its_own_system_a_size_is_only_itself(wanted: str, product: Product, same: list[str]) -> None:
    assert fitting(wanted, product) == same


@pytest.mark.parametrize(
    ("wanted", "product"),
    [
        ("UK 9", boot("9")),
        ("EU 43", boot("9.5", gender="")),
        ("EU 43", boot("9.5", product_type="Socks > Boot Socks")),
        ("EU 43", boot("9")),
        ("EU 43", boot("9.5", currency="EUR")),
        ("US 43", boot("10")),
        ("M", boot("9")),
    ],
)
def test_where_nothing_tells_the_length_or_it_differs_nothing_is_near(wanted: str, product: Product) -> None:
    assert fitting(wanted, product) == []


def shirt(*sizes: str, **more: str) -> Product:
    values = {"currency": "EUR", "gender": "male", "product_type": "Clothing > Shirts", **more}
    return Product("p", "Shirt", sizes=sizes, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "product", "near"),
    [
        ("EU 50", shirt("S", "M", "L"), ["M"]),
        ("EU 52", shirt("Small", "Medium", "Large"), ["Large"]),
        ("M", shirt("46", "48", "50", "52"), ["48", "50"]),
        ("medium", shirt("46", "48", "50", "52"), ["48", "50"]),
        ("EU 50", shirt("S", "M", "L", gender="female"), []),
        ("50", shirt("S", "M", "L", currency="USD"), []),
        ("M", shirt("40", "50", currency="USD"), []),
        ("L", shirt("S", "XL"), []),
    ],
)
def test_letters_and_numbers_meet_in_mens_wear_where_the_standard_says_so(
    wanted: str, product: Product, near: list[str]
) -> None:
    assert fitting(wanted, product) == near


def test_a_bare_number_is_read_in_the_only_system_that_has_it() -> None:
    assert [read(size) for size in ("43", "9.5", "uk 9", "M")] == [
        ("EU", "43"),
        ("US", "9.5"),
        ("UK", "9"),
        ("", "M"),
    ]


def test_people_are_told_by_the_words_where_no_column_does() -> None:
    (size,) = sizes_of(boot("9", gender="", product_type="Men's Shoes"))
    assert (size.worded, size.people) == ("US 9", "men")


def test_a_size_in_the_cart_is_the_products_own_and_never_one_that_is_only_near() -> None:
    assert own_size(boot("41", "42"), "EU 42") == "42"
    assert own_size(boot(*HALVES), "EU 43") == ""
    assert own_size(boot(*HALVES), "9.5") == "9.5"
    assert own_size(shirt("M Tall", "L"), "M") == ""


def test_childrens_numbers_begin_again_after_thirteen() -> None:
    first, second = shoe_length("13K", "US", "kids"), shoe_length("1", "US", "kids")
    assert first is not None and second is not None
    assert second - first == pytest.approx(25.4 / 3)
    assert shoe_length("43", "JP", "men") is None

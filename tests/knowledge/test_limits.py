"""What a shopper's limits mean, word by word."""

from datetime import UTC, datetime

import pytest

from knowledge.audiences import audience_admits, audiences_meet
from knowledge.colors import color_admits
from knowledge.limits import admits, phrase_admits
from knowledge.sizes import size_admits
from knowledge.told import colors_of
from shop.filters import Filters
from shop.product import Product


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        ("green", "Moss Green"),
        ("GREEN", "moss green"),
        ("blue", "Navy"),
        ("blue", "Heather Navy"),
        ("navy blue", "Navy"),
        ("navy", "Navy Blue"),
        ("gray", "Charcoal"),
        ("grey", "Gray"),
        ("red", "Crimson"),
        ("green", "Olive"),
        ("black", "Black/White"),
        ("white", "Black/White"),
        ("white", "Navy and Ivory"),
        ("brown", "Tan"),
        ("beige", "Tan"),
    ],
)
def test_colors_that_are_meant(wanted: str, value: str) -> None:
    assert color_admits(wanted, value)


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        ("navy", "Blue"),
        ("red", "Infrared"),
        ("grey", "Stone Blue"),
        ("blue", "Black"),
        ("blue", "Midnight Black"),
        ("", "Black"),
        ("light blue", "Blue"),
    ],
)
def test_colors_that_are_not(wanted: str, value: str) -> None:
    assert not color_admits(wanted, value)


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        ("medium", "M"),
        ("M", "Medium"),
        ("med", "M/L"),
        ("xl", "X-Large"),
        ("extra large", "XL"),
        ("2xl", "XXL"),
        ("XXL", "XX-Large"),
        ("small", "S"),
        ("x-small", "XS"),
        ("one size", "One Size Fits Most"),
        ("42", "EU 42"),
        ("EU 42", "42"),
        ("42.5", "42,5"),
        ("size 9", "9"),
        ("32", "32x34"),
        ("W32 L34", "32 x 34"),
        ("500ml", "500 ml"),
        ("M", "M Tall"),
        ("3xl", "XXX-Large"),
        ("xxs", "XX-Small"),
    ],
)
def test_sizes_that_are_meant(wanted: str, value: str) -> None:
    assert size_admits(wanted, value)


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        ("L", "XL"),
        ("large", "X-Large"),
        ("L", "XXL"),
        ("L", "20 L"),
        ("L", "W32 L34"),
        ("10", "10.5"),
        ("4", "42"),
        ("US 9", "EU 9"),
        ("m", "One Size"),
        ("xl", "2XL"),
        ("s", "XXS"),
        ("", "M"),
    ],
)
def test_sizes_that_are_not(wanted: str, value: str) -> None:
    assert not size_admits(wanted, value)


@pytest.mark.parametrize(
    ("wanted", "value", "meant"),
    [
        ("male", "male adult", True),
        ("male", "unisex", True),
        ("men", "female adult", False),
        ("men", "male kids", False),
        ("male", "male kids", True),
        ("women's", "female adult", True),
        ("unisex", "male", False),
        ("kids", "kids", True),
        ("kids", "unisex toddler", True),
        ("boys", "male kids", True),
        ("boys", "female kids", False),
        ("girls", "unisex kids", True),
        ("babies", "kids", False),
        ("babies", "infant", True),
        ("adults", "male adult", True),
        ("dragons", "male adult", False),
        ("men", "", True),
        ("adults", "", True),
        ("girls", "", False),
        ("babies", "", False),
    ],
)
def test_audiences(wanted: str, value: str, meant: bool) -> None:
    assert audience_admits(wanted, value) is meant


@pytest.mark.parametrize(
    ("wanted", "value", "meant"),
    [
        ("jackets", "Rain Jackets", True),
        ("jacket", "Jackets & Coats", True),
        ("boots", "Hiking Boot", True),
        ("dress", "Summer Dresses", True),
        ("accessory", "Accessories", True),
        ("men", "Men's Shoes", True),
        ("scarf", "Scarves", True),
        ("hiking boots", "Boots for Hiking", False),
        ("ski", "Skin care", False),
        ("", "Anything", False),
    ],
)
def test_phrases_by_whole_words_and_either_number(wanted: str, value: str, meant: bool) -> None:
    assert phrase_admits(wanted, value) is meant


def test_any_level_of_the_path_counts() -> None:
    product = Product("p", "P", product_type="Clothing > Outerwear > Rain Jackets")
    assert all(admits(product, Filters(categories=(name,))) for name in ("clothing", "outerwear", "jackets"))
    assert not admits(product, Filters(categories=("shoes",)))
    assert not admits(product, Filters(not_categories=("jacket",)))


def test_alternatives_inside_a_field_and_all_fields_together() -> None:
    product = Product("p", "P", colors=("Red",), sizes=("M",))
    assert admits(product, Filters(colors=("blue", "red"), sizes=("medium",)))
    assert not admits(product, Filters(colors=("red",), sizes=("L",)))


def test_the_sale_price_is_what_counts() -> None:
    product = Product("p", "P", price=150.0, sale_price=99.0)
    assert admits(product, Filters(price_max=100))
    assert not admits(product, Filters(price_min=120))


def test_on_sale_is_what_costs_less_than_usual() -> None:
    on_sale = Filters(on_sale=True)
    assert admits(Product("p", "P", price=150.0, sale_price=99.0), on_sale)
    assert not admits(Product("p", "P", price=150.0), on_sale)
    assert not admits(Product("p", "P", price=150.0, sale_price=150.0), on_sale)
    assert not admits(Product("p", "P", sale_price=99.0), on_sale)


def test_new_needs_a_date_of_arrival() -> None:
    assert admits(Product("p", "P", added_at=datetime(2026, 1, 1, tzinfo=UTC)), Filters(new=True))
    assert not admits(Product("p", "P"), Filters(new=True))


@pytest.mark.parametrize(
    "filters",
    [
        Filters(price_max=10_000),
        Filters(price_min=0),
        Filters(rating_min=1),
        Filters(sizes=("M",)),
        Filters(colors=("black",)),
        Filters(brands=("x",)),
        Filters(audiences=("kids",)),
        Filters(categories=("x",)),
        Filters(materials=("wool",)),
    ],
)
def test_what_the_feed_does_not_say_fails_a_demand(filters: Filters) -> None:
    assert not admits(Product("p", "P"), filters)


def test_a_ban_passes_the_unknown_and_catches_a_mixture() -> None:
    ban = Filters(not_colors=("black",), not_brands=("acme",), not_materials=("leather",))
    assert admits(Product("p", "P"), ban)
    assert not admits(Product("p", "P", colors=("Black/White",)), ban)
    assert not admits(Product("p", "P", colors=("Red", "Black")), ban)
    assert not admits(Product("p", "P", materials=("100% Leather",)), ban)
    assert admits(Product("p", "P", brand="Acmeville"), ban)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("male adult", "female adult", False),
        ("male adult", "unisex adult", True),
        ("male adult", "", True),
        ("female", "female adult", True),
        ("unisex adult", "unisex kids", False),
        ("unisex kids", "male toddler", True),
        ("kids", "male", True),
    ],
)
def test_whether_two_products_can_be_for_the_same_people(one: str, other: str, meet: bool) -> None:
    assert audiences_meet(one, other) is audiences_meet(other, one) is meet


@pytest.mark.parametrize(
    ("product", "colors"),
    [
        (Product("p", "Mauve Leather Daypack"), ("mauve",)),
        (Product("p", "Daypack", description="A beige pack with black straps."), ("beige",)),
        (Product("p", "Daypack in red and navy", description="Black straps."), ("red", "navy")),
        (Product("p", "Coffee Table", description="Walnut legs."), ()),
        (Product("p", "Black Daypack", colors=("Obsidian",)), ("Obsidian",)),
    ],
)
def test_colours_that_the_feed_leaves_out_are_read_from_the_text(
    product: Product, colors: tuple[str, ...]
) -> None:
    assert colors_of(product) == colors


def test_a_colour_of_the_text_counts_for_limits() -> None:
    daypack = Product("p", "Mauve Leather Daypack")
    assert admits(daypack, Filters(colors=("purple",)))
    assert not admits(daypack, Filters(not_colors=("purple",)))

"""The catalogue's columns agree with the per-product meaning of every limit, whatever is asked."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.columns import Columns
from knowledge.limits import admits
from shop.filters import Filters
from shop.product import Product

COLORS = ("Black/White", "Moss Green", "Navy", "Charcoal", "red", "Stone Blue", "")
SIZES = ("S", "Medium", "X-Large", "EU 42", "One Size", "2XL", "20 L")
BRANDS = ("Northfold", "Alder & Co", "The North Ridge", "")
TYPES = ("Clothing > Outerwear > Rain Jackets", "Shoes > Hiking Boots", "Camping > Stoves & Fuel", "")
MATERIALS = ("Merino Wool", "Recycled Nylon", "Full-Grain Leather")
WORDS = (
    "black",
    "grey",
    "blue",
    "green",
    "m",
    "xl",
    "large",
    "42",
    "northfold",
    "north",
    "alder",
    "co",
    "jackets",
)
MORE = ("boot", "outerwear", "wool", "leather", "male", "women", "kids", "unisex", "")


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2).map(tuple)


def amounts(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False)


a_product = st.builds(
    Product,
    product_id=st.uuids().map(str),
    title=st.sampled_from(("Rain Jacket", "Boots", "Stove")),
    price=st.none() | amounts(0, 200),
    sale_price=st.none() | amounts(0, 200),
    availability=st.sampled_from(("in_stock", "out_of_stock", "preorder")),
    brand=st.sampled_from(BRANDS),
    product_type=st.sampled_from(TYPES),
    colors=some(COLORS),
    sizes=some(SIZES),
    materials=some(MATERIALS),
    gender=st.sampled_from(("male", "female", "unisex", "")),
    age_group=st.sampled_from(("adult", "kids", "infant", "")),
    rating=st.just(float("nan")) | amounts(1, 5),
    review_count=st.integers(0, 50),
    added_at=st.none() | st.just(datetime(2026, 1, 1, tzinfo=UTC)),
)
asked = some(WORDS + MORE)
some_filters = st.builds(
    Filters,
    price_min=st.none() | amounts(0, 200),
    price_max=st.none() | amounts(0, 200),
    brands=asked,
    categories=asked,
    colors=asked,
    sizes=asked,
    materials=asked,
    audiences=asked,
    rating_min=st.none() | amounts(1, 5),
    in_stock=st.booleans(),
    on_sale=st.booleans(),
    new=st.booleans(),
    not_brands=asked,
    not_categories=asked,
    not_colors=asked,
    not_materials=asked,
)
one_limit = some_filters.flatmap(
    lambda filters: st.sampled_from(tuple(filters.__dataclass_fields__)).map(
        lambda name: Filters(**{name: getattr(filters, name)})
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(a_product, max_size=8), some_filters | one_limit)
def test_the_mask_is_the_naive_check_of_every_product(products: list[Product], filters: Filters) -> None:
    mask = Columns.of(products).mask(filters)
    assert mask.dtype == np.bool_
    assert mask.tolist() == [admits(product, filters) for product in products]


@settings(max_examples=60, deadline=None)
@given(st.lists(a_product, max_size=8), st.lists(a_product, max_size=3), st.integers(0, 8), some_filters)
def test_patched_columns_are_those_of_the_changed_catalogue(
    products: list[Product], new: list[Product], changing: int, filters: Filters
) -> None:
    changed = [replace(product, price=5.0, colors=("Navy",)) for product in products[:changing]]
    removed = {product.product_id for product in products[changing : changing + 2]}
    base = Columns.of(products)
    base.mask(filters)
    columns = base.patched((*changed, *new), removed)
    expected = Columns.of((*products[changing + 2 :], *changed, *new))
    assert columns.product_ids == expected.product_ids
    assert columns.mask(filters).tolist() == expected.mask(filters).tolist()
    assert columns.worth.tolist() == expected.worth.tolist()


def test_asking_twice_gives_the_same_untouched_mask(shop_products: tuple[Product, ...]) -> None:
    columns = Columns.of(shop_products)
    first = columns.mask(Filters(colors=("green",)))
    first[:] = True
    assert columns.mask(Filters(colors=("green",))).sum() == 1


def test_no_limits_admit_everything_even_of_nothing(shop_products: tuple[Product, ...]) -> None:
    assert Columns.of(shop_products).mask(Filters()).all()
    assert Columns.of(()).mask(Filters(colors=("red",))).shape == (0,)


def test_worth_prefers_stock_then_many_good_voices() -> None:
    columns = Columns.of(
        (
            Product("gone", "", availability="out_of_stock", rating=5.0, review_count=500),
            Product("few", "", rating=5.0, review_count=1),
            Product("many", "", rating=4.7, review_count=300),
            Product("bad", "", rating=1.5, review_count=50),
            Product("none", ""),
        )
    )
    order = [columns.product_ids[row] for row in np.argsort(-columns.worth)]
    assert order == ["many", "few", "none", "bad", "gone"]

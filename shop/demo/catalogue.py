"""The catalogue of the demo shop: styles in their colours."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Literal

from shop.demo.description import describe
from shop.demo.palette import palette
from shop.demo.sizes import available_sizes
from shop.demo.style import Style, invent_styles, round_price
from shop.product import Audience, Product

COLORS_PER_STYLE = (1, 2, 2, 2, 3, 3, 4)
AUDIENCES: dict[str, Audience] = {"male": "male", "female": "female", "unisex": "unisex", "kids": "unisex"}


@dataclass(frozen=True, slots=True)
class Item:
    """A product with the hidden style behind it."""

    product: Product
    style: Style
    color: str


def invent_catalogue(seed: int, size: int) -> list[Item]:
    """Exactly `size` items; the first ones are the same for any size."""
    items: list[Item] = []
    for style in invent_styles(Random(f"{seed}:styles")):
        items += _variants(style, Random(f"{seed}:{style.style_id}"))
        if len(items) >= size:
            break
    return items[:size]


def _variants(style: Style, rng: Random) -> Iterator[Item]:
    description, highlights = describe(style, rng)
    for color in _colors(style, rng):
        yield Item(_product(style, color, description, highlights, rng), style, color)


def _colors(style: Style, rng: Random) -> list[str]:
    own = list(style.category.colors or style.brand.colors)
    rng.shuffle(own)
    others = [] if style.category.colors else rng.sample(sorted(set(palette()) - set(own)), 2)
    number = rng.choice(COLORS_PER_STYLE)
    return (own[:1] + sorted(own[1:] + others, key=lambda _: rng.random()))[:number]


def _product(style: Style, color: str, description: str, highlights: tuple[str, ...], rng: Random) -> Product:
    product_id = f"{style.style_id}-{color.lower().replace(' ', '-')}"
    availability: Literal["in_stock", "out_of_stock"] = "out_of_stock" if rng.random() < 0.06 else "in_stock"
    return Product(
        product_id=product_id,
        title=f"{style.title}, {color}",
        description=description,
        link=f"/demo/product/{product_id}",
        image_link=f"/demo/images/{product_id}.svg",
        price=style.price,
        sale_price=round_price(style.price * (1 - style.discount)) if style.discount else None,
        availability=availability,
        brand=style.brand.name,
        product_type=style.category.type,
        colors=(color,),
        sizes=available_sizes(style.category.sizes, style.people, rng),
        materials=tuple(style.material.split("/")),
        highlights=highlights,
        gender=AUDIENCES[style.people],
        age_group="kids" if style.people == "kids" else "adult",
        item_group_id=style.style_id,
        cost=_cost(style),
    )


def _cost(style: Style) -> float:
    """What the shop pays for it: between a third and two thirds of the price, drawn apart from all else."""
    return round(style.price * Random(f"{style.style_id}:cost").uniform(0.34, 0.66), 2)

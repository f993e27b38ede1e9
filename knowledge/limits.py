"""Whether a product keeps a shopper's limits: the meaning of every field of Filters, for one product."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from knowledge.audiences import audience_admits, audience_of
from knowledge.colors import color_admits
from knowledge.other_sizes import size_fits, sizes_of
from knowledge.told import colors_of
from knowledge.words import contains, singular_words, words
from shop.filters import Filters
from shop.product import Product


@dataclass(frozen=True, slots=True)
class TextLimit:
    """How one text field is limited: its values, when a value is meant, and the fields of Filters.

    Values are texts, sizes with their system. Where `words` is given, what is wanted and a value are compared by
    these words, and only a value that has them all can be meant.
    """

    values: Callable[[Product], tuple[Any, ...]]
    admits: Callable[[str, Any], bool]
    demand: str
    ban: str = ""
    words: Callable[[str], tuple[str, ...]] | None = None


def brand_admits(wanted: str, value: str) -> bool:
    return contains(words(value), words(wanted))


def phrase_admits(wanted: str, value: str) -> bool:
    """By whole words, singular and plural alike: "jackets" admits "Rain Jacket"."""
    return contains(singular_words(value), singular_words(wanted))


TEXT_LIMITS = (
    TextLimit(lambda product: _stated(product.brand), brand_admits, "brands", "not_brands", words),
    TextLimit(
        lambda product: category_levels(product),
        phrase_admits,
        "categories",
        "not_categories",
        singular_words,
    ),
    TextLimit(colors_of, color_admits, "colors", "not_colors"),
    TextLimit(sizes_of, size_fits, "sizes"),
    TextLimit(lambda product: product.materials, phrase_admits, "materials", "not_materials", singular_words),
    TextLimit(lambda product: (audience_of(product),), audience_admits, "audiences"),
)


def admits(product: Product, filters: Filters) -> bool:
    """Whether the product keeps every stated limit.

    What the feed does not say fails a demand and passes a ban, but for two things: a colour may be told by
    the text alone, and what names no audience is for grown-ups of any kind. A ban bans whatever can be had
    so at all: not black excludes "Black/White".
    """
    return _numbers_admit(product, filters) and all(
        _text_admits(product, filters, limit) for limit in TEXT_LIMITS
    )


def category_levels(product: Product) -> tuple[str, ...]:
    """The levels of the product's path, general first."""
    return tuple(level.strip() for level in product.product_type.split(">") if level.strip())


def _numbers_admit(product: Product, filters: Filters) -> bool:
    price = product.current_price
    return (
        (filters.price_min is None or (price is not None and price >= filters.price_min))
        and (filters.price_max is None or (price is not None and price <= filters.price_max))
        and (filters.rating_min is None or product.rating >= filters.rating_min)
        and (product.in_stock or not filters.in_stock)
        and (product.on_sale or not filters.on_sale)
        and (product.added_at is not None or not filters.new)
    )


def _text_admits(product: Product, filters: Filters, limit: TextLimit) -> bool:
    def any_value(asked: tuple[str, ...]) -> bool:
        return any(limit.admits(wanted, value) for wanted in asked for value in limit.values(product))

    demanded = getattr(filters, limit.demand)
    banned = getattr(filters, limit.ban) if limit.ban else ()
    return (not demanded or any_value(demanded)) and not any_value(banned)


def _stated(value: str) -> tuple[str, ...]:
    return (value,) if value else ()

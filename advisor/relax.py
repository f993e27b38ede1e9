"""When nothing fits: which wish was in the way, and the nearest one that can be met."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from advisor.wish import Wish
from shop.filters import Filters

#: Tried in this order: what shoppers part with most easily comes first.
ORDER = (
    "new",
    "rating_min",
    "sizes",
    "materials",
    "not_materials",
    "colors",
    "not_colors",
    "in_stock",
    "on_sale",
    "price_max",
    "price_min",
    "audiences",
    "brands",
    "not_brands",
    "categories",
    "not_categories",
)
_NONE = Filters()


def relax(wish: Wish, has_results: Callable[[Wish], bool]) -> tuple[str, Wish | None]:
    """The limit in the way and the wish without it; ("", None) when no single limit is to blame."""
    for name, relaxed in _one_dropped(wish):
        if has_results(relaxed):
            return name, relaxed
    return "", None


def _one_dropped(wish: Wish) -> Iterator[tuple[str, Wish]]:
    for name in ORDER:
        nothing = getattr(_NONE, name)
        if getattr(wish.filters, name) != nothing:
            yield name, replace(wish, filters=replace(wish.filters, **{name: nothing}))

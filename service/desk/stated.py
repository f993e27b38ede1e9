"""What a shopper stated, in words that an agent takes in at a glance."""

from collections.abc import Iterable, Iterator

from advisor.money import money
from advisor.wish import Wish

_LISTED = {
    "sizes": "Size",
    "categories": "Kind",
    "audiences": "For",
    "colors": "Colour",
    "brands": "Brand",
    "materials": "Material",
}
_RULED_OUT = ("not_categories", "not_colors", "not_brands", "not_materials")


def stated(wish: Wish, currency: str) -> Iterator[str]:
    """One line for each limit: "Size: M or L", "Price: up to $120", "Not: black"."""
    limits = wish.filters
    for name, label in _LISTED.items():
        if values := getattr(limits, name):
            yield f"{label}: {_either(values)}"
    if price := _price(wish, currency):
        yield f"Price: {price}"
    if limits.rating_min is not None:
        yield f"Rated: {limits.rating_min:g} of 5 or better"
    for words, asked in (("in stock", limits.in_stock), ("on sale", limits.on_sale), ("new", limits.new)):
        if asked:
            yield f"Only what is {words}"
    out = [value for name in _RULED_OUT for value in getattr(limits, name)]
    if out or wish.without:
        yield f"Not: {', '.join([*out, *wish.without])}"


def wish_in_words(wish: Wish, currency: str) -> str:
    """The wish on one line: "rain jacket; size: M; price: up to $120"; "" for no wish."""
    limits = [f"{line[0].lower()}{line[1:]}" for line in stated(wish, currency)]
    return "; ".join([*filter(None, [wish.words.strip()]), *limits])


def _price(wish: Wish, currency: str) -> str:
    low, high = wish.filters.price_min, wish.filters.price_max
    if wish.around is not None:
        return f"around {money(wish.around, currency)}"
    if low is not None and high is not None:
        return f"{money(low, currency)} to {money(high, currency)}"
    if high is not None:
        return f"up to {money(high, currency)}"
    return f"from {money(low, currency)}" if low is not None else ""


def _either(values: Iterable[object]) -> str:
    return " or ".join(str(value) for value in values)

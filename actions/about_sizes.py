"""Says which sizes of the shop a size of another system is about."""

from collections.abc import Iterable, Sequence

from actions.speaking import Speaker
from knowledge.other_sizes import Size, is_near, read, size_fits, sizes_of
from shop.product import Product

_FOR = {"men": " for men", "women": " for women", "kids": " for kids", "unisex": " in unisex sizes"}


def say_about_sizes(speaker: Speaker, wanted: Sequence[str], products: Iterable[Product]) -> None:
    """One sentence for each size asked for that some of the products come in only in another system."""
    products = list(products)
    for size in wanted:
        near = [own for product in products for own in near_sizes(size, product)]
        if near:
            speaker.say("size_about", value=worded(size), others=_enumerated(near))


def near_sizes(wanted: str, product: Product) -> list[Size]:
    """The product's sizes that are about the one asked for; none where it comes in that very one."""
    fitting = [size for size in sizes_of(product) if size_fits(wanted, size)]
    return fitting if fitting and all(is_near(wanted, size) for size in fitting) else []


def worded(wanted: str) -> str:
    """The size asked for with the system it is read in: "43" is "EU 43"."""
    return " ".join(filter(None, read(wanted)))


def _enumerated(sizes: Iterable[Size]) -> str:
    """ "US 9.5 or 10 for men and US 11 for women"."""
    groups: dict[tuple[str, str], list[str]] = {}
    for size in sizes:
        texts = groups.setdefault((size.system, _FOR.get(size.people or "", "")), [])
        if size.text not in texts:
            texts.append(size.text)
    return " and ".join(
        f"{system} {' or '.join(sorted(texts, key=_by_number))}{people}".strip()
        for (system, people), texts in groups.items()
    )


def _by_number(text: str) -> tuple[float, str]:
    digits = text.rstrip("KCTYkcty").replace(",", ".")
    return (float(digits) if digits.replace(".", "", 1).isdigit() else 0.0, text)

"""The shop's own words, as Rasa lookup tables: how a catalogue reaches the assistant's understanding."""

import re
from collections.abc import Iterable, Mapping

from knowledge.told import colors_of
from shop.product import Product

#: Audience words are the language's, not the shop's; the first of each row is the canonical one.
AUDIENCES = ("men", "women", "unisex", "kids", "boys", "girls", "babies")
#: The basic colour terms of English (Berlin and Kay 1969), which shoppers use whatever the catalogue calls a shade.
BASIC_COLORS = (
    "black",
    "white",
    "red",
    "green",
    "yellow",
    "blue",
    "brown",
    "purple",
    "pink",
    "orange",
    "grey",
)
LONGEST = 40  # characters; what is longer is no word a shopper types

_SEPARATORS = re.compile(r"\s*(?:>|/|&|,|\band\b)\s*", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]", re.UNICODE)


def vocabulary(products: Iterable[Product]) -> Mapping[str, tuple[str, ...]]:
    """Lookup tables `brand category color size material audience`, each sorted, lower case, without doubles."""
    words: dict[str, set[str]] = {name: set() for name in ("brand", "category", "color", "size", "material")}
    for product in products:
        words["brand"].add(product.brand)
        words["category"].update(category_words(product.product_type))
        words["color"].update(colors_of(product))
        words["size"].update(product.sizes)
        words["material"].update(product.materials)
    words["color"].update(BASIC_COLORS)
    tables = {name: tuple(sorted(_clean(entries))) for name, entries in words.items()}
    return {**tables, "audience": AUDIENCES}


def category_words(product_type: str) -> set[str]:
    """What a shopper may call a product of this type.

    Every level of the path, its parts ("Hats & Gloves" gives both) and the last word of each
    ("Rain Jackets" gives "jackets").
    """
    parts = [part for part in _SEPARATORS.split(product_type) if part]
    levels = [level.strip() for level in product_type.split(">") if level.strip()]
    return {*levels, *parts, *(part.split()[-1] for part in parts)}


def as_rasa_yaml(tables: Mapping[str, tuple[str, ...]]) -> str:
    """The tables as a Rasa 3.1 NLU file; an empty table is left out."""
    lines = ['version: "3.1"', "nlu:"]
    for name, entries in sorted(tables.items()):
        if entries:
            lines += [f"- lookup: {name}", "  examples: |", *(f"    - {entry}" for entry in entries)]
    return "\n".join(lines) + "\n"


def _clean(entries: Iterable[str]) -> set[str]:
    lowered = (re.sub(r"\s+", " ", entry).strip().lower() for entry in entries)
    return {entry for entry in lowered if entry and len(entry) <= LONGEST and _WORDS.search(entry)}

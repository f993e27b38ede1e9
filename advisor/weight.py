"""What a product weighs, where its text says so beyond doubt."""

import math
import re

from shop.product import Product

_GRAMS = {"g": 1.0, "gram": 1.0, "kg": 1000.0, "oz": 28.35, "lb": 453.6}
_WEIGHT = re.compile(
    r"(?<![\w.,])(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s?(?P<unit>kg|(?-i:g)|grams?|oz|lbs?)\b",
    re.IGNORECASE,
)
#: What it carries is no weight of its own.
_LOAD_BEFORE = re.compile(
    r"(?:up\s+to|loads?(?:\s+of)?|holds?|carr(?:y|ies)|max(?:imum)?\.?|supports?|for)\s+$", re.IGNORECASE
)
#: 150 g/m² is a fabric, 80 g of down a filling, a 230 g cartridge something else.
_PART_AFTER = re.compile(
    r"\s*(?:/|per\s+(?:square|m)|of\b|with\b|(?:\w+\s+)?(?:fill|cartridge)\b)", re.IGNORECASE
)


def weight(product: Product) -> float:
    """Grams; NaN where the text names no weight of the whole, or several.

    >>> weight(Product("p", "Boots", "A pair weighs 1,180 g. For loads up to 20 kg."))
    1180.0
    """
    text = ". ".join((product.title, product.description, *product.highlights))
    named = {_grams(match) for match in _WEIGHT.finditer(text) if _is_whole(match, text)}
    return named.pop() if len(named) == 1 else math.nan


def _is_whole(match: "re.Match[str]", text: str) -> bool:
    return not _LOAD_BEFORE.search(text[: match.start()]) and not _PART_AFTER.match(text, match.end())


def _grams(match: "re.Match[str]") -> float:
    unit = match.group("unit").lower().rstrip("s")
    return float(match.group("n").replace(",", "")) * _GRAMS[unit]

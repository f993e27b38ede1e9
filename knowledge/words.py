"""How shop texts are cut into words, once for limits and once for word search."""

import re
import unicodedata
from functools import lru_cache

from knowledge.units import measures

_FUNCTION_WORDS = """
a an and are as at be but by do does for from get has have i if in into is it its like looking me my need of on
one or our show so some something that the their them then there these they this to us want was we will with
would you your
"""
#: Words that carry no product: English function words and the phrases of asking.
STOPWORDS = frozenset(_FUNCTION_WORDS.split())

_APOSTROPHES = re.compile(r"['’`´]")
_ACCENTS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")
_HYPHENED = re.compile(r"\b([^\W_]{1,3})-([^\W_]+)\b")
_NUMBER_UNIT = re.compile(r"(?<![^\W_])(\d+)([^\W\d_]+)(?![^\W_])")
_DIGIT = re.compile(r"\d")
_SIDES = re.compile(r"(?<![^\W_])\d+(?:x\d+)+(?![^\W_])")


@lru_cache(maxsize=50_000)
def words(text: str) -> tuple[str, ...]:
    """Lower-case words without accents and punctuation: "Men's Rain-Jackets" is mens, rain, jackets."""
    return tuple(_WORD.findall(plain(text)))


@lru_cache(maxsize=50_000)
def singular_words(text: str) -> tuple[str, ...]:
    """`words`, each in its singular by English's regular rules."""
    return tuple(singular(word) for word in words(text))


@lru_cache(maxsize=2_000)
def plain(text: str) -> str:
    """Small letters without accents and apostrophes."""
    text = _APOSTROPHES.sub("", text).casefold()
    return text if text.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFKD", text))


def singular(word: str) -> str:
    """The singular of a regular English plural; other words unchanged.

    >>> [singular(word) for word in ("jackets", "dresses", "knives", "accessories", "glass")]
    ['jacket', 'dress', 'knife', 'accessory', 'glass']
    """
    if word in ("knives", "scarves", "shelves", "wolves", "halves", "wives"):
        return word[:-3] + ("fe" if word in ("knives", "wives") else "f")
    if len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


def search_words(text: str) -> list[str]:
    """Words for the lexical index, not yet stemmed: hyphened and number-unit words in both spellings, measures
    in one ("18in", "18 inch"), the sides of "10x12"."""
    text = plain(text)
    found = _WORD.findall(text)
    if "-" in text:
        found += [first + second for first, second in _HYPHENED.findall(text)]
    if not _DIGIT.search(text):
        return [word for word in found if word not in STOPWORDS]
    found += [part for pair in _NUMBER_UNIT.findall(text) for part in pair]
    found += [side for product in _SIDES.findall(text) for side in product.split("x")]
    return [word for word in found if word not in STOPWORDS] + measures(text)


def contains(value: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Whether the wanted words stand side by side in the value; no words stand nowhere."""
    width = len(wanted)
    return width > 0 and any(value[at : at + width] == wanted for at in range(len(value) - width + 1))

"""Size words: one spelling for each, so that "medium" finds "M" and "x-large" finds "XL"."""

import re
from functools import lru_cache

from knowledge.words import contains, plain

_SPELLINGS = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        (r"\b(?:xx|2 ?x|double (?:x|extra))[ -]?(?:s|small)\b", "xxs"),
        (r"\b(?:3 ?x|xxx|triple (?:x|extra)|3 extra)(?:[ -]?(?:l|lg|large))?\b", "xxxl"),
        (r"\b(?:2 ?x|xx|double (?:x|extra)|2 extra)(?:[ -]?(?:l|lg|large))?\b", "xxl"),
        (r"\b(?:1 ?x|x|extra)[ -]?(?:l|lg|large)\b", "xl"),
        (r"\b(?:x|extra)[ -]?(?:s|sm|small)\b", "xs"),
        (r"\b(?:small|sm|sml)\b", "s"),
        (r"\b(?:medium|med)\b", "m"),
        (r"\b(?:large|lg|lrg)\b", "l"),
        (r"\bone[ -]?size(?: fits (?:all|most))?\b|\bosfa\b|\bo/?s\b", "onesize"),
        (r"\bw ?(\d{2}) ?[x/ ]? ?l ?(\d{2})\b|\b(\d{2}) ?w? ?x ?(\d{2}) ?l?\b", r"\1\3 long\2\4"),
        (r"(\d) ?(ml|cm|mm|inch|in|oz|g|kg|lb|ft|l|qt|gal|gb|tb|w|v|mah)\b", r"\1\2"),
        (r"(\d),5\b", r"\1.5"),
        (r"(\d)\.0\b", r"\1"),
    )
)
_WORD = re.compile(r"\d+(?:\.\d+)?[^\W\d_]*|[^\W\d_]+\d*")
_SYSTEMS = frozenset(("us", "eu", "uk", "eur"))


def size_admits(wanted: str, value: str) -> bool:
    """Whether the size asked for is one that the value names; "42" and "EU 42" mean each other."""
    asked, given = size_words(wanted), size_words(value)
    if not _SYSTEMS.intersection(given):
        asked = tuple(word for word in asked if word not in _SYSTEMS)
    return contains(given, asked)


@lru_cache(maxsize=50_000)
def size_words(text: str) -> tuple[str, ...]:
    """The words of a size in one spelling.

    >>> size_words("X-Large / Tall"), size_words("500 ml"), size_words("W32 L34")
    (('xl', 'tall'), ('500ml',), ('32', 'long34'))
    """
    text = plain(text.replace("½", ".5"))
    for pattern, spelling in _SPELLINGS:
        text = pattern.sub(spelling, text)
    return tuple(word for word in _WORD.findall(text) if word != "size")

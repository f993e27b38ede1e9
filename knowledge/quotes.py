"""Which of the buyers' sentences are shown."""

import re
from collections.abc import Iterable

from shop.complaint import Quote

QUOTES = 3
#: Two sentences with so large a share of common words are one.
ALIKE = 0.6
_WORDS = re.compile(r"\w+")
_BEGUN = {
    "and",
    "so",
    "because",
    "which",
    "that",
    "or",
    "as",
    "than",
    "to",
    "but",
    "however",
    "although",
    "though",
}


def pick_quotes(quotes: Iterable[Quote], count: int = QUOTES) -> tuple[Quote, ...]:
    """Those that read best, no two of them alike."""
    chosen: list[Quote] = []
    for quote in sorted(quotes, key=lambda quote: clumsiness(quote.text)):
        if len(chosen) < count and all(alike(quote.text, other.text) < ALIKE for other in chosen):
            chosen.append(quote)
    return tuple(chosen)


def clumsiness(sentence: str) -> tuple[float, str]:
    """How badly a sentence serves as a quote: far from a dozen words, shouted, or begun in the middle."""
    words = sentence.split()
    shouted = sum(word.isupper() and len(word) > 2 for word in words)
    begun = words[0].lower().strip(",") in _BEGUN if words else True
    return abs(len(words) - 11) + 3.0 * shouted + 5.0 * begun, sentence


def alike(one: str, other: str) -> float:
    """The share of their words that two sentences have in common, 0 to 1."""
    a, b = set(_WORDS.findall(one.lower())), set(_WORDS.findall(other.lower()))
    return len(a & b) / max(1, len(a | b))

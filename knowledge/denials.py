"""What is said not to be there: "without straw", "no lid", "BPA-free", "strapless", in wishes and in products."""

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.words import STOPWORDS, plain

#: What begins so denies nothing that could be there: "no more than 50", "not too heavy", "not sure".
_IDLE = (
    "an as all always even every idea just longer matter more much necessarily only problem really so sure than "
    "thanks that too very"
)
_IDLE_WORDS = frozenset(_IDLE.split())
#: "gift not included batteries" lacks the batteries.
_INCLUDED = frozenset(("include", "included", "includes", "including"))
BEFORE = 60  # characters in which the name of what is "not included" lies
_CUE = (
    r"(?:without|w/o|no|not|non|zero|free (?:of|from)"
    r"|(?:do|does|did)(?:nt| not) (?:have|want|need|like|include|come with))"
)
_PHRASE = re.compile(rf"(?<![\w/]){_CUE}[\s-]+((?:[^\W_]+[\s-]+){{0,2}}[^\W_]+)")
_LACKING = re.compile(r"([^\W_]{3,})(?:[\s-]free\b|less\b)")
_EXCLUDED = re.compile(r"\b(?:not|isnt|arent) (?:include|require|suppl|need)")
_ASKED = re.compile(rf"(?<![\w/]){_CUE}\s+(.*?)(?=\s(?:and|but|for|from|on|that|which|with)\s|[,.;:()]|$)")
_OTHER = re.compile(r"\s(?:n?or)\s")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Request:
    """The words of a wish, parted: what is wanted, and the phrases that name what is not."""

    wanted: str
    unwanted: tuple[str, ...] = ()


@lru_cache(maxsize=1_000)
def read_request(text: str) -> Request:
    """Parts a wish at its denials; a wish of denials alone is left whole.

    >>> read_request("Water bottle without straw or lid, blue")
    Request(wanted='water bottle , blue', unwanted=('straw', 'lid'))
    """
    lowered = plain(text)
    unwanted = [
        " ".join(words)
        for asked in _ASKED.findall(lowered)
        for words in map(_telling, _OTHER.split(asked))
        if words
    ]
    wanted = " ".join(_ASKED.sub(" ", lowered).split())
    if not unwanted or not _WORD.search(wanted):
        return Request(text)
    return Request(wanted, tuple(unwanted))


def denied_words(text: str) -> set[str]:
    """The words for things that a product's text says are not there, as written.

    >>> sorted(denied_words("Strapless, BPA-free bottle. No lid. Batteries not included."))
    ['batteries', 'bpa', 'lid', 'strap']
    """
    lowered = plain(text)
    excluded = (
        lowered[max(found.start() - BEFORE, 0) : found.start()] for found in _EXCLUDED.finditer(lowered)
    )
    phrases = (*_PHRASE.findall(lowered), *map(_last_words, excluded), *_LACKING.findall(lowered))
    return {word for phrase in phrases for word in _telling(phrase)}


def _last_words(text: str) -> str:
    """The last words of the text's last sentence, of which three at most."""
    return " ".join(_WORD.findall(re.split(r"[.,;:()]", text)[-1])[-3:])


def _telling(phrase: str) -> list[str]:
    """The words of a denied phrase that name things; none of a phrase that denies no thing."""
    words = _WORD.findall(phrase)
    if not words or words[0] in _IDLE_WORDS:
        return []
    return [word for word in words if not (word in STOPWORDS or word in _INCLUDED or word.isdigit())]

"""Other ways to say what the catalogue sells.

Every value stays a run of whole words of the catalogue's own, because limits compare by whole words:
"jacket" means "Jackets", which admits "Rain Jackets".
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.components.synonyms import synonyms
from bot.components.tokens import key

Alias = tuple[str, str]

BASE_COLORS = (
    "black",
    "white",
    "grey",
    "blue",
    "red",
    "green",
    "yellow",
    "orange",
    "purple",
    "pink",
    "brown",
    "beige",
    "navy",
)
_AUDIENCES = (
    (
        ("male", "men", "man"),
        "men male guy gentleman gentlemen boyfriend husband dad father grandpa grandfather brother uncle him",
    ),
    (
        ("female", "women", "woman"),
        "women female lady ladies girlfriend wife mom mum mother grandma granny grandmother sister aunt auntie her",
    ),
    (("kids", "children", "child", "kid", "youth"), "kid child children boy girl toddler youth junior"),
    (("babies", "baby", "infant"), "baby babies infant newborn"),
)
_IN_LAW = ("father", "mother", "brother", "sister")
_COMPANY = {"inc", "co", "ltd", "llc", "gmbh", "ag", "corp", "company", "the", "and"}
_WEAK = {
    "and",
    "the",
    "for",
    "with",
    "of",
    "other",
    "more",
    "new",
    "all",
    "sale",
    "free",
    "mixed",
    "multi",
    "various",
    "assorted",
    "blend",
    "full",
    "grain",
    "closed",
    "cell",
    "open",
    "high",
    "soft",
}


def aliases(kind: str, values: Iterable[str]) -> list[Alias]:
    """(what shoppers may write, the value it stands for), the values' own names first."""
    values = [value.strip() for value in values if value.strip()]
    own = [(value, value) for value in values if kind != "audience"]
    return own + list(_RULES[kind](values)) if values else []


def _categories(values: Sequence[str]) -> Iterator[Alias]:
    for value in values:
        parts = _parts(value)
        for part in parts:
            head = part.split()[-1]
            yield part, part
            if len(head) > 3 and not head.lower().endswith("ing") and head.lower() not in _WEAK:
                yield head, head
    yield from _other_words(values)


def _other_words(values: Sequence[str]) -> Iterator[Alias]:
    """ "Pants" for a shop that has trousers, "rain pants" for its rain trousers; not where it has pants as well."""
    parts = list(dict.fromkeys(part for value in values for part in _parts(value)))
    sold = {key(part.split()[-1]) for part in parts}
    for part in parts:
        *before, head = part.split()
        for other in synonyms(head):
            if key(other) not in sold:
                yield " ".join((*before, other)), part


def _parts(value: str) -> list[str]:
    return [part.strip() for part in re.split(r"\s*(?:&|/|,|>|\band\b)\s*", value) if part.strip()]


def _colors(values: Sequence[str]) -> Iterator[Alias]:
    for value in values:
        words = re.findall(r"[^\W\d_]+", value)
        for word in words[-1:] + [word for word in words if word.lower() in BASE_COLORS]:
            if word.lower() not in _WEAK:
                yield word, word
    said = {word.lower() for value in values for word in re.findall(r"\w+", value)}
    yield from ((color, color.title()) for color in BASE_COLORS if color not in said)


def _materials(values: Sequence[str]) -> Iterator[Alias]:
    for value in values:
        for word in re.findall(r"[^\W\d_]{4,}", value):
            if word.lower() not in _WEAK:
                yield word, word


def _brands(values: Sequence[str]) -> Iterator[Alias]:
    """A brand without its legal form, and by its first word where no other brand starts so."""
    firsts = [value.split()[0].lower() for value in values]
    for value in values:
        words = value.split()
        short = " ".join(word for word in words if word.strip(".,&").lower() not in _COMPANY)
        yield short or value, value
        yield value.replace("&", "and"), value
        if len(words) > 1 and len(words[0]) >= 5 and firsts.count(words[0].lower()) == 1:
            yield words[0], value


def _audiences(values: Sequence[str]) -> Iterator[Alias]:
    sold = {value.lower(): value for value in values}
    taken = {key(value) for value in values}
    yield from ((value, value) for value in values)
    for names, words in _AUDIENCES:
        value = next((sold[name] for name in names if name in sold), "")
        if value:
            own = [word for word in words.split() if word in names or key(word) not in taken]
            yield from ((word, value) for word in own)
            yield from ((f"{word} in law", value) for word in own if word in _IN_LAW)


_RULES = {
    "category": _categories,
    "color": _colors,
    "material": _materials,
    "brand": _brands,
    "audience": _audiences,
}

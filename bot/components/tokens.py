"""Words of a message, and the form in which spellings of the same word meet."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_IRREGULAR = {
    "knives": "knife",
    "scarves": "scarf",
    "shelves": "shelf",
    "gray": "grey",
    "men": "man",
    "women": "woman",
    "womens": "woman",
    "mens": "man",
    "kids": "kid",
    "children": "child",
    "childrens": "child",
    "shoes": "shoe",
}
_SPELLINGS = (
    ("colour", "color"),
    ("fibre", "fiber"),
    ("jewellery", "jewelry"),
    ("pyjama", "pajama"),
    ("aluminium", "aluminum"),
)


@dataclass(frozen=True)
class Token:
    """A word as written, with its place in the text."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of `text` in order; hyphens and punctuation separate."""
    return [Token(match.group(), *match.span()) for match in _WORD.finditer(text)]


def stem(word: str) -> str:
    """The word without case, possessive and plural: "Women's" and "women" meet in "woman", "beanie" in "beany"."""
    word = re.sub(r"['’]s?$", "", word.lower()).replace("’", "").replace("'", "")
    for british, american in _SPELLINGS:
        word = word.replace(british, american)
    return _IRREGULAR.get(word) or _singular(word)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ie"):
        return word[:-2] + "y"
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]


def key(text: str) -> str:
    """What two spellings of one term share: "Gore-Tex", "gore tex" and "goretex" are "goretex"."""
    return "".join(stem(token.text) for token in tokens(text))

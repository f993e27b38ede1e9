"""Texts as shops write them: markup, several values in one cell, yes and no, gender."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Literal

from shop.product import Audience, Availability

_TAG = re.compile(r"</?[a-zA-Z][^>]*>|<!--")
_GAPS = re.compile(r"\s+")
_SLASHED = re.compile(r"[/,;|\n]")
#: A comma in a European half size such as 42,5 parts nothing.
_LISTED = re.compile(r"[;|\n]|(?<!\d\d),|,(?!5(?!\d))")
_LINES = re.compile(r"[|\n]")
Parting = Literal["slashes", "commas", "lines"]
_PARTINGS = {"slashes": _SLASHED, "commas": _LISTED, "lines": _LINES}

_GENDERS: dict[Audience, str] = {
    "male": "male m man men mens boy boys masculine herren homme hombre",
    "female": "female f w woman women womens girl girls ladies feminine damen femme mujer",
    "unisex": "unisex u all both any neutral",
}
_AVAILABILITIES: dict[Availability, str] = {
    "in_stock": "instock available yes true onlineonly limitedavailability instoreonly",
    "out_of_stock": "outofstock soldout unavailable notavailable no false discontinued",
    "preorder": "preorder presale comingsoon",
    "backorder": "backorder onbackorder availablefororder",
}
_YES = frozenset(["1", "true", "t", "yes", "y", "granted", "verified"])
_NO = frozenset(["0", "false", "f", "no", "n", "denied", "unverified"])


def plain_text(text: str) -> str:
    """The text without markup, entities and superfluous gaps; paragraphs and list items stay apart."""
    if "&" in text:
        text = unescape(text)
    if _TAG.search(text):
        stripper = _Stripper()
        stripper.feed(text)
        stripper.close()
        text = "".join(stripper.parts)
    return _GAPS.sub(" ", text).strip()


class _Stripper(HTMLParser):
    """Keeps text; a tag becomes a gap unless it stands inside a line."""

    _INLINE = frozenset(
        ["a", "abbr", "b", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u"]
    )
    _HIDDEN = frozenset(("script", "style"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._hidden += tag in self._HIDDEN
        self._part(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in self._HIDDEN))
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)

    def _part(self, tag: str) -> None:
        if tag not in self._INLINE:
            self.parts.append(" ")


def several(text: str, parting: Parting) -> tuple[str, ...]:
    """The values of one cell, each once, in their order.

    Colours part at slashes ("Black/White"), sizes do not ("W32/L34"); neither does a half size's
    comma ("42,5").
    """
    values: dict[str, str] = {}
    for part in _PARTINGS[parting].split(text):
        value = _GAPS.sub(" ", part).strip()
        values.setdefault(value.casefold(), value)
    values.pop("", None)
    return tuple(values.values())


def yes_or_no(value: object) -> bool | None:
    """True or False for the usual words; None for an empty value. Raises ValueError."""
    word = str(value).strip().lower() if value is not None else ""
    if word in _YES:
        return True
    if word in _NO:
        return False
    if word:
        raise ValueError("neither yes nor no")
    return None


def gender(text: str) -> Audience | None:
    """Whom a product is for; None for a word that says nothing about it."""
    word = re.sub(r"[^a-z]", "", text.lower().replace("'s", ""))
    return next((name for name, words in _GENDERS.items() if word in words.split()), None)


def availability(text: str) -> Availability:
    """Whether it can be had; a number counts pieces. Raises ValueError."""
    text = text.rsplit("/", 1)[-1].strip()
    if re.fullmatch(r"-?\d+(\.0+)?", text):
        return "in_stock" if float(text) > 0 else "out_of_stock"
    word = re.sub(r"[^a-z]", "", text.lower())
    for name, words in _AVAILABILITIES.items():
        if word in words.split():
            return name
    raise ValueError("no availability")

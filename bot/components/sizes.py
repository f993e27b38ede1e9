"""Sizes in what shoppers write: "size 42", "EU 43", "in medium", "XL", "a 30 liter" where the shop sells 30 l.

A number or an everyday word ("small") is a size only where the message treats it as one.
"""

import re
from collections.abc import Iterable

from bot.components.mention import Mention, without_overlaps

_LETTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"(?:xx+|xx|2x|double\s+extra|extra\s+extra)[\s-]?small|xxs", ("XXS",)),
    (r"(?:x|extra)[\s-]?small|xs", ("XS",)),
    (r"6\s?x[\s-]?large|6[\s-]?xl", ("6XL",)),
    (r"5\s?x[\s-]?large|xxxxxl|5[\s-]?xl", ("5XL", "XXXXXL")),
    (r"(?:xxxx|4\s?x)[\s-]?large|xxxxl|4[\s-]?xl", ("4XL", "XXXXL")),
    (r"(?:xxx|3\s?x|triple\s+extra)[\s-]?large|xxxl|3[\s-]?xl", ("XXXL", "3XL")),
    (r"(?:xx|2\s?x|double\s+extra|extra\s+extra)[\s-]?large|xxl|2[\s-]?xl", ("XXL", "2XL")),
    (r"(?:x|extra)[\s-]?large|xl", ("XL",)),
    (r"one[\s-]size(?:\s+fits\s+all)?(?!\s+(?:up|down|bigger|larger|smaller))", ("One Size",)),
)
_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"small|smal", ("S", "Small")),
    (r"medium|meduim|medim|med", ("M", "Medium")),
    (r"large|lrage", ("L", "Large")),
    (r"s", ("S",)),
    (r"m", ("M",)),
    (r"l", ("L",)),
)
_BEFORE = (
    r"(?:\b(?:in|wear|take|need|want|have|got|a|an|the|is|for|or|and|size[sd]?|sz|"
    r"sizing)\s+(?:(?:is|of|a|an|the|size|in|us|eu|uk)\s+){0,3})"
)
_SIZE_WORD = (
    r"\b(?:size[sd]?|sz|sizing)\s*(?:is\s+|of\s+|:\s*|=\s*|a\s+|an\s+|in\s+|the\s+)*(?:eu\s*|us\s*|uk\s*)?"
)
_NUMBER = r"\d{1,3}(?:[.,]5)?(?:\s?/\s?\d{1,3}|x\d{2})?(?![\d$€£%]|[.,]\d)"
#: What children's and wide sizes end with: "13k", "8y", "9w"; not the rest of another word ("10th").
_LETTER = r"(?:[ackmtwy](?!\w))?(?!(?!(?:eu|uk|us)\b)[^\W\d_])"
#: "Size 8 years", or "8 yrs" alone; "8 years old" is an age.
_YEARS = re.compile(
    rf"(?:{_SIZE_WORD}|^\W*)(?P<n>\d{{1,2}})[\s-]?(?:yrs?|years?)(?=\W*$|[,.;!?]|\s+(?:please|pls|in|for|and|under)\b)",
    re.IGNORECASE,
)
_VOLUME = re.compile(r"\b(\d{1,3})[\s-]?(?:l|lit(?:er|re)s?)\b", re.IGNORECASE)
_END = (
    r"(?=\s*(?:$|[?.,!;)]|(?:please|pls|in\s+stock|available|instead|left|or|and|too|if|"
    r"would|under|below|for|but|not|max|fits?|,)\b))"
)


_SYSTEM = r"(?<!\bthe\s)\b(?P<system>eu(?:ropean)?|uk|us)"
_NO_SIZE = r"(?:%|x\b|×|usd|dollars?|bucks|euros?|inch|cm|mm|kg|lbs?|v\b|volts?)"
_SYSTEM_NUMBER = rf"(?P<n>\d{{1,2}}(?:[.,]5)?)(?![\d$€£%/]|[.,]\d|\s*{_NO_SIZE})"
_SAID = r"(?:\b(?:size[sd]?|sz)\s*(?:is\s+|of\s+|:\s*|in\s+|a\s+)?)?"
_IN_SYSTEM = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_SAID}{_SYSTEM}\s*[-:]?\s*(?:size\s*:?\s*)?{_SYSTEM_NUMBER}",
        rf"(?<!\bunder\s)(?<!\bbelow\s)(?<!\bmax\s)(?<!\bthan\s)(?<!\bto\s){_SAID}"
        rf"(?<![\d.,$€£-])\b{_SYSTEM_NUMBER}\s*\(?{_SYSTEM}\b(?:\s+size\b|\))?",
    )
)
#: "Show us 2 tents": no American size.
_US_ALL = re.compile(
    r"\b(?:show|give|get|tell|let|for|to|of|with|from|help|bring|send|find|offer|sell|recommend|and|both)\s+us$",
)
_MONEY_AFTER = re.compile(
    r"\s*(?:\$|dollars?|pounds?|quid|customers?|citizens?|army|plugs?|sockets?|shipping)", re.IGNORECASE
)
#: Where the numbers of each system begin and end, for shoes and for wear.
_RANGES = {"EU": (16.0, 68.0), "UK": (0.5, 30.0), "US": (0.5, 30.0)}

#: Sizes that the rules above know already.
_COMMON = re.compile(r"[\d.,/ x-]+|small|medium|large|one size|x+s|x+l")
#: Sizes of two signs that mean nothing else: "8y".
_MIXED = re.compile(r"\d[a-z]")


class Sizes:
    """The sizes a shop sells; where it sells none, no message names one."""

    def __init__(self, sold: Iterable[str]) -> None:
        self.sold: dict[str, str] = {size.strip().lower(): size.strip() for size in sold if size.strip()}

    def find(self, text: str) -> list[Mention]:
        """The sizes named in `text`, as mentions of `size` with the shop's own spelling."""
        if not self.sold:
            return []
        found = [
            *self._of_a_system(text),
            *self._letters(text),
            *self._numbers(text),
            *self._volumes(text),
            *self._exact(text),
            *self._years(text),
        ]
        return without_overlaps(found)

    def _spelling(self, names: Iterable[str]) -> str:
        names = list(names)
        return next((self.sold[name.lower()] for name in names if name.lower() in self.sold), names[0])

    def _of_a_system(self, text: str) -> Iterable[Mention]:
        """Numbers with EU, UK or US beside them, named so: "EU 43"."""
        for pattern in _IN_SYSTEM:
            for match in pattern.finditer(text):
                system, number = match.group("system").upper()[:2], match.group("n").replace(",", ".")
                low, high = _RANGES[system]
                us_all = match.group("system") == "us" and _US_ALL.search(text[: match.end("system")])
                if low <= float(number) <= high and not us_all and not _MONEY_AFTER.match(text, match.end()):
                    yield Mention("size", f"{system} {number}", *match.span())

    def _letters(self, text: str) -> Iterable[Mention]:
        for pattern, names in _LETTERS:
            for match in re.finditer(
                rf"(?:{_SIZE_WORD})?(?<![\w-])(?:{pattern})(?![\w'’])(?:\s+sized?\b)?", text, re.IGNORECASE
            ):
                yield Mention("size", self._spelling(names), *match.span())
        for pattern, names in _WORDS:
            for match in self._word_matches(pattern, text):
                yield Mention("size", self._spelling(names), match.start("size"), match.end())

    def _word_matches(self, pattern: str, text: str) -> Iterable["re.Match[str]"]:
        word = rf"(?<![\w-])(?:{pattern})(?![\w'’-])"
        for context in (
            rf"(?P<size>{_SIZE_WORD}{word})",
            rf"(?P<size>{word})[\s-]+sized?\b",
            rf"(?:^|\bin\s+(?:an?\s+)?|{_BEFORE})(?P<size>{word}){_END}",
            rf"\bin\s+(?:an?\s+|the\s+)?(?P<size>{word})",
            rf"[?.,]\s*(?P<size>{word})\s*(?:$|[?.!])",
        ):
            yield from re.finditer(context, text, re.IGNORECASE)
        if len(pattern) == 1 and not text.isupper():
            yield from re.finditer(rf"(?<=\s)(?P<size>{pattern.upper()})(?![\w'’&-])", text)

    def _numbers(self, text: str) -> Iterable[Mention]:
        for match in re.finditer(rf"{_SIZE_WORD}(?P<n>{_NUMBER}{_LETTER})", text, re.IGNORECASE):
            yield Mention("size", self._spelling([match.group("n")]), *match.span())
        for match in re.finditer(
            rf"(?:^\W*|\b(?:in|wear|take|need)\s+(?:an?\s+)?|\b(?:eu|us|uk)\s*)(?P<n>{_NUMBER}){_END}",
            text,
            re.IGNORECASE,
        ):
            if (self._sells(match.group("n")) or self._is_worn(match)) and not re.fullmatch(
                r"\W*[1-9]\W*", text
            ):
                yield Mention("size", self._spelling([match.group("n")]), match.start("n"), match.end())

    def _sells(self, number: str) -> bool:
        return any(number.lower() in size.split() for size in self.sold)

    def _is_worn(self, match: "re.Match[str]") -> bool:
        """Whether the message says "i wear a 43", which a shop with other numbers must hear as well."""
        numbered = any(size.replace(".", "", 1).isdigit() for size in self.sold)
        return numbered and bool(re.match(r"\W*(?:wear|take)\b", match.group(), re.IGNORECASE))

    def _volumes(self, text: str) -> Iterable[Mention]:
        for match in _VOLUME.finditer(text):
            names = (f"{match.group(1)}l", f"{match.group(1)} l")
            for name in names:
                if name in self.sold:
                    yield Mention("size", self.sold[name], *match.span())

    def _years(self, text: str) -> Iterable[Mention]:
        for match in _YEARS.finditer(text):
            spelling = self.sold.get(f"{match.group('n')}y")
            if spelling:
                yield Mention("size", spelling, *match.span())

    def _exact(self, text: str) -> Iterable[Mention]:
        """Sizes that only the feed knows, such as "Kids 4-5", "M/L" or "queen"; plain words need "size" beside them."""
        for size, spelling in self.sold.items():
            if (len(size) < 3 and not _MIXED.fullmatch(size)) or _COMMON.fullmatch(size):
                continue
            word = rf"(?<!\w){re.escape(size)}(?!\w)"
            pattern = rf"{_SIZE_WORD}{word}|{word}[\s-]+sized?\b" if size.isalpha() else word
            for match in re.finditer(pattern, text, re.IGNORECASE):
                yield Mention("size", spelling, *match.span())

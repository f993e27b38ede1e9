"""Order numbers in what shoppers write: "order 1042", "#A-1042", "cancel 48213 please"."""

import re
from collections.abc import Sequence

#: What stands before a number that is meant as an order's.
_LEAD = r"(?:#|\b(?:orders?|cancel|return|track|number|no|nr|num|id|is|of|about|for)\b[.:]?)\s*#?\s*"
_NUMBER = r"(?P<number>[a-z]{0,6}[-_]?\d[\w-]*)"
#: What makes a number an amount, a span of time or a piece of one instead.
_OTHER = r"(?![.,]?\d|\s*(?:%|[$€£]|(?:dollars?|usd|euros?|eur|bucks|pounds?|days?|weeks?|months?|hours?|am|pm)\b))"
_LED = re.compile(_LEAD + _NUMBER + r"\b" + _OTHER, re.IGNORECASE)
_ALONE = re.compile(
    r"^\W*(?:the\s+one\s+|it'?s\s+)?" + _NUMBER + r"(?:\s+(?:please|pls|thanks))?\W*$", re.IGNORECASE
)
_LETTERED = re.compile(r"(?<![\w-])(?P<number>[a-z]{1,6}-\d{3,}[\w-]*)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_FEWEST_DIGITS = 3
_CAPTION = r"(?:#|\border(?:\s+(?:number|no\.?|nr\.?|id))?(?:\s+is)?[:\s]\s*#?)\s*"


def own_number(text: str, numbers: Sequence[str]) -> str:
    """Which of the customer's own order numbers the text names, "" for none.

    Case and signs between letters and digits do not matter, and the digits alone are enough where
    they end only one of the numbers.

    >>> own_number("where is order 1042?", ["A-1041", "A-1042"])
    'A-1042'
    """
    whole = [number for number in numbers if _names(text, _parts(number))]
    if whole:
        return max(whole, key=len)
    endings = [_parts(number)[-1:] for number in numbers]
    short = [
        number
        for number, ending in zip(numbers, endings, strict=True)
        if ending and ending[0].isdigit() and endings.count(ending) == 1 and _names(text, ending)
    ]
    return short[0] if len(short) == 1 else ""


def other_number(text: str) -> str:
    """What looks like an order's number in the text, as it was written; "" where nothing does."""
    for pattern in (_LED, _LETTERED, _ALONE):
        for match in pattern.finditer(text):
            number = match["number"]
            if sum(sign.isdigit() for sign in number) >= _FEWEST_DIGITS and not _YEAR.fullmatch(number):
                return number
    return ""


def _parts(number: str) -> list[str]:
    return re.findall(r"[a-z]+|\d+", number.lower())


def _names(text: str, parts: Sequence[str]) -> bool:
    """Whether the text holds these parts one after the other; a number of one or two digits needs "order" or "#"."""
    if not parts:
        return False
    digits = sum(len(part) for part in parts if part.isdigit())
    before = r"(?<![\w$€£.,-])" if digits >= _FEWEST_DIGITS else _CAPTION
    pattern = before + r"[\s#._/-]*".join(map(re.escape, parts)) + r"(?![\w-])" + _OTHER
    return re.search(pattern, text, re.IGNORECASE) is not None

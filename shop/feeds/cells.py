"""One row under our column names, each cell read as what it should be or refused as a BadValue."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from shop.feeds.errors import BadValue
from shop.feeds.moment import parse_moment
from shop.feeds.price import Price, parse_price
from shop.feeds.words import Parting, plain_text, several, yes_or_no

T = TypeVar("T")
_NOTHING = frozenset(("null", "NULL", "\\N", "nan", "NaN", "None"))
_LONGEST_ID = 200
_MOMENT = "a time such as 2026-01-31T12:00:00Z or seconds since 1970, from 1990 to 2099"


class Cells:
    """Reads one row. Every method raises BadValue, naming the column."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values

    def text(self, column: str) -> str:
        """The cell as text, "" where there is none."""
        return as_text(column, self.values.get(column))

    def plain(self, column: str) -> str:
        """Text without markup."""
        return plain_text(self.text(column))

    def identity(self, column: str, required: bool = True) -> str:
        """An id of at most 200 characters."""
        text = self.text(column)
        if required and not text:
            raise BadValue(column, "an id", text)
        if len(text) > _LONGEST_ID:
            raise BadValue(column, f"an id of at most {_LONGEST_ID} characters", text)
        return text

    def several(self, column: str, parting: Parting) -> tuple[str, ...]:
        """All values of a cell, a list's own or those that its text parts into."""
        value = self.values.get(column)
        texts = (
            [as_text(column, one) for one in value] if isinstance(value, list) else [as_text(column, value)]
        )
        return several("\n".join(plain_text(line) for text in texts for line in text.split("\n")), parting)

    def price(self, column: str, currency: str) -> Price | None:
        return self._read(column, lambda value: parse_price(value, currency), "an amount such as 119.00 USD")

    def moment(self, column: str) -> datetime | None:
        return self._read(column, parse_moment, _MOMENT)

    def yes_or_no(self, column: str) -> bool | None:
        return self._read(column, yes_or_no, "true or false")

    def whole(self, column: str) -> int | None:
        """A whole number from 1 to a million."""
        return self._read(column, as_whole, "a whole number from 1 to 1000000")

    def _read(self, column: str, parse: Callable[[Any], T], expected: str) -> T | None:
        value = self.values.get(column)
        if isinstance(value, str):
            value = as_text(column, value) or None
        if value is None:
            return None
        try:
            return parse(value)
        except ValueError:
            raise BadValue(column, expected, value) from None


def as_text(column: str, value: Any) -> str:
    """A cell's value as text: numbers as they are written, a list's first value."""
    if isinstance(value, str):
        text = value.strip()
        return "" if text in _NOTHING else text
    if value is None:
        return ""
    if isinstance(value, list):
        return as_text(column, value[0]) if value else ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (int, float)):
        return str(value)
    raise BadValue(column, "a text", value)


def as_whole(value: Any) -> int:
    """A whole number from 1 to a million; "2.0" is 2. Raises ValueError."""
    if isinstance(value, (dict, list, bool)):
        raise ValueError("not a number")
    number = float(value)
    if not number.is_integer() or not 1 <= number <= 1_000_000:
        raise ValueError("not a whole number in range")
    return int(number)

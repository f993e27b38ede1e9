"""Column types that read and write the same on SQLite and PostgreSQL."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from shop.order import OrderLine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_microseconds(moment: datetime) -> int:
    """Whole microseconds since 1970-01-01 UTC; a moment without a zone is UTC already."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - _EPOCH) // _MICROSECOND


def from_microseconds(value: int) -> datetime:
    """The UTC moment of `to_microseconds`."""
    return _EPOCH + timedelta(microseconds=value)


def clean_text(text: str) -> str:
    """The text without what a database cannot hold: NUL and halves of surrogate pairs."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode("utf-8")
    return text


class Moment(TypeDecorator[datetime]):
    """A UTC moment, stored as whole microseconds since 1970 in a 64-bit integer."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else to_microseconds(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else from_microseconds(int(value))


class Words(TypeDecorator[str]):
    """Text of any length and any origin."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else clean_text(value)


class Texts(TypeDecorator[tuple[str, ...]]):
    """Several short texts, stored as a JSON list so that equal lists are equal text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> str:
        return json.dumps([clean_text(text) for text in value or ()], ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:
        return tuple(json.loads(value)) if value else ()


class Payload(TypeDecorator[Mapping[str, Any]]):
    """A JSON object, or nothing."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, Any] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Mapping[str, Any] | None:
        return None if value is None else json.loads(value)


class OrderLines(TypeDecorator[tuple[OrderLine, ...]]):
    """What was ordered, one JSON list per line of text: the texts of two orders joined are those of both."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[OrderLine] | None, dialect: Dialect) -> str:
        rows = ([clean_text(line.product_id), line.quantity] for line in value or ())
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[OrderLine, ...]:
        return tuple(OrderLine(*json.loads(row)) for row in (value or "").split("\n") if row)

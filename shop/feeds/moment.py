"""Timestamps as shops write them."""

import re
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST = datetime(1990, 1, 1, tzinfo=UTC)
LAST = datetime(2100, 1, 1, tzinfo=UTC)
_NUMBER = re.compile(r"\d{9,20}(\.\d+)?")
_DAY = re.compile(r"\d{4}-?\d\d-?\d\d")


def parse_moment(value: object) -> datetime:
    """The UTC moment of an ISO 8601 text (UTC where it names no zone), a date such as 20260131,
    or a number of seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by size.

    Raises ValueError for anything else, and for moments before 1990 or after 2099.
    """
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise ValueError("not a timestamp")
    text = str(value).strip() if not isinstance(value, float) else f"{value:.6f}"
    try:
        moment = _from_number(text) if _NUMBER.fullmatch(text) else _from_iso(text)
    except OverflowError as error:
        raise ValueError("not a timestamp") from error
    if not FIRST <= moment < LAST:
        raise ValueError("not between 1990 and 2099")
    return moment


def parse_period(text: str) -> tuple[datetime, datetime]:
    """Start and end of a period as Merchant feeds write it, two moments parted by a slash.

    A day without a time lasts until it is over. Raises ValueError for anything else.
    """
    first, _, last = (part.strip() for part in text.partition("/"))
    start, end = parse_moment(first), parse_end(last)
    if end <= start:
        raise ValueError("ends before it starts")
    return start, end


def parse_end(value: object) -> datetime:
    """The UTC moment at which something ends; a day without a time lasts until it is over. Raises ValueError."""
    whole_day = isinstance(value, str) and _DAY.fullmatch(value.strip())
    return parse_moment(value) + (timedelta(days=1) if whole_day else timedelta())


def _from_number(text: str) -> datetime:
    whole, _, fraction = text.partition(".")
    digits = len(whole.lstrip("0"))
    number = int(whole)
    if digits <= 11:
        micros = int(f"{fraction:0<6}"[:6]) if fraction else 0
        return _EPOCH + timedelta(seconds=number, microseconds=micros)
    scale = {12: 1000, 13: 1000, 14: 1000, 15: 1, 16: 1, 17: 1}.get(digits, 0)
    return _EPOCH + timedelta(microseconds=number * scale if scale else number // 1000)


def _from_iso(text: str) -> datetime:
    moment = datetime.fromisoformat(text.removesuffix(" UTC"))
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)

"""When the shop's people answer."""

import re
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PART = re.compile(r"([a-z]{3})(?:\s*[-–]\s*([a-z]{3}))?\s+(\d\d?:\d\d)\s*[-–]\s*(\d\d?:\d\d)")
EXAMPLE = "Mon-Fri 09:00-17:30, Sat 10:00-14:00"
MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class Span:
    """Open on one weekday (0 is Monday) from `start` until `end`; an `end` of 00:00 is the day's own midnight."""

    weekday: int
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """No spans at all mean always open.

    >>> from datetime import UTC
    >>> hours = OfficeHours.parse("Mon-Fri 09:00-17:00", "UTC")
    >>> hours.open(datetime(2026, 3, 2, 12, tzinfo=UTC))
    True
    """

    spans: tuple[Span, ...] = ()
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))

    @classmethod
    def parse(cls, text: str, timezone: str = "UTC") -> "OfficeHours":
        """The hours that the text names. Raises ValueError that says what is wrong with it."""
        spans = [span for part in re.split(r"[,;]", text) if part.strip() for span in _spans(part.strip())]
        return cls(tuple(spans), zone_of(timezone))

    def open(self, at: datetime) -> bool:
        """Whether somebody answers at this moment."""
        return not self.spans or any(start <= at < end for start, end in self._around(at))

    def opens_at(self, at: datetime) -> datetime | None:
        """When they open next, in the shop's own time zone; None while they are open."""
        if self.open(at):
            return None
        return min(start for start, _ in self._around(at) if start > at)

    def _around(self, at: datetime) -> list[tuple[datetime, datetime]]:
        """The spans of yesterday and the next eight days as moments."""
        today = at.astimezone(self.zone).date()
        days = [today + timedelta(days=offset) for offset in range(-1, 9)]
        return [
            self._moments(datetime.combine(day, MIDNIGHT), span)
            for day in days
            for span in self.spans
            if span.weekday == day.weekday()
        ]

    def _moments(self, day: datetime, span: Span) -> tuple[datetime, datetime]:
        last = day + timedelta(days=1) if span.end == MIDNIGHT else day
        return (
            datetime.combine(day, span.start, self.zone),
            datetime.combine(last, span.end, self.zone),
        )


def zone_of(name: str) -> ZoneInfo:
    """The time zone of an IANA name. Raises ValueError for an unknown one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is no time zone; use an IANA name such as Europe/Oslo") from error


def _spans(part: str) -> list[Span]:
    found = _PART.fullmatch(part.lower())
    if not found:
        raise ValueError(f"{part!r} is not understood; write for example {EXAMPLE}")
    first, last, start, end = found.groups()
    span = (_time(start), _time(end))
    if span[1] != MIDNIGHT and span[0] >= span[1]:
        raise ValueError(f"{part!r} ends before it begins; split what goes past midnight in two")
    return [Span(day, *span) for day in _days(first, last or first)]


def _days(first: str, last: str) -> list[int]:
    for name in (first, last):
        if name not in DAYS:
            raise ValueError(f"{name!r} is no weekday; use {', '.join(day.title() for day in DAYS)}")
    start, end = DAYS.index(first), DAYS.index(last)
    return [day % 7 for day in range(start, end + 1 if end >= start else end + 8)]


def _time(text: str) -> time:
    """A time of the day; 24:00 is the midnight at its end."""
    if text == "24:00":
        return MIDNIGHT
    hour, minute = map(int, text.split(":"))
    try:
        return time(hour, minute)
    except ValueError as error:
        raise ValueError(f"{text} is no time of the day") from error

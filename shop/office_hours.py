"""When the shop's people answer."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SPAN = re.compile(r"(\w{3})(?:-(\w{3}))? (\d\d:\d\d)-(\d\d:\d\d)")


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """`spans` are (weekday from 0, from, until); none of them means always."""

    zone: ZoneInfo
    spans: tuple[tuple[int, time, time], ...] = ()

    @classmethod
    def parse(cls, text: str, timezone: str) -> "OfficeHours":
        """From `Mon-Fri 09:00-17:30, Sat 10:00-14:00`; raises ValueError."""
        spans: list[tuple[int, time, time]] = []
        for part in filter(None, (part.strip() for part in text.split(","))):
            found = _SPAN.fullmatch(part)
            if not found:
                raise ValueError(f"{part!r} are no office hours")
            first, last, start, end = found.groups()
            days = range(DAYS.index(first), DAYS.index(last or first) + 1)
            spans += [(day, time.fromisoformat(start), time.fromisoformat(end)) for day in days]
        return cls(ZoneInfo(timezone), tuple(spans))

    def open(self, at: datetime) -> bool:
        here = at.astimezone(self.zone)
        inside = (day == here.weekday() and start <= here.time() < end for day, start, end in self.spans)
        return not self.spans or any(inside)

    def opens_at(self, at: datetime) -> datetime | None:
        """The next opening after `at`; None while open."""
        if self.open(at):
            return None
        here = at.astimezone(self.zone)
        days = [here.date() + timedelta(days=ahead) for ahead in range(8)]
        openings = [
            datetime.combine(date, start, self.zone)
            for date in days
            for day, start, _ in self.spans
            if day == date.weekday()
        ]
        return min(opening for opening in openings if opening > here)

"""Office hours as a shop owner writes them."""

from datetime import UTC, datetime

import pytest

from shop.office_hours import OfficeHours

HOURS = OfficeHours.parse("Mon-Fri 09:00-17:30, Sat 10:00-14:00", "Europe/Oslo")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2026, whose 2nd is a Monday, in UTC (Oslo is one hour ahead until the 29th)."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (at(2, 8), True),
        (at(2, 7, 59), False),
        (at(2, 16, 29), True),
        (at(2, 16, 30), False),
        (at(7, 12), True),
        (at(7, 13), False),
        (at(8, 12), False),
        (at(30, 7), True),  # summer time began the day before
    ],
)
def test_open_is_what_the_clock_on_their_wall_says(moment: datetime, is_open: bool) -> None:
    assert HOURS.open(moment) is is_open


@pytest.mark.parametrize(
    ("moment", "opens"),
    [(at(2, 5), at(2, 8)), (at(6, 20), at(7, 9)), (at(7, 20), at(9, 8)), (at(28, 20), at(30, 7))],
)
def test_the_next_opening_is_told(moment: datetime, opens: datetime) -> None:
    assert HOURS.opens_at(moment) == opens
    assert HOURS.opens_at(opens) is None


def test_no_hours_are_always_open() -> None:
    assert OfficeHours.parse("").open(at(8, 3)) and OfficeHours.parse("").opens_at(at(8, 3)) is None


def test_a_weekend_and_midnight_can_be_said() -> None:
    late = OfficeHours.parse("sat-mon 20:00-24:00")
    assert late.open(at(8, 23, 59)) and not late.open(at(9, 0)) and late.open(at(9, 20))
    assert not late.open(at(10, 21))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("weekdays", "not understood"),
        ("Mon-Fry 09:00-17:00", "no weekday"),
        ("Mon 25:00-26:00", "no time"),
        ("Mon 17:00-09:00", "ends before"),
    ],
)
def test_what_is_wrong_is_said(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        OfficeHours.parse(text)


def test_an_unknown_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="Europe/Atlantis"):
        OfficeHours.parse("", "Europe/Atlantis")

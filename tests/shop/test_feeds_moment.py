"""Timestamps as shops write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shop.feeds.moment import FIRST, LAST, parse_moment

MOMENT = datetime(2026, 1, 31, 12, 30, 15, tzinfo=UTC)
SECONDS = int(MOMENT.timestamp())
MOMENTS = some.datetimes(datetime(1990, 1, 2), datetime(2099, 12, 30), timezones=some.just(UTC))
ZONES = some.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@pytest.mark.parametrize(
    "written",
    [
        "2026-01-31T12:30:15Z",
        "2026-01-31 12:30:15",
        "2026-01-31T13:30:15+01:00",
        "2026-01-31 12:30:15 UTC",
        "2026-01-31 12:30:15.000 UTC",
        "20260131T123015Z",
        SECONDS,
        str(SECONDS),
        f"{SECONDS}.0",
        float(SECONDS),
        SECONDS * 1000,
        SECONDS * 1_000_000,
        str(SECONDS * 1_000_000),
        SECONDS * 1_000_000_000,
    ],
)
def test_is_read_as_meant(written: object) -> None:
    assert parse_moment(written) == MOMENT


def test_a_day_begins_at_midnight_utc() -> None:
    assert parse_moment("2026-01-31") == parse_moment("20260131") == datetime(2026, 1, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "31.01.2026",
        "01/31/2026",
        "2026-13-01",
        "0",
        0,
        12,
        "1970-01-01",
        "2150-01-01",
        True,
        None,
        [],
    ],
)
def test_what_is_no_clear_time_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_moment(written)


@given(MOMENTS, ZONES)
def test_iso_text_comes_back(moment: datetime, zone: timezone) -> None:
    assert parse_moment(moment.astimezone(zone).isoformat()) == moment


@given(some.datetimes(datetime(1990, 1, 2), datetime(2099, 12, 30), timezones=some.just(UTC)))
def test_every_unit_means_the_same(moment: datetime) -> None:
    whole = moment.replace(microsecond=0)
    seconds = int(whole.timestamp())
    assert all(parse_moment(seconds * scale) == whole for scale in (1, 10**3, 10**6, 10**9))


@given(MOMENTS)
def test_microseconds_are_exact(moment: datetime) -> None:
    micros = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    assert parse_moment(micros) == moment


@given(some.text() | some.integers() | some.floats() | some.booleans() | some.none())
def test_anything_else_is_a_moment_or_refused(written: object) -> None:
    try:
        moment = parse_moment(written)
    except ValueError:
        return
    assert FIRST <= moment < LAST
    assert moment.utcoffset() == timedelta(0)

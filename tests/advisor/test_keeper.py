"""The engine in force follows the catalogue and the release, and a broken one never replaces a good one."""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from advisor import keeper as module
from advisor.engine import Engine
from advisor.keeper import Keeper


def engine(stamp: tuple[int, str]) -> Engine:
    nothing: Any = None
    index: Any = SimpleNamespace(close=lambda: None)
    return Engine({}, index, nothing, None, {}, stamp[1], stamp)


def eventually(condition: Callable[[], bool]) -> bool:
    for _ in range(100):
        if condition():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture(autouse=True)
def look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHECK_S", 0.0)


def test_a_new_release_is_taken_up_without_restart() -> None:
    stamps = [(1, "a")]
    keeper = Keeper(lambda: stamps[0], lambda: engine(stamps[0]))
    assert keeper.engine().release_id == "a"
    stamps[0] = (1, "b")
    assert eventually(lambda: keeper.engine().release_id == "b")


def test_what_cannot_be_loaded_leaves_the_old_engine_in_force(caplog: pytest.LogCaptureFixture) -> None:
    stamps = [(1, "a")]

    def load() -> Engine:
        if stamps[0][1] == "broken":
            raise OSError("cannot read")
        return engine(stamps[0])

    keeper = Keeper(lambda: stamps[0], load)
    stamps[0] = (1, "broken")
    with caplog.at_level(logging.ERROR):
        assert eventually(lambda: (keeper.engine().release_id, bool(caplog.records)) == ("a", True))
    stamps[0] = (1, "c")
    assert eventually(lambda: keeper.engine().release_id == "c")


def test_when_a_sale_begins_or_ends_the_prices_are_read_anew() -> None:
    end = datetime(2026, 11, 27, tzinfo=UTC)
    now = [end - timedelta(minutes=1)]
    loads: list[datetime] = []

    def load() -> Engine:
        loads.append(now[0])
        return replace(engine((1, "a")), until=end if now[0] < end else None)

    keeper = Keeper(lambda: (1, "a"), load, lambda: now[0])
    assert keeper.engine().until == end and len(loads) == 1
    now[0] = end
    assert eventually(lambda: keeper.engine().until is None)

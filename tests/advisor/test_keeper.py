"""The engine in force follows the catalogue and the release, and a broken one never replaces a good one."""

import logging
import time
from collections.abc import Callable, Iterator
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
    return Engine({}, index, nothing, nothing, nothing, None, {}, stamp[1], stamp)


def eventually(condition: Callable[[], bool]) -> bool:
    for _ in range(100):
        if condition():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def keep(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Keeper]]:
    """Makes keepers that look for news all the time, and closes them."""
    monkeypatch.setattr(module, "CHECK_S", 0.005)
    kept: list[Keeper] = []

    def make(*parts: Any) -> Keeper:
        kept.append(Keeper(*parts))
        return kept[-1]

    yield make
    for keeper in kept:
        keeper.close()


def test_a_new_release_is_taken_up_without_restart(keep: Callable[..., Keeper]) -> None:
    stamps = [(1, "a")]
    keeper = keep(lambda: stamps[0], lambda: engine(stamps[0]))
    assert keeper.engine().release_id == "a"
    stamps[0] = (1, "b")
    assert eventually(lambda: keeper.engine().release_id == "b")


def test_what_cannot_be_loaded_leaves_the_old_engine_in_force(
    keep: Callable[..., Keeper], caplog: pytest.LogCaptureFixture
) -> None:
    stamps = [(1, "a")]

    def load() -> Engine:
        if stamps[0][1] == "broken":
            raise OSError("cannot read")
        return engine(stamps[0])

    keeper = keep(lambda: stamps[0], load)
    stamps[0] = (1, "broken")
    with caplog.at_level(logging.ERROR):
        assert eventually(lambda: (keeper.engine().release_id, bool(caplog.records)) == ("a", True))
    stamps[0] = (1, "c")
    assert eventually(lambda: keeper.engine().release_id == "c")


def test_when_a_sale_begins_or_ends_the_prices_are_read_anew(keep: Callable[..., Keeper]) -> None:
    end = datetime(2026, 11, 27, tzinfo=UTC)
    now = [end - timedelta(minutes=1)]
    loads: list[datetime] = []

    def load() -> Engine:
        loads.append(now[0])
        return replace(engine((1, "a")), until=end if now[0] < end else None)

    keeper = keep(lambda: (1, "a"), load, lambda base: None, lambda: now[0])
    assert keeper.engine().until == end and len(loads) == 1
    now[0] = end
    assert eventually(lambda: keeper.engine().until is None)


def test_a_patch_is_in_force_at_once_and_the_whole_follows_later(
    keep: Callable[..., Keeper], monkeypatch: pytest.MonkeyPatch
) -> None:
    stamps, loads = [(1, "a")], []

    def load() -> Engine:
        loads.append(stamps[0])
        return engine(stamps[0])

    def patch(base: Engine) -> Engine | None:
        return replace(base, stamp=stamps[0]) if stamps[0][1] == base.release_id else None

    keeper = keep(lambda: stamps[0], load, patch)
    for version in (2, 3):
        stamps[0] = (version, "a")
        assert eventually(lambda: keeper.engine().stamp == stamps[0])
    assert loads == [(1, "a")]
    monkeypatch.setattr(module, "RENEW_S", 0.0)
    assert eventually(lambda: loads[-1] == (3, "a"))
    stamps[0] = (4, "b")
    assert eventually(lambda: keeper.engine().release_id == "b")


def test_a_patch_that_breaks_gives_way_to_a_whole_load(
    keep: Callable[..., Keeper], caplog: pytest.LogCaptureFixture
) -> None:
    stamps = [(1, "a")]

    def patch(base: Engine) -> Engine:
        raise OSError("cannot read")

    keeper = keep(lambda: stamps[0], lambda: engine(stamps[0]), patch)
    with caplog.at_level(logging.ERROR):
        stamps[0] = (2, "a")
        assert eventually(lambda: keeper.engine().stamp == (2, "a"))
    assert "the whole is loaded" in caplog.text

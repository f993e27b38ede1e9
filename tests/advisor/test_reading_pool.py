"""Many reviews are read by several processes, and as by one."""

import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from advisor import reading_pool
from advisor.reading_pool import ReadingPool
from knowledge.embedder import Embedder
from knowledge.reading import Reading
from shop.review import Review
from shop.settings import Settings

REVIEWS = [
    Review("r1", "jacket", 2, "The zip broke after a week."),
    Review("r2", "jacket", 5, "Lovely, no complaints."),
    Review("r3", "boots", 3, "They run small, order a size up. I wish they had a pull tab."),
    Review("r4", "boots", 4, "They pinch my wide feet."),
    Review("r5", "tent", 1, "It leaked in the first rain."),
]


def opened(var: Path, threads: int) -> ReadingPool:
    settings = Settings(var=var, threads=threads)
    return ReadingPool(settings, Embedder.load(settings))


def told(readings: Sequence[Reading]) -> list[object]:
    """What was read, without the scores: the encoder rounds by what else is in a batch."""
    return [
        ([(remark.aspect, remark.sentence) for remark in one.remarks], one.fit, one.requests, one.whom)
        for one in readings
    ]


@pytest.fixture
def pool(demo_var: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReadingPool]:
    monkeypatch.setattr(reading_pool, "MANY", 4)
    with opened(demo_var, threads=2) as several:
        yield several


def test_two_processes_read_what_one_reads_in_its_order(pool: ReadingPool, demo_var: Path) -> None:
    with opened(demo_var, threads=1) as alone:
        expected = alone.read(REVIEWS)
        assert alone.version == pool.version
    assert told(pool.read(REVIEWS)) == told(expected)
    assert [remark.aspect for remark in expected[0].remarks] == ["zip"] and not expected[1].remarks
    assert expected[2].fit[0][0] == "small" and expected[2].requests and expected[3].whom == ("wide feet",)


def test_a_process_that_dies_loses_no_review(pool: ReadingPool, caplog: pytest.LogCaptureFixture) -> None:
    expected = told(pool.read(REVIEWS))
    assert pool._pool is not None
    for process_id in list(pool._pool._processes):
        os.kill(process_id, signal.SIGKILL)
    assert told(pool.read(REVIEWS)) == expected and "died" in caplog.text
    assert told(pool.read(REVIEWS)) == expected

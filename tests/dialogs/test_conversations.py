"""Whole conversations with the running system, by the state that each line leads to.

They lie in bot/tests/conversations, one file for each theme; `script.py` says how they are written and
`expectations.py` what they may expect. Nothing stands in for Rasa: every line goes through its parse.
"""

from collections.abc import Iterator

import httpx
import pytest
from expectations import problems
from script import Script, load
from stage import Stage

from shop.storage.database import Database
from tests.conftest import System

SCRIPTS = load()


def play(script: Script, stage: Stage) -> list[str]:
    """What was not as expected, line by line."""
    found: list[str] = []
    for number, line in enumerate(script.lines, 1):
        scene = stage.say(line.text)
        found += [
            f"{script}, turn {number} {line.text!r}: {problem}" for problem in problems(line.expected, scene)
        ]
        stage.call(line.call)
    return found


@pytest.fixture(scope="module")
def http() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=30) as client:
        yield client


@pytest.mark.rasa
@pytest.mark.parametrize("script", SCRIPTS, ids=str)
def test_a_conversation_goes_as_written(
    script: Script, system: System, system_db: Database, http: httpx.Client
) -> None:
    found = play(script, Stage(http, system.base, system.rasa, system_db, script.customer))
    if script.known and found:
        pytest.xfail(f"{script.known}: {found[0]}")
    assert not script.known, f"{script} goes as written now: take its `known` away"
    assert not found, "\n".join(found)


def test_there_are_enough_conversations_and_they_are_long_enough() -> None:
    lengths = [len(script.lines) for script in SCRIPTS]
    assert len(SCRIPTS) >= 60
    assert min(lengths) >= 4 and max(lengths) <= 15
    assert len({str(script) for script in SCRIPTS}) == len(SCRIPTS)


def test_every_line_expects_something() -> None:
    idle = [f"{script}: {line.text}" for script in SCRIPTS for line in script.lines if not line.expected]
    assert idle == []

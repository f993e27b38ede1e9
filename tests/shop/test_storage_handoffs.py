"""Who holds a conversation: one at a time, whoever is faster, and every step on record."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from shop.handoff import Handoff
from shop.storage.conversations import open_conversation
from shop.storage.database import Database
from shop.storage.handoffs import (
    NotPossible,
    cancel,
    close,
    give_back,
    leave_email,
    load_handoff_events,
    load_handoffs,
    lose,
    open_handoff,
    queue_position,
    request_handoff,
    take,
    transfer,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def waiting(db: Database, conversation_id: str = "c1", minute: int = 0) -> Handoff:
    at = NOW + timedelta(minutes=minute)
    open_conversation(db, conversation_id, "", at, False)
    return request_handoff(db, conversation_id, "asked", at)[0]


def test_a_person_asked_for_twice_is_wanted_once(db: Database) -> None:
    first = waiting(db)
    assert request_handoff(db, "c1", "upset", NOW) == (first, False)
    assert (first.state, first.reason, first.requested_at) == ("waiting", "asked", NOW)


def test_of_many_who_take_it_at_once_one_gets_it(db: Database) -> None:
    waiting(db)

    def attempt(agent: str) -> str:
        try:
            return take(db, "c1", agent, NOW).agent_id
        except NotPossible:
            return ""

    with ThreadPoolExecutor(6) as threads:
        got = [agent for agent in threads.map(attempt, [f"agent-{n}" for n in range(12)]) if agent]
    held = open_handoff(db, "c1")
    assert held is not None and got == [held.agent_id] and held.state == "held"


def test_only_who_holds_it_may_pass_it_on(db: Database) -> None:
    waiting(db)
    take(db, "c1", "sam", NOW)
    for step in (lambda: transfer(db, "c1", "kim", "shoes", NOW), lambda: give_back(db, "c1", "kim", NOW)):
        with pytest.raises(NotPossible):
            step()
    with pytest.raises(NotPossible):
        close(db, "c1", "kim", "solved", NOW)
    moved = transfer(db, "c1", "sam", "shoes", NOW)
    assert (moved.state, moved.team, moved.agent_id) == ("waiting", "shoes", "")
    take(db, "c1", "kim", NOW)
    assert give_back(db, "c1", "kim", NOW).state == "returned"
    assert open_handoff(db, "c1") is None


def test_a_lost_one_has_its_old_place_in_the_queue(db: Database) -> None:
    first, second = waiting(db, "c1"), waiting(db, "c2", minute=1)
    assert [queue_position(db, one) for one in (first, second)] == [1, 2]
    taken = take(db, "c1", "sam", NOW)
    assert (queue_position(db, taken), queue_position(db, second)) == (0, 1)
    assert queue_position(db, lose(db, "c1", "sam", NOW)) == 1
    assert queue_position(db, second) == 2
    with pytest.raises(NotPossible):
        lose(db, "c1", "sam", NOW)


def test_every_step_is_on_record(db: Database) -> None:
    waiting(db)
    take(db, "c1", "sam", NOW)
    close(db, "c1", "sam", "solved", NOW)
    waiting(db, "c1", minute=5)
    cancel(db, "c1", NOW + timedelta(minutes=6))
    steps = load_handoff_events(db, conversation_id="c1")
    assert [(one.step, one.agent_id, one.detail) for one in steps] == [
        ("requested", "", "asked"),
        ("taken", "sam", ""),
        ("closed", "sam", "solved"),
        ("requested", "", "asked"),
        ("closed", "", "cancelled"),
    ]
    assert load_handoff_events(db, after=steps[2].number) == steps[3:]
    assert [one.outcome for one in load_handoffs(db, ("closed",))] == ["solved", "cancelled"]


def test_an_address_stays_with_who_waits(db: Database) -> None:
    assert leave_email(db, "c1", "kim@example.org") is None
    waiting(db)
    left = leave_email(db, "c1", "kim@example.org")
    assert left is not None and left.email == "kim@example.org"
    assert load_handoffs(db) == [left]

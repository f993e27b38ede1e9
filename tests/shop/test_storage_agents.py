"""Agents, their sessions, notes, canned answers and what shoppers thought."""

from datetime import UTC, datetime, timedelta

import pytest

from shop.agent import Agent
from shop.storage.agent_sessions import end_session, find_session, open_session
from shop.storage.agents import (
    LoginTaken,
    add_agent,
    change_agent,
    count_active_agents,
    find_login,
    get_agent,
    load_agents,
)
from shop.storage.canned import CannedAnswer, delete_canned, load_canned, save_canned
from shop.storage.conversations import open_conversation
from shop.storage.database import Database
from shop.storage.feedback import Feedback, get_feedback, save_feedback
from shop.storage.notes import add_note, load_notes

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
SAM = Agent("a1", "sam@shop.example", "Sam", "admin")


def test_a_login_belongs_to_one_agent(db: Database) -> None:
    add_agent(db, SAM, "hash of it")
    with pytest.raises(LoginTaken, match="sam@shop"):
        add_agent(db, Agent("a2", "sam@shop.example", "Another"), "another hash")
    assert load_agents(db) == [SAM]
    assert find_login(db, "sam@shop.example") == (SAM, "hash of it")
    assert find_login(db, "nobody") is None and get_agent(db, "a1") == SAM


def test_a_session_lasts_until_it_is_over(db: Database) -> None:
    add_agent(db, SAM, "hash")
    open_session(db, "t1", "a1", "csrf", NOW, LATER)
    found = find_session(db, "t1", NOW)
    assert found is not None and (found.agent, found.csrf_token) == (SAM, "csrf")
    assert find_session(db, "t1", LATER) is None
    end_session(db, "t1")
    assert find_session(db, "t1", NOW) is None


@pytest.mark.parametrize(
    "change",
    [(Agent("a1", SAM.login, "Sam", active=False), ""), (SAM, "new hash")],
    ids=["no longer active", "new password"],
)
def test_what_changes_who_may_sign_in_ends_the_sessions(db: Database, change: tuple[Agent, str]) -> None:
    add_agent(db, SAM, "hash")
    open_session(db, "t1", "a1", "csrf", NOW, LATER)
    change_agent(db, Agent("a1", SAM.login, "Sam Lee", "agent", "shoes"), "")
    assert find_session(db, "t1", NOW) is not None
    change_agent(db, *change)
    assert find_session(db, "t1", NOW) is None
    assert count_active_agents(db) == int(change[0].active)


def test_canned_answers_are_found_by_their_shortcut(db: Database) -> None:
    save_canned(db, CannedAnswer("thanks", "Thank you!"))
    save_canned(db, CannedAnswer("hello", "Hello."))
    save_canned(db, CannedAnswer("thanks", "Thanks a lot!"))
    assert load_canned(db) == [CannedAnswer("hello", "Hello."), CannedAnswer("thanks", "Thanks a lot!")]
    assert delete_canned(db, "hello") and not delete_canned(db, "hello")


def test_notes_and_opinions_stay_with_their_conversation(db: Database) -> None:
    open_conversation(db, "c1", "", NOW, False)
    note = add_note(db, "c1", "a1", "Wants it by Friday.", NOW)
    assert load_notes(db, "c1") == [note] and load_notes(db, "c2") == []
    save_feedback(db, "c1", 2, "", NOW)
    save_feedback(db, "c1", 5, "In the end, good.", LATER)
    assert get_feedback(db, "c1") == Feedback(5, "In the end, good.", LATER)
    assert get_feedback(db, "c2") is None

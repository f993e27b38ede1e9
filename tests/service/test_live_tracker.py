"""What Rasa is told of a person's part in a conversation, with a Rasa that only remembers."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from service.live.tracker import LISTEN, Tracker
from service.problems import Problem
from shop.storage.conversations import Reply, add_message, answer, open_conversation
from shop.storage.database import Database
from shop.storage.handoffs import give_back, request_handoff, take
from tests.service.conftest import ScriptedRasa

C = "conversation-1"


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    """A conversation that the bot answered once and that Sam holds since."""
    db = Database(f"sqlite:///{tmp_path / 'aisle.db'}")
    db.migrate()
    open_conversation(db, C, "", now(), False)
    asked, _ = add_message(db, C, "shopper", "a person please", None, now(), unanswered=True)
    request_handoff(db, C, "asked", now())
    answer(db, C, asked.number, [Reply("Somebody is on the way.")], now())
    take(db, C, "sam", now())
    return db


@pytest.fixture
def rasa() -> ScriptedRasa:
    return ScriptedRasa()


def run(work: Coroutine[Any, Any, None]) -> None:
    with ThreadPoolExecutor(1) as thread:  # browser tests leave a running event loop in this one
        thread.submit(asyncio.run, work).result()


def step(db: Database, rasa: ScriptedRasa, doing: Callable[[Tracker], Coroutine[Any, Any, None]]) -> None:
    run(doing(Tracker(db, rasa)))  # type: ignore[arg-type]


def told(rasa: ScriptedRasa) -> list[str]:
    return [event["text"] for event in rasa.events.get(C, []) if event["event"] in ("user", "bot")]


def test_a_person_takes_and_returns_a_conversation_while_rasa_is_down(
    db: Database, rasa: ScriptedRasa
) -> None:
    rasa.down = True
    step(db, rasa, lambda tracker: tracker.pause(C))
    add_message(db, C, "agent", "Hello, Sam here.", None, now(), author="Sam")
    step(db, rasa, lambda tracker: tracker.told_by_agent(C, "Hello, Sam here.", ()))
    give_back(db, C, "sam", now())
    step(db, rasa, lambda tracker: tracker.resume(C))
    assert told(rasa) == []
    with pytest.raises(Problem):
        step(db, rasa, lambda tracker: tracker.catch_up(C))
    rasa.down = False
    step(db, rasa, lambda tracker: tracker.catch_up(C))
    assert told(rasa) == ["Hello, Sam here."], "what Rasa missed is told before it is asked again"


def test_each_message_is_told_once_however_often_rasa_is_told(db: Database, rasa: ScriptedRasa) -> None:
    for text, role in (("in M?", "shopper"), ("Yes.", "agent"), ("great", "shopper")):
        add_message(db, C, role, text, None, now())  # type: ignore[arg-type]
        step(db, rasa, lambda tracker: tracker.told_by_shopper(C))
    step(db, rasa, lambda tracker: tracker.resume(C))
    assert told(rasa) == ["in M?", "Yes.", "great"]


def test_tellings_at_the_same_time_double_nothing(db: Database, rasa: ScriptedRasa) -> None:
    add_message(db, C, "shopper", "in M?", None, now())
    add_message(db, C, "agent", "Yes.", None, now())

    async def both(tracker: Tracker) -> None:
        await asyncio.gather(*(tracker.told_by_agent(C) for _ in range(5)))

    step(db, rasa, both)
    assert told(rasa) == ["in M?", "Yes."]


def test_what_the_bot_is_about_to_answer_is_not_told_beforehand(db: Database, rasa: ScriptedRasa) -> None:
    give_back(db, C, "sam", now())
    add_message(db, C, "shopper", "show me tents", None, now(), unanswered=True)
    step(db, rasa, lambda tracker: tracker.catch_up(C))
    assert told(rasa) == []


def test_after_every_telling_the_bot_listens(db: Database, rasa: ScriptedRasa) -> None:
    step(db, rasa, lambda tracker: tracker.pause(C))
    add_message(db, C, "shopper", "in M?", None, now())
    step(db, rasa, lambda tracker: tracker.told_by_shopper(C))
    assert rasa.events[C][-1] == LISTEN
    step(db, rasa, lambda tracker: tracker.resume(C))
    assert [event["event"] for event in rasa.events[C][-2:]] == ["resume", "action"]
    assert rasa.events[C][-1] == LISTEN


def test_an_agents_cards_are_the_products_shown_from_then_on(db: Database, rasa: ScriptedRasa) -> None:
    def shown(*ids: str) -> dict[str, Any]:
        payload = {"products": [{"product_id": one} for one in ids]}
        add_message(db, C, "agent", "These?", payload, now())
        step(db, rasa, lambda tracker: tracker.told_by_agent(C))
        return {event["name"]: event["value"] for event in rasa.events[C] if event["event"] == "slot"}

    both = shown("p1", "p2")
    assert (both["shown"], both["focus"], both["pending"], both["question"]) == (
        ["p1", "p2"],
        None,
        None,
        None,
    )
    one = shown("p3")
    assert (one["shown"], one["focus"]) == (["p3"], "p3")


def test_a_conversation_that_no_person_ever_had_needs_no_telling(tmp_path: Path, rasa: ScriptedRasa) -> None:
    db = Database(f"sqlite:///{tmp_path / 'other.db'}")
    db.migrate()
    open_conversation(db, C, "", now(), False)
    add_message(db, C, "shopper", "hi", None, now())
    step(db, rasa, lambda tracker: tracker.catch_up(C))
    assert rasa.events == {}

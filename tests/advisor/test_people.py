"""Calling a person: when, why and what is told."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advisor.people import Handling, People
from advisor.shopper import Shopper
from shop.agent import Agent
from shop.settings import Settings
from shop.storage.agents import add_agent
from shop.storage.conversations import add_message, open_conversation
from shop.storage.database import Database
from shop.storage.handoffs import give_back, take

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
KIM = Shopper("chat-of-kim")


@dataclass
class Desk:
    db: Database
    now: datetime = MONDAY
    settings: Settings = field(default_factory=lambda: Settings(handoff_words=("allergic",)))

    @property
    def people(self) -> People:
        return People(self.db, self.settings, lambda: self.now)

    def says(self, text: str) -> tuple[str, str] | None:
        self.now += timedelta(seconds=5)
        open_conversation(self.db, KIM.conversation_id, "", self.now, False)
        add_message(self.db, KIM.conversation_id, "shopper", text, None, self.now)
        return self.people.reason_to_call(KIM.conversation_id, text)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    db = Database(f"sqlite:///{tmp_path / 'aisle.db'}")
    db.migrate()
    add_agent(db, Agent("a1", "sam@shop.example", "Sam"), "hash")
    return Desk(db)


def test_the_place_in_the_queue_and_the_agent_are_known(desk: Desk) -> None:
    assert desk.people.handling(KIM.conversation_id) == Handling()
    desk.people.call(Shopper("chat-of-lee"), "asked")
    assert desk.people.call(KIM, "asked") == Handling("queue", position=2)
    take(desk.db, "chat-of-lee", "a1", MONDAY)
    assert desk.people.handling(KIM.conversation_id) == Handling("queue", position=1)
    assert desk.people.handling("chat-of-lee") == Handling("agent", agent="Sam")


def test_outside_office_hours_the_next_opening_is_told(desk: Desk) -> None:
    desk.settings = Settings(office_hours="Mon-Fri 14:00-18:00")
    handling = desk.people.call(KIM, "asked")
    assert handling.opens_at == MONDAY.replace(hour=14)
    assert desk.people.leave_email(KIM, "kim@example.org") == Handling(
        "queue", position=1, opens_at=handling.opens_at, email="kim@example.org"
    )
    assert handling.to_dict()["open"] is False


def test_nobody_can_come_where_nobody_is(tmp_path: Path) -> None:
    db = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    db.migrate()
    people = Desk(db).people
    assert not people.staffed
    people.call(KIM, "asked")
    assert people.handling(KIM.conversation_id).handler == "bot", "a queue that nobody serves is none"


def test_a_rule_of_the_shop_calls_a_person(desk: Desk) -> None:
    assert desk.says("a jacket") is None
    assert desk.says("is it safe, I am allergic to wool") == ("rule", "allergic")


def test_an_upset_tone_calls_a_person_once(desk: Desk) -> None:
    assert desk.says("you are useless") is None
    assert desk.says("stupid machine") == ("upset", "")
    desk.people.call(KIM, "upset")
    assert desk.says("this is ridiculous") is None, "one is on the way"
    take(desk.db, KIM.conversation_id, "a1", desk.now)
    give_back(desk.db, KIM.conversation_id, "a1", desk.now)
    assert desk.says("thank you, show me boots") is None, "what was said before is settled"

"""A person is called by tone and by the shop's own rules, whatever the bot answers."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from shop.agent import Agent
from shop.storage.agents import add_agent, change_agent
from shop.storage.handoffs import open_handoff
from tests.service.conftest import ScriptedRasa

SAM = Agent("calling-sam", "calling-sam@shop.example", "Sam")


@pytest.fixture(scope="module")
def staffed(client: TestClient) -> Iterator[TestClient]:
    db = client.app.state.db  # type: ignore[attr-defined]
    add_agent(db, SAM, "")
    yield client
    change_agent(db, replace(SAM, active=False))


def says(client: TestClient, conversation_id: str, text: str) -> dict[str, Any]:
    body = {"text": text, "conversation_id": conversation_id}
    answer: dict[str, Any] = client.post("/v1/chat", json=body).raise_for_status().json()
    return answer


def test_the_answer_comes_first_and_then_that_a_person_was_called(
    staffed: TestClient, rasa: ScriptedRasa
) -> None:
    says(staffed, "upset-0001", "you are useless")
    answer = says(staffed, "upset-0001", "stupid machine!!")
    assert answer["messages"][0]["text"] == "Hello."
    assert "sorry" in answer["messages"][1]["text"].lower()
    assert answer["messages"][1]["handoff"]["handler"] == answer["state"]["handler"] == "queue"
    handoff = open_handoff(staffed.app.state.db, "upset-0001")  # type: ignore[attr-defined]
    assert handoff is not None and handoff.reason == "upset"
    assert len(says(staffed, "upset-0001", "this is ridiculous")["messages"]) == 1, "one is on the way"


def test_calm_shoppers_are_left_to_the_bot(staffed: TestClient, rasa: ScriptedRasa) -> None:
    answer = says(staffed, "calm-00001", "is the zip of this one terrible?")
    assert len(answer["messages"]) == 1 and answer["state"]["handler"] == "bot"


def test_without_anybody_to_come_nobody_is_called(client: TestClient, rasa: ScriptedRasa) -> None:
    db = client.app.state.db  # type: ignore[attr-defined]
    change_agent(db, replace(SAM, active=False))
    answer = says(client, "alone-0001", "this is ridiculous")
    assert len(answer["messages"]) == 1 and open_handoff(db, "alone-0001") is None

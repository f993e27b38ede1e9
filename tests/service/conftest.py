"""The service on the demo shop, with a Rasa that answers from a script."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.problems import Problem
from shop.settings import Settings


class ScriptedRasa:
    """Stands where RasaClient stands: answers what it is told to and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: list[dict[str, Any]] = [{"text": "Hello."}]
        self.asked: list[tuple[str, str, dict[str, Any]]] = []
        self.down = False
        self.events: dict[str, list[dict[str, Any]]] = {}

    async def say(self, conversation_id: str, text: str, metadata: dict[str, Any]) -> list[dict[str, Any]]:
        if self.down:
            raise Problem(503, "The assistant is starting", "Try again.", {"Retry-After": "3"})
        self.asked.append((conversation_id, text, metadata))
        user = {"event": "user", "text": text, "metadata": metadata}
        bot = [
            {"event": "bot", "text": one.get("text"), "data": {"custom": one.get("custom")}}
            for one in self.answers
        ]
        self.events.setdefault(conversation_id, []).extend([user, *bot])
        return self.answers

    async def tracker(self, conversation_id: str) -> dict[str, Any]:
        if self.down:
            raise Problem(503, "The assistant is starting")
        events = self.events.get(conversation_id, [])
        words = [event["event"] for event in events if event["event"] in ("pause", "resume")]
        return {"events": events, "paused": words[-1:] == ["pause"]}

    async def append(self, conversation_id: str, events: list[dict[str, Any]]) -> None:
        if self.down:
            raise Problem(503, "The assistant is starting")
        self.events.setdefault(conversation_id, []).extend(events)

    async def ready(self) -> bool:
        return not self.down

    async def close(self) -> None:
        return


@pytest.fixture(scope="module")
def settings(demo_var: Path) -> Settings:
    return Settings(var=demo_var)


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as client:
        yield client


@pytest.fixture
def rasa(client: TestClient) -> ScriptedRasa:
    scripted = ScriptedRasa()
    client.app.state.rasa = scripted  # type: ignore[attr-defined]
    client.app.state.turns._rasa = scripted  # type: ignore[attr-defined]
    client.app.state.tracker._rasa = scripted  # type: ignore[attr-defined]
    return scripted

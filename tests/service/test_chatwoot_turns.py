"""Chatwoot with the service's own turns: what people said there, Rasa is told before it is asked again."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.live.hub import Hub
from service.live.mailroom import Mailroom
from service.live.state import States
from service.live.tracker import Tracker
from service.live.turns import Turns
from service.problems import Problem
from shop.settings import Settings
from shop.storage.handoffs import request_handoff
from shop.storage.inbox import load_arrivals
from tests.service.chatwoot_shop import PERSON, Shop, play, until
from tests.service.chatwoot_stub import ACCOUNT, SECRET, TOKEN, ChatwootStub, signed
from tests.service.conftest import ScriptedRasa
from tests.service.test_chatwoot import answered


class RememberingRasa:
    """Stands where RasaClient stands; keeps the events that it was told, beside what was said to it."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.events: list[dict[str, Any]] = []
        self.down = False

    async def say(self, conversation_id: str, text: str, metadata: dict[str, Any]) -> list[dict[str, Any]]:
        if self.down:
            raise Problem(503, "The assistant is starting", "Try again.")
        self.events.append({"event": "user", "text": text, "metadata": metadata})
        if text == PERSON:
            request_handoff(self.shop.db, conversation_id, "asked", datetime.now(UTC))
            return [{"text": "I am calling a person."}, {"custom": {"handoff": {}}}]
        return [{"text": f"You said: {text}"}]

    async def tracker(self, conversation_id: str) -> dict[str, Any]:
        if self.down:
            raise Problem(503, "The assistant is starting", "Try again.")
        return {"events": self.events, "paused": False}

    async def append(self, conversation_id: str, events: list[dict[str, Any]]) -> None:
        self.events += events

    def heard(self) -> list[str]:
        return [one["text"] for one in self.events if one["event"] in ("user", "bot")]


async def with_real_turns(shop: Shop) -> RememberingRasa:
    """The shop started anew, with the service's own turns before a Rasa that remembers."""
    rasa: Any = RememberingRasa(shop)

    def turns(shop: Shop, hub: Hub, mailroom: Mailroom) -> Turns:
        tracker, states = Tracker(shop.db, rasa), States(shop.db, shop.settings, hub)
        return Turns(shop.db, rasa, hub, mailroom, tracker, states, delays=(0.01,))

    shop.live_turns = turns
    await shop.stop()
    await shop.start()
    return rasa  # type: ignore[no-any-return]


def test_the_bot_knows_what_people_said_once_it_has_the_word_again(tmp_path: Path) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        rasa = await with_real_turns(shop)
        talk = stub.begin()
        stub.shopper_says(talk, PERSON)
        await answered(shop, stub)
        assert talk.status == "open" and len(talk.notes()) == 1
        stub.agent_says(talk, "The blue one is waterproof.")
        await answered(shop, stub)
        stub.shopper_says(talk, "And the red one?")
        await answered(shop, stub)
        talk.status = "pending"
        stub.shopper_says(talk, "add it to my cart")
        await answered(shop, stub)
        assert rasa.heard() == [
            PERSON,
            "The blue one is waterproof.",
            "And the red one?",
            "add it to my cart",
        ]
        assert talk.texts()[-1] == "You said: add it to my cart"

    play(tmp_path, scene)


def test_the_bot_also_hears_a_person_who_came_unasked(tmp_path: Path) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        rasa = await with_real_turns(shop)
        talk = stub.begin(status="open")
        stub.agent_says(talk, "We close at six.")
        await answered(shop, stub)
        talk.status = "pending"
        stub.shopper_says(talk, "thanks")
        await answered(shop, stub)
        assert rasa.heard() == ["We close at six.", "thanks"]

    play(tmp_path, scene)


def test_a_rasa_that_comes_back_answers_once(tmp_path: Path) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        rasa = await with_real_turns(shop)
        rasa.down = True
        talk = stub.begin()
        stub.shopper_says(talk, "hello")
        await until(lambda: any(one.attempts for one in load_arrivals(shop.db)))
        rasa.down = False
        await answered(shop, stub)
        assert talk.texts() == ["You said: hello"]

    play(tmp_path, scene)


@pytest.fixture(scope="module")
def client(demo_var: Path) -> Iterator[TestClient]:
    """The whole service, of a shop whose Chatwoot cannot be reached just now."""
    settings = Settings(
        var=demo_var, chatwoot_url="http://127.0.0.1:9", chatwoot_token=TOKEN, chatwoot_secret=SECRET
    )
    with TestClient(create_app(settings)) as client:
        yield client


def test_the_service_takes_chatwoots_webhooks_where_the_shop_says_so(
    client: TestClient, rasa: ScriptedRasa
) -> None:
    talk = ChatwootStub().begin()
    message = {"id": 1, "content": "hello there", "message_type": "incoming"}
    event = {"account": {"id": ACCOUNT}, "conversation": {"id": talk.number, "status": "pending"}}
    body = json.dumps({"event": "message_created", **message, **event}).encode()
    done = client.post("/v1/chatwoot/webhook", content=body, headers=signed(body))
    assert done.status_code == 200, done.text
    deadline = time.monotonic() + 20
    while not rasa.asked and time.monotonic() < deadline:
        time.sleep(0.01)
    ((conversation_id, text, _),) = rasa.asked
    assert text == "hello there" and conversation_id.startswith(f"chatwoot-{ACCOUNT}-{talk.number}-")


def test_without_an_address_of_chatwoot_there_is_no_webhook(demo_var: Path) -> None:
    with TestClient(create_app(Settings(var=demo_var, chatwoot_secret=SECRET))) as client:
        assert client.post("/v1/chatwoot/webhook", content=b"{}", headers=signed(b"{}")).status_code == 404

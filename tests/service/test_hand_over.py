"""A person takes a conversation and gives it back: what the real bot says meanwhile and knows afterwards."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from service.live.tracker import Tracker
from service.rasa_client import RasaClient
from shop.agent import Agent
from shop.storage import conversations, handoffs
from shop.storage.agents import add_agent, change_agent, get_agent
from shop.storage.database import Database
from tests.conftest import System

pytestmark = pytest.mark.rasa

SAM = Agent("a-sam", "sam", "Sam")


class Conversation:
    """A shopper at the running system, and Sam, who does what the desk does."""

    def __init__(self, system: System, db: Database, http: httpx.Client) -> None:
        self.id = f"handed-{secrets.token_hex(6)}"
        self._system, self._db, self._http = system, db, http
        if get_agent(db, SAM.agent_id) is None:
            add_agent(db, SAM, "")
        change_agent(db, SAM)

    def says(self, text: str) -> list[dict[str, Any]]:
        body = {"text": text, "conversation_id": self.id, "message_id": secrets.token_hex(4)}
        answer = self._http.post(f"{self._system.base}/v1/chat", json=body).raise_for_status().json()
        messages: list[dict[str, Any]] = answer["messages"]
        return messages

    def shows(self, text: str) -> list[dict[str, Any]]:
        """The cards of the answer."""
        return [card for message in self.says(text) for card in message.get("products", ())]

    def is_taken(self, rasa_hears: bool = True) -> None:
        handoffs.request_handoff(self._db, self.id, "asked", datetime.now(UTC))
        handoffs.take(self._db, self.id, SAM.agent_id, datetime.now(UTC))
        if rasa_hears:
            self._tracker(lambda tracker: tracker.pause(self.id))

    def sam_says(self, text: str, *product_ids: str, rasa_hears: bool = True) -> None:
        cards = [{"product_id": one, "title": one} for one in product_ids]
        payload = {"products": cards} if cards else None
        if rasa_hears:
            self._until_heard()
        now = datetime.now(UTC)
        conversations.add_message(self._db, self.id, "agent", text, payload, now, author="Sam")
        if rasa_hears:
            self._tracker(lambda tracker: tracker.told_by_agent(self.id, text, product_ids))

    def is_returned(self, rasa_hears: bool = True) -> None:
        handoffs.give_back(self._db, self.id, SAM.agent_id, datetime.now(UTC))
        if rasa_hears:
            self._tracker(lambda tracker: tracker.resume(self.id))

    def events(self) -> list[dict[str, Any]]:
        """What Rasa remembers."""
        address = f"{self._system.rasa}/conversations/{self.id}/tracker?include_events=ALL"
        found: list[dict[str, Any]] = self._http.get(address).raise_for_status().json()["events"]
        return found

    def slot(self, name: str) -> Any:
        slots = {event["name"]: event["value"] for event in self.events() if event["event"] == "slot"}
        return slots.get(name)

    def words(self) -> list[str]:
        return [
            event["text"] for event in self.events() if event["event"] in ("user", "bot") and event["text"]
        ]

    def _until_heard(self) -> None:
        """The service tells Rasa what the shopper said to Sam, and nobody waits for it."""
        said = conversations.load_messages(self._db, self.id)
        last = [message.text for message in said if message.role == "shopper"][-1:]
        deadline = time.monotonic() + 10
        while not set(last) <= set(self.words()):
            assert time.monotonic() < deadline, "Rasa is not told what the shopper says to a person"
            time.sleep(0.05)

    def _tracker(self, step: Callable[[Tracker], Awaitable[None]]) -> None:
        async def told() -> None:
            rasa = RasaClient(self._system.rasa)
            try:
                await step(Tracker(self._db, rasa))
            finally:
                await rasa.close()

        with ThreadPoolExecutor(1) as thread:  # browser tests leave a running event loop in this one
            thread.submit(asyncio.run, told()).result()


@pytest.fixture
def talk(system: System, system_db: Database) -> Iterator[Conversation]:
    with httpx.Client(timeout=60) as http:
        yield Conversation(system, system_db, http)
    change_agent(system_db, replace(SAM, active=False))  # the shop that tests share has nobody who could come


def test_while_a_person_has_the_word_the_bot_is_silent_and_its_first_words_after_are_an_answer(
    talk: Conversation,
) -> None:
    assert talk.shows("waterproof jackets")
    talk.is_taken()
    assert talk.says("show me tents") == []
    talk.sam_says("One moment, please.")
    assert talk.says("thanks, I wait") == []
    talk.is_returned()
    assert talk.shows("show me tents"), "the first message after the hand-back is understood"
    assert talk.shows("something cheaper"), "and so is the one after it"


def test_the_second_one_is_the_second_of_those_that_the_person_showed(talk: Conversation) -> None:
    jackets = [card["product_id"] for card in talk.shows("waterproof jackets")]
    tents = [card["product_id"] for card in talk.shows("show me tents")]
    talk.is_taken()
    talk.sam_says("Rather these two?", jackets[0], jackets[1])
    talk.says("oh, nice ones")
    talk.is_returned()
    assert [card["product_id"] for card in talk.shows("tell me more about the second one")] == [jackets[1]]
    assert jackets[1] not in tents


def test_what_was_said_meanwhile_is_known_once_and_in_its_order(talk: Conversation) -> None:
    talk.says("hello")
    talk.is_taken()
    talk.says("do you have this in my size?")
    talk.sam_says("Which size do you wear?")
    talk.says("an M")
    talk.sam_says("We have it.")
    talk.is_returned()
    talk.says("waterproof jackets")
    words = talk.words()
    meanwhile = ["do you have this in my size?", "Which size do you wear?", "an M", "We have it."]
    assert [word for word in words if word in meanwhile] == meanwhile
    assert words.count("waterproof jackets") == 1


def test_a_question_of_the_bot_does_not_catch_the_first_words_after_the_person_left(
    talk: Conversation,
) -> None:
    talk.shows("waterproof jackets")
    talk.says("add the first one to my cart")
    assert talk.slot("pending"), "the bot asks for the size"
    talk.is_taken()
    talk.sam_says("I have put it in for you.")
    talk.is_returned()
    assert talk.slot("pending") is None
    assert talk.shows("show me tents")


def test_where_rasa_heard_nothing_of_it_the_bot_is_silent_all_the_same_and_is_told_before_it_answers(
    talk: Conversation,
) -> None:
    jackets = [card["product_id"] for card in talk.shows("waterproof jackets")]
    talk.is_taken(rasa_hears=False)
    assert talk.says("are these warm?") == []
    talk.sam_says("The last one is the warmest.", jackets[2], rasa_hears=False)
    talk.is_returned(rasa_hears=False)
    assert [card["product_id"] for card in talk.shows("tell me more about it")] == [jackets[2]]
    assert talk.words().count("The last one is the warmest.") == 1


def test_a_pause_that_nobody_lifted_does_not_silence_the_bot(talk: Conversation) -> None:
    talk.says("hello")
    talk.is_taken()
    talk.is_returned(rasa_hears=False)
    assert talk.shows("waterproof jackets")
    talk.is_taken()
    assert talk.says("show me tents") == []
    talk.is_returned(rasa_hears=False)
    assert talk.shows("show me tents")

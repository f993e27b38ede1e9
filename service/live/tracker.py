"""What Rasa is told of the time in which a person had the word, so that the bot knows it afterwards.

Storage decides who has the word; Rasa's own pause is a second lock on the same door. What was said is read from storage
and compared with what Rasa knows, by the numbers of the messages: so it is told once and in its order, and what Rasa
missed while it was down is told before it is asked the next time.
"""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from typing import Any
from weakref import WeakValueDictionary

from starlette.concurrency import run_in_threadpool

from service.problems import Problem
from service.rasa_client import RasaClient
from shop.handoff import HandoffState
from shop.storage.conversations import Message, load_messages
from shop.storage.database import Database
from shop.storage.errors import StorageError
from shop.storage.handoffs import load_handoffs

logger = logging.getLogger(__name__)

Event = dict[str, Any]
#: A rule answers what follows the bot's listening: without this the first words after a person's would be a fallback's.
LISTEN: Event = {"event": "action", "name": "action_listen"}
#: What the bot asked is no longer open once a person has answered.
FORGOTTEN = ("pending", "question")
ALL: tuple[HandoffState, ...] = ("waiting", "held", "returned", "closed")


class Tracker:
    """Rasa's memory of conversations. What a person does never waits for Rasa: where it is down, this is logged."""

    def __init__(self, db: Database, rasa: RasaClient) -> None:
        self._db = db
        self._rasa = rasa
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def pause(self, conversation_id: str) -> None:
        """A person has the word: the bot falls silent and forgets what it asked last."""
        await self._try(conversation_id, [*map(_emptied, FORGOTTEN), {"event": "pause"}])

    async def resume(self, conversation_id: str) -> None:
        """The bot has the word again, and knows what was said meanwhile."""
        try:
            await self.catch_up(conversation_id)
        except (Problem, StorageError) as problem:
            logger.warning("the bot will be told later what a person said: %s", problem)

    async def told_by_agent(
        self, conversation_id: str, text: str = "", product_ids: Sequence[str] = ()
    ) -> None:
        """A message of an agent was stored. `product_ids` are on its cards: "the second one" is theirs from now on."""
        await self._follow(conversation_id)

    async def told_by_shopper(self, conversation_id: str, text: str = "") -> None:
        """A shopper's message was stored that a person answers."""
        await self._follow(conversation_id)

    async def catch_up(self, conversation_id: str) -> None:
        """Makes Rasa ready to answer: it knows what was said, listens and is not paused. Raises Problem."""
        await self._tell_missed(conversation_id, resume=True)

    async def _follow(self, conversation_id: str) -> None:
        """Tells Rasa what it missed, and leaves it paused or not as it is."""
        try:
            await self._tell_missed(conversation_id, resume=False)
        except (Problem, StorageError) as problem:
            logger.warning("the bot will be told later what was said: %s", problem)

    async def _tell_missed(self, conversation_id: str, resume: bool) -> None:
        async with self._locks.setdefault(conversation_id, asyncio.Lock()):
            tracker = await self._rasa.tracker(conversation_id)
            events = await self._missed(conversation_id, tracker)
            if resume and tracker.get("paused"):
                events += [{"event": "resume"}, LISTEN]
            if events:
                await self._rasa.append(conversation_id, events)

    async def _missed(self, conversation_id: str, tracker: dict[str, Any]) -> list[Event]:
        known = {number for event in tracker.get("events") or () if (number := number_of(event))}
        said = await run_in_threadpool(_said_to_people, self._db, conversation_id)
        return as_events(message for message in said if message.number not in known)

    async def _try(self, conversation_id: str, events: list[Event]) -> None:
        try:
            await self._rasa.append(conversation_id, events)
        except (Problem, StorageError) as problem:
            logger.warning("the bot could not be told of a handoff: %s", problem)


def number_of(event: Event) -> int:
    """The number of the stored message that a Rasa event stands for; 0 for none."""
    return int((event.get("metadata") or {}).get("number") or 0)


def as_events(messages: Iterable[Message]) -> list[Event]:
    """Messages that a shopper and an agent exchanged, as Rasa remembers such; [] for none."""
    events: list[Event] = []
    for message in messages:
        events += _by_agent(message) if message.role == "agent" else _by_shopper(message)
    return [*events, LISTEN] if events else []


def _by_shopper(message: Message) -> list[Event]:
    """Words that nobody parses: no rule is to act on them."""
    nothing = {"text": message.text, "intent": {}, "entities": []}
    metadata = {"number": message.number, "to_agent": True}
    return [{"event": "user", "text": message.text, "parse_data": nothing, "metadata": metadata}]


def _by_agent(message: Message) -> list[Event]:
    """The agent's words, and as the products that "the second one" means those on the agent's cards."""
    metadata = {"number": message.number, "agent": True}
    words = {"event": "bot", "text": message.text or None, "data": {}, "metadata": metadata}
    ids = [card["product_id"] for card in (message.payload or {}).get("products") or ()]
    return [words, *(_shown(ids) if ids else ())]


def _shown(ids: list[str]) -> list[Event]:
    slots: dict[str, Any] = {
        "shown": ids,
        "focus": ids[0] if len(ids) == 1 else None,
        "reasons": {},
        "compared": None,
        "pending": None,
        "question": None,
    }
    return [_slot(name, value) for name, value in slots.items()]


def _slot(name: str, value: object) -> Event:
    return {"event": "slot", "name": name, "value": value}


def _emptied(name: str) -> Event:
    return _slot(name, None)


def _said_to_people(db: Database, conversation_id: str) -> list[Message]:
    """What agents said, and what shoppers said that the bot has neither answered nor still to answer, since a person
    was first asked for."""
    handoffs = load_handoffs(db, ALL, conversation_id)
    if not handoffs:
        return []
    said = load_messages(db, conversation_id)
    by_bot = {message.reply_to for message in said if message.role == "bot"}
    return [
        message
        for message in said
        if message.at >= handoffs[0].requested_at
        and message.role != "bot"
        and not message.unanswered
        and message.number not in by_bot
    ]

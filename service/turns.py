"""One turn of a conversation: store what was said, ask Rasa, store and return the answer."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from weakref import WeakValueDictionary

from starlette.concurrency import run_in_threadpool

from advisor.shopper import Shopper
from service.rasa_client import RasaClient, no_answer
from shop.storage import conversations
from shop.storage.database import Database

PAYLOAD_KEYS = ("products", "comparison", "quick_replies", "consent")


def merge(rasa_messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rasa's REST messages as ours: a sentence and the payload after it become one message."""
    merged: list[dict[str, Any]] = []
    for message in rasa_messages:
        if text := message.get("text"):
            merged.append({"text": text})
        payload = {key: value for key, value in (message.get("custom") or {}).items() if key in PAYLOAD_KEYS}
        if not payload:
            continue
        if merged and not merged[-1].keys() & payload.keys():
            merged[-1].update(payload)
        else:
            merged.append(payload)
    return merged


class Turns:
    """The conversations in progress; the turns of one conversation happen one after the other."""

    def __init__(self, db: Database, rasa: RasaClient) -> None:
        self._db = db
        self._rasa = rasa
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def take(self, shopper: Shopper, text: str, message_id: str | None) -> list[dict[str, Any]]:
        """The bot's answer to `text`. A `message_id` seen before gets the answer it got then.

        Raises Problem 502 where the bot has nothing to say: one of its actions failed.
        """
        async with self._in_order(shopper.conversation_id):
            answered = await run_in_threadpool(self._receive, shopper, text, message_id)
            if answered:
                return answered
            metadata = {
                "customer_id": shopper.customer_id,
                "personal": shopper.personal,
                "session_id": shopper.session_id,
            }
            messages = merge(await self._rasa.say(shopper.conversation_id, text, metadata))
            if not messages:
                raise no_answer()
            await run_in_threadpool(self._keep, shopper.conversation_id, messages)
            return messages

    @asynccontextmanager
    async def _in_order(self, conversation_id: str) -> AsyncIterator[None]:
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        async with lock:
            yield

    def _receive(self, shopper: Shopper, text: str, message_id: str | None) -> list[dict[str, Any]]:
        """Stores the shopper's message; returns the answer where this very message had one already."""
        now = datetime.now(UTC)
        customer_id = shopper.customer_id if shopper.known else ""
        conversations.open_conversation(self._db, shopper.conversation_id, customer_id, now, shopper.personal)
        message, _ = conversations.add_message(
            self._db, shopper.conversation_id, "shopper", text, None, now, message_id=message_id
        )
        if message_id is None:
            return []
        return answers_after(
            conversations.load_messages(self._db, shopper.conversation_id, after=message.number)
        )

    def _keep(self, conversation_id: str, messages: list[dict[str, Any]]) -> None:
        """Stores the bot's messages; not where this very turn erased the conversation with its shopper."""
        if conversations.get_conversation(self._db, conversation_id) is None:
            return
        now = datetime.now(UTC)
        for message in messages:
            payload = {key: message[key] for key in PAYLOAD_KEYS if key in message}
            shown = [card["product_id"] for card in message.get("products", ())]
            conversations.add_message(
                self._db, conversation_id, "bot", message.get("text", ""), payload or None, now, shown=shown
            )


def answers_after(messages: list[conversations.Message]) -> list[dict[str, Any]]:
    """The bot's messages up to the shopper's next one."""
    answers: list[dict[str, Any]] = []
    for message in messages:
        if message.role == "shopper":
            break
        answers.append(as_dict(message))
    return answers


def as_dict(message: conversations.Message) -> dict[str, Any]:
    """A stored message as the API shows it."""
    payload: Mapping[str, Any] = message.payload or {}
    return {**({"text": message.text} if message.text else {}), **payload}

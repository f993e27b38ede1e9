"""Every message passes here: it is stored first, then told, in one order for everybody."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from weakref import WeakValueDictionary

from starlette.concurrency import run_in_threadpool

from service.live.hub import DESK, Hub, conversation_topic
from shop.storage import conversations
from shop.storage.conversations import Message, Reply, Role
from shop.storage.database import Database


class Mailroom:
    """Stores and delivers the messages of all conversations."""

    def __init__(self, db: Database, hub: Hub) -> None:
        self._db = db
        self._hub = hub
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def post(
        self,
        conversation_id: str,
        role: Role,
        text: str,
        payload: Mapping[str, Any] | None = None,
        message_id: str | None = None,
        shown: Iterable[str] = (),
        author: str = "",
        reply_to: int | None = None,
        unanswered: bool = False,
    ) -> tuple[Message, bool]:
        """The message as it is stored, and whether it is new: one whose `message_id` is known is told to nobody again.

        The conversation must be open. Raises StorageError.
        """
        now = datetime.now(UTC)
        async with self._locks.setdefault(conversation_id, asyncio.Lock()):
            message, new = await run_in_threadpool(
                conversations.add_message,
                self._db,
                conversation_id,
                role,
                text,
                payload,
                now,
                message_id=message_id,
                shown=shown,
                author=author,
                reply_to=reply_to,
                unanswered=unanswered,
            )
            if new:
                self._tell(conversation_id, message)
        return message, new

    async def answer(self, conversation_id: str, number: int, replies: Sequence[Reply]) -> list[Message]:
        """Stores and delivers the bot's answer to the shopper's message `number`, as `conversations.answer` does: it is
        empty where a person took the conversation meanwhile. Raises StorageError."""
        now = datetime.now(UTC)
        async with self._locks.setdefault(conversation_id, asyncio.Lock()):
            messages = await run_in_threadpool(
                conversations.answer, self._db, conversation_id, number, replies, now
            )
            for message in messages:
                self._tell(conversation_id, message)
        return messages

    def _tell(self, conversation_id: str, message: Message) -> None:
        self._hub.tell(
            conversation_topic(conversation_id), {"type": "message", "message": as_stored(message)}
        )
        self._hub.tell(DESK, {"type": "activity", "conversation_id": conversation_id, **_preview(message)})


def as_stored(message: Message) -> dict[str, Any]:
    """A stored message as the API and the live connections show it."""
    values: dict[str, Any] = {"id": message.number, "role": message.role, "at": message.at.isoformat()}
    optional = {"text": message.text, "message_id": message.message_id, "author": message.author}
    return {**values, **{name: value for name, value in optional.items() if value}, **(message.payload or {})}


def _preview(message: Message) -> dict[str, Any]:
    """What the desk's lists show of it."""
    return {"last_at": message.at.isoformat(), "last_role": message.role, "last_text": message.text[:120]}

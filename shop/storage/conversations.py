"""Conversations: what was said and what was shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy
from sqlalchemy import Connection, bindparam, select, update

from shop.storage.database import Database
from shop.storage.tables import conversations, impressions, messages
from shop.storage.upsert import insert

Role = Literal["shopper", "bot", "agent"]

# Statements of every chat turn, made once: building one takes longer than running it.
_ADD_MESSAGE = sqlalchemy.insert(messages).returning(messages.c.number)
_ADD_IMPRESSION = sqlalchemy.insert(impressions)
_MESSAGE = [
    messages.c[name]
    for name in ("number", "role", "text", "payload", "timestamp", "message_id", "author", "reply_to")
]
_KNOWN = select(*_MESSAGE).where(
    messages.c.conversation_id == bindparam("conversation_id"),
    messages.c.message_id == bindparam("message_id"),
)
_CONVERSATION = select(conversations).where(conversations.c.conversation_id == bindparam("conversation_id"))


@dataclass(frozen=True, slots=True)
class Conversation:
    """`customer_id` is "" while the shopper is unknown."""

    conversation_id: str
    customer_id: str
    opened_at: datetime
    personal: bool


@dataclass(frozen=True, slots=True)
class Message:
    """`number` rises within a conversation; `payload` holds cards and the like. `author` is the name of the agent who
    wrote it, "" for others; `reply_to` the number of the message that the bot answers with it."""

    number: int
    role: Role
    text: str
    payload: Mapping[str, Any] | None
    at: datetime
    message_id: str | None = None
    author: str = ""
    reply_to: int | None = None


def open_conversation(
    db: Database, conversation_id: str, customer_id: str, at: datetime, personal: bool
) -> Conversation:
    """The conversation, made if it is new. `personal` follows the newest call; the first known
    customer stays, so compare `.customer_id` where ids may be forged."""
    found = get_conversation(db, conversation_id)
    if found and found.personal == personal and (found.customer_id or not customer_id):
        return found
    with db.begin() as connection:
        statement = insert(connection, conversations).values(
            conversation_id=conversation_id, customer_id=customer_id, opened_at=at, personal=personal
        )
        connection.execute(statement.on_conflict_do_nothing(index_elements=["conversation_id"]))
        this = conversations.c.conversation_id == conversation_id
        anonymous = conversations.c.customer_id == ""
        connection.execute(update(conversations).where(this, anonymous).values(customer_id=customer_id))
        connection.execute(update(conversations).where(this).values(personal=personal))
        opened = _find(connection, conversation_id)
    assert opened is not None, "the conversation was written in this very transaction"
    return opened


def get_conversation(db: Database, conversation_id: str) -> Conversation | None:
    """The conversation, or None where there is no such."""
    with db.read() as connection:
        return _find(connection, conversation_id)


def add_message(
    db: Database,
    conversation_id: str,
    role: Role,
    text: str,
    payload: Mapping[str, Any] | None,
    at: datetime,
    message_id: str | None = None,
    shown: Iterable[str] = (),
    author: str = "",
    reply_to: int | None = None,
    unanswered: bool = False,
) -> tuple[Message, bool]:
    """The message as it is stored, and whether it is new; notes the products that it shows, in their order.

    A `message_id` seen before stores nothing. `unanswered` says that the bot owes an answer, until `set_answered`.
    """
    row = {
        "conversation_id": conversation_id,
        "message_id": message_id,
        "role": role,
        "text": text,
        "payload": payload,
        "timestamp": at,
        "author": author,
        "reply_to": reply_to,
        "unanswered": unanswered,
    }
    with db.begin() as connection:
        known = message_id is not None and _find_message(connection, conversation_id, message_id)
        if known:
            return known, False
        number: int = connection.execute(_ADD_MESSAGE, row).scalar_one()
        _note_impressions(connection, conversation_id, shown, at)
        return Message(number, role, text, payload, at, message_id, author, reply_to), True


def load_messages(db: Database, conversation_id: str, after: int = 0) -> list[Message]:
    """The messages whose number is above `after`, in order."""
    statement = select(*_MESSAGE).order_by(messages.c.number)
    statement = statement.where(messages.c.conversation_id == conversation_id, messages.c.number > after)
    with db.read() as connection:
        return [Message(*row) for row in connection.execute(statement)]


def get_message(db: Database, conversation_id: str, message_id: str) -> Message | None:
    """The message that its sender calls so, None where there is none."""
    with db.read() as connection:
        return _find_message(connection, conversation_id, message_id)


def set_answered(db: Database, number: int) -> None:
    """Notes that nothing is left to be done about a shopper's message."""
    with db.begin() as connection:
        connection.execute(update(messages).where(messages.c.number == number).values(unanswered=False))


def load_unanswered(db: Database) -> list[tuple[str, Message]]:
    """The conversation and the message, for every shopper's message that the bot still owes an answer, oldest first."""
    statement = select(messages.c.conversation_id, *_MESSAGE).where(messages.c.unanswered)
    with db.read() as connection:
        rows = connection.execute(statement.order_by(messages.c.number))
        return [(row[0], Message(*row[1:])) for row in rows]


def _note_impressions(
    connection: Connection, conversation_id: str, product_ids: Iterable[str], at: datetime
) -> None:
    rows = [
        {
            "conversation_id": conversation_id,
            "product_id": product_id,
            "position": position,
            "source": "chat",
            "timestamp": at,
        }
        for position, product_id in enumerate(product_ids)
    ]
    if rows:
        connection.execute(_ADD_IMPRESSION, rows)


def _find_message(connection: Connection, conversation_id: str, message_id: str) -> Message | None:
    row = connection.execute(_KNOWN, {"conversation_id": conversation_id, "message_id": message_id}).first()
    return Message(*row) if row else None


def _find(connection: Connection, conversation_id: str) -> Conversation | None:
    row = connection.execute(_CONVERSATION, {"conversation_id": conversation_id}).first()
    if row is None:
        return None
    return Conversation(row.conversation_id, row.customer_id, row.opened_at, row.personal)

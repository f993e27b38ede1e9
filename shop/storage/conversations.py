"""Conversations: what was said, what was shown, and who asked for a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy
from sqlalchemy import Connection, bindparam, select, update

from shop.storage.database import Database
from shop.storage.tables import conversations, handoffs, impressions, messages
from shop.storage.upsert import insert

Role = Literal["shopper", "bot"]

# Statements of every chat turn, made once: building one takes longer than running it.
_ADD_MESSAGE = sqlalchemy.insert(messages).returning(messages.c.number)
_ADD_IMPRESSION = sqlalchemy.insert(impressions)
_NUMBER = select(messages.c.number).where(
    messages.c.conversation_id == bindparam("conversation_id"),
    messages.c.message_id == bindparam("message_id"),
)
_CONVERSATION = select(conversations).where(conversations.c.conversation_id == bindparam("conversation_id"))
_FIRST_HANDOFF = (
    select(handoffs.c.timestamp)
    .where(handoffs.c.conversation_id == bindparam("conversation_id"))
    .order_by(handoffs.c.number)
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Conversation:
    """`customer_id` is "" while the shopper is unknown; `handoff_at` is when a person was first asked for."""

    conversation_id: str
    customer_id: str
    opened_at: datetime
    personal: bool
    handoff_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """`number` rises within a conversation; `payload` holds cards and the like."""

    number: int
    role: Role
    text: str
    payload: Mapping[str, Any] | None
    at: datetime
    message_id: str | None = None


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
) -> int:
    """Stores a message and notes the products that it shows, in their order; returns its number.

    A `message_id` seen before stores nothing and returns the number it had.
    """
    with db.begin() as connection:
        if (
            message_id is not None
            and (number := _number(connection, conversation_id, message_id)) is not None
        ):
            return number
        row = {
            "conversation_id": conversation_id,
            "message_id": message_id,
            "role": role,
            "text": text,
            "payload": payload,
            "timestamp": at,
        }
        added: int = connection.execute(_ADD_MESSAGE, row).scalar_one()
        _note_impressions(connection, conversation_id, shown, at)
        return added


def load_messages(db: Database, conversation_id: str, after: int = 0) -> list[Message]:
    """The messages whose number is above `after`, in order."""
    columns = ("number", "role", "text", "payload", "timestamp", "message_id")
    statement = select(*(messages.c[name] for name in columns)).order_by(messages.c.number)
    statement = statement.where(messages.c.conversation_id == conversation_id, messages.c.number > after)
    with db.read() as connection:
        return [Message(*row) for row in connection.execute(statement)]


def request_handoff(db: Database, conversation_id: str, reason: str, at: datetime) -> None:
    """Notes that the shopper asked for a person."""
    with db.begin() as connection:
        row = {"conversation_id": conversation_id, "reason": reason, "timestamp": at}
        connection.execute(insert(connection, handoffs).values(row))


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


def _number(connection: Connection, conversation_id: str, message_id: str) -> int | None:
    this = {"conversation_id": conversation_id, "message_id": message_id}
    return connection.execute(_NUMBER, this).scalar()


def _find(connection: Connection, conversation_id: str) -> Conversation | None:
    row = connection.execute(_CONVERSATION, {"conversation_id": conversation_id}).first()
    if row is None:
        return None
    first = connection.execute(_FIRST_HANDOFF, {"conversation_id": conversation_id}).scalar()
    return Conversation(row.conversation_id, row.customer_id, row.opened_at, row.personal, first)

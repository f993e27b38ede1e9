"""Conversations: what was said and what was shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy
from sqlalchemy import Connection, bindparam, func, select, update

from shop.storage.database import Database
from shop.storage.tables import conversations, handoffs, impressions, messages
from shop.storage.upsert import insert

Role = Literal["shopper", "bot", "agent"]

# Statements of every chat turn, made once: building one takes longer than running it.
_ADD_MESSAGE = sqlalchemy.insert(messages).returning(messages.c.number)
_ADD_IMPRESSION = sqlalchemy.insert(impressions)
_MESSAGE = [
    messages.c[name]
    for name in (
        *("number", "role", "text", "payload", "timestamp"),
        *("message_id", "author", "reply_to", "unanswered"),
    )
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
    wrote it, "" for others; `reply_to` the number of the message that the bot answers with it; `unanswered` says that
    the bot owes the shopper an answer."""

    number: int
    role: Role
    text: str
    payload: Mapping[str, Any] | None
    at: datetime
    message_id: str | None = None
    author: str = ""
    reply_to: int | None = None
    unanswered: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of the bot's answer; `shown` are the products on its cards, in their order."""

    text: str
    payload: Mapping[str, Any] | None = None
    shown: tuple[str, ...] = ()


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
        return Message(number, role, text, payload, at, message_id, author, reply_to, unanswered), True


def load_messages(db: Database, conversation_id: str, after: int = 0) -> list[Message]:
    """The messages whose number is above `after`, in order."""
    statement = select(*_MESSAGE).order_by(messages.c.number)
    statement = statement.where(messages.c.conversation_id == conversation_id, messages.c.number > after)
    with db.read() as connection:
        return [Message(*row) for row in connection.execute(statement)]


def set_answered(db: Database, number: int) -> None:
    """Notes that nothing is left to be done about a shopper's message."""
    with db.begin() as connection:
        connection.execute(update(messages).where(messages.c.number == number).values(unanswered=False))


def answer(
    db: Database, conversation_id: str, number: int, replies: Sequence[Reply], at: datetime
) -> list[Message]:
    """Stores the bot's answer to the shopper's message `number`, and that nothing is owed for it any more, in one
    transaction; returns the answer as it is stored.

    A message that has its answer keeps it and gets no second one. Where a person took the conversation meanwhile the
    bot stays silent. Where the shopper was forgotten meanwhile the message is gone: the answer is kept only if the
    conversation began anew, and has a number above that of the message, so that numbers rise.
    """
    with db.begin() as connection:
        this = (messages.c.conversation_id == conversation_id, messages.c.number == number)
        owed = connection.execute(select(messages.c.unanswered).where(*this)).scalar_one_or_none()
        if owed is False:
            return _answers(connection, conversation_id, number)
        if owed:
            connection.execute(update(messages).where(*this).values(unanswered=False))
            if _held(connection, conversation_id):
                return []
        elif _find(connection, conversation_id) is None:
            return [
                Message(number + place, "bot", reply.text, reply.payload, at, reply_to=number)
                for place, reply in enumerate(replies, 1)
            ]
        above = number if owed is None else 0
        return [_reply(connection, conversation_id, number, reply, at, above) for reply in replies]


def get_answer(db: Database, conversation_id: str, number: int) -> list[Message] | None:
    """What the bot answered to a shopper's message; None while it still owes the answer."""
    this = (messages.c.conversation_id == conversation_id, messages.c.number == number)
    with db.read() as connection:
        if connection.execute(select(messages.c.unanswered).where(*this)).scalar_one_or_none():
            return None
        return _answers(connection, conversation_id, number)


def load_unanswered(db: Database) -> list[tuple[str, Message]]:
    """The conversation and the message, for every shopper's message that the bot still owes an answer, oldest first."""
    statement = select(messages.c.conversation_id, *_MESSAGE).where(messages.c.unanswered)
    with db.read() as connection:
        rows = connection.execute(statement.order_by(messages.c.number))
        return [(row[0], Message(*row[1:])) for row in rows]


def _answers(connection: Connection, conversation_id: str, number: int) -> list[Message]:
    statement = select(*_MESSAGE).order_by(messages.c.number)
    statement = statement.where(
        messages.c.conversation_id == conversation_id,
        messages.c.number > number,
        messages.c.reply_to == number,
    )
    return [Message(*row) for row in connection.execute(statement)]


def _reply(
    connection: Connection, conversation_id: str, number: int, reply: Reply, at: datetime, above: int
) -> Message:
    row = {
        "conversation_id": conversation_id,
        "message_id": None,
        "role": "bot",
        "text": reply.text,
        "payload": reply.payload,
        "timestamp": at,
        "author": "",
        "reply_to": number,
        "unanswered": False,
        **_lifted(connection, above),
    }
    stored: int = connection.execute(_ADD_MESSAGE, row).scalar_one()
    _note_impressions(connection, conversation_id, reply.shown, at)
    return Message(stored, "bot", reply.text, reply.payload, at, reply_to=number)


def _lifted(connection: Connection, above: int) -> dict[str, int]:
    """SQLite gives the number of a message that was erased last to the next one; a reader of the conversation would
    take that for one it has seen."""
    if not above or connection.dialect.name != "sqlite":
        return {}
    highest = connection.execute(select(func.max(messages.c.number))).scalar_one() or 0
    return {"number": max(highest, above) + 1}


def _held(connection: Connection, conversation_id: str) -> bool:
    held = (handoffs.c.conversation_id == conversation_id, handoffs.c.state == "held")
    return connection.execute(select(handoffs.c.number).where(*held)).first() is not None


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

"""What the desk's lists and its view of one conversation read: each for many conversations at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from shop.storage.conversations import Role
from shop.storage.database import Database
from shop.storage.tables import conversations, handoffs, impressions, messages, orders

#: The newest messages that are looked through for who spoke lately: their numbers rise with time, so that no index
#: on their moments is needed.
LOOKED_THROUGH = 5000
PREVIEW = 120


@dataclass(frozen=True, slots=True)
class LastWord:
    """The newest message of a conversation; `text` is its beginning."""

    at: datetime
    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier conversation of the same customer. `messages` is how many; `outcome` that of its last handoff."""

    conversation_id: str
    opened_at: datetime
    messages: int
    last_text: str
    outcome: str


def spoke_since(db: Database, since: datetime) -> list[str]:
    """The conversations with a message after `since`, the latest word first."""
    newest = select(messages.c.number, messages.c.conversation_id, messages.c.timestamp)
    newest = newest.order_by(messages.c.number.desc()).limit(LOOKED_THROUGH)
    with db.read() as connection:
        rows = connection.execute(newest)
        return list(dict.fromkeys(row.conversation_id for row in rows if row.timestamp > since))


def customers_of(db: Database, conversation_ids: Collection[str]) -> Mapping[str, str]:
    """The customer of each conversation that is stored, "" for a stranger."""
    table = conversations
    statement = select(table.c.conversation_id, table.c.customer_id)
    with db.read() as connection:
        rows = connection.execute(statement.where(table.c.conversation_id.in_(conversation_ids)))
        return {row.conversation_id: row.customer_id for row in rows}


def last_words(db: Database, conversation_ids: Collection[str]) -> Mapping[str, LastWord]:
    """The newest message of each conversation that has one."""
    newest = select(func.max(messages.c.number)).where(messages.c.conversation_id.in_(conversation_ids))
    newest = newest.group_by(messages.c.conversation_id)
    columns = (messages.c.conversation_id, messages.c.timestamp, messages.c.role, messages.c.text)
    with db.read() as connection:
        rows = connection.execute(select(*columns).where(messages.c.number.in_(newest)))
        return {row[0]: LastWord(row[1], row[2], row[3][:PREVIEW]) for row in rows}


def count_messages(db: Database, conversation_ids: Collection[str]) -> Mapping[str, int]:
    """How many messages each conversation has; one without is left out."""
    statement = select(messages.c.conversation_id, func.count()).group_by(messages.c.conversation_id)
    with db.read() as connection:
        rows = connection.execute(statement.where(messages.c.conversation_id.in_(conversation_ids)))
        return {row[0]: row[1] for row in rows}


def products_shown(db: Database, conversation_id: str, limit: int = 12) -> list[str]:
    """The products that were shown in the conversation, the last one first."""
    last = func.max(impressions.c.number)
    statement = select(impressions.c.product_id).group_by(impressions.c.product_id).order_by(last.desc())
    with db.read() as connection:
        mine = statement.where(impressions.c.conversation_id == conversation_id).limit(limit)
        return list(connection.execute(mine).scalars())


def count_orders(db: Database, customer_id: str) -> int:
    """How many orders the shop told of this customer; 0 for the unknown one ""."""
    if not customer_id:
        return 0
    statement = select(func.count()).where(orders.c.customer_id == customer_id)
    with db.read() as connection:
        return connection.execute(statement).scalar_one()


def earlier_conversations(
    db: Database, conversation_id: str, customer_id: str, limit: int = 10
) -> list[Earlier]:
    """The customer's other conversations in which something was said, newest first; none of a stranger."""
    if not customer_id:
        return []
    table = conversations
    mine = (table.c.customer_id == customer_id, table.c.conversation_id != conversation_id)
    said = select(messages.c.number).where(messages.c.conversation_id == table.c.conversation_id).exists()
    statement = select(table.c.conversation_id, table.c.opened_at).where(*mine, said)
    with db.read() as connection:
        found = connection.execute(statement.order_by(table.c.opened_at.desc()).limit(limit)).all()
    ids = [row.conversation_id for row in found]
    counts, last, outcomes = count_messages(db, ids), last_words(db, ids), _outcomes(db, ids)
    return [
        Earlier(key, opened_at, counts[key], last[key].text, outcomes.get(key, ""))
        for key, opened_at in found
    ]


def _outcomes(db: Database, conversation_ids: Collection[str]) -> Mapping[str, str]:
    """How the last handoff of each conversation ended: its outcome, else its state."""
    columns = (handoffs.c.conversation_id, handoffs.c.outcome, handoffs.c.state)
    statement = select(*columns).where(handoffs.c.conversation_id.in_(conversation_ids))
    with db.read() as connection:
        rows = connection.execute(statement.order_by(handoffs.c.number))
        return {row[0]: row[1] or row[2] for row in rows}

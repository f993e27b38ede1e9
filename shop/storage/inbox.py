"""What other systems sent us, kept until it was dealt with: nothing that was accepted is lost, and what comes twice is
known by its key."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import delete, select, update

from shop.storage.database import Database
from shop.storage.tables import inbox
from shop.storage.upsert import insert

ArrivalState = Literal["new", "done", "dead"]


@dataclass(frozen=True, slots=True)
class Arrival:
    """`key` begins with the conversation it belongs to and a colon; `attempts` counts what failed. The body of one that
    was dealt with is empty, that of a dead one holds only `error`."""

    number: int
    key: str
    channel: str
    body: Mapping[str, Any]
    state: ArrivalState
    attempts: int
    received_at: datetime

    @property
    def conversation_id(self) -> str:
        return self.key.partition(":")[0]


_COLUMNS = [inbox.c[field.name] for field in fields(Arrival)]


def receive(db: Database, key: str, channel: str, body: Mapping[str, Any], at: datetime) -> bool:
    """Keeps what came; False where it came before."""
    row = {"key": key, "channel": channel, "body": body, "state": "new", "attempts": 0, "received_at": at}
    with db.begin() as connection:
        statement = insert(connection, inbox).values(row)
        return connection.execute(statement.on_conflict_do_nothing(index_elements=["key"])).rowcount > 0


def load_arrivals(
    db: Database, channel: str = "", state: ArrivalState = "new", conversation_id: str = "", limit: int = 1000
) -> list[Arrival]:
    """What came and is in this state, oldest first."""
    statement = select(*_COLUMNS).where(inbox.c.state == state).order_by(inbox.c.number).limit(limit)
    if channel:
        statement = statement.where(inbox.c.channel == channel)
    if conversation_id:
        statement = statement.where(inbox.c.key.startswith(f"{conversation_id}:", autoescape=True))
    with db.read() as connection:
        return [Arrival(*row) for row in connection.execute(statement)]


def set_done(db: Database, number: int) -> None:
    """It was dealt with; what it said is dropped, its key stays so that it is known when it comes again."""
    with db.begin() as connection:
        connection.execute(update(inbox).where(inbox.c.number == number).values(state="done", body={}))


def note_attempt(db: Database, number: int) -> None:
    """Counts an attempt that failed."""
    with db.begin() as connection:
        connection.execute(
            update(inbox).where(inbox.c.number == number).values(attempts=inbox.c.attempts + 1)
        )


def set_dead(db: Database, number: int, error: str) -> None:
    """It is given up."""
    with db.begin() as connection:
        values = {"state": "dead", "body": {"error": error}}
        connection.execute(update(inbox).where(inbox.c.number == number).values(values))


def drop_old(db: Database, before: datetime) -> int:
    """Removes what was dealt with or given up and came before then; returns how many."""
    old = (inbox.c.state != "new", inbox.c.received_at < before)
    with db.begin() as connection:
        return connection.execute(delete(inbox).where(*old)).rowcount

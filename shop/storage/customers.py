"""What is kept about a person, and how it is erased."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select, update

from shop.storage.database import Database
from shop.storage.tables import order_requests, reviews
from shop.storage.traces import Person, Trace, conversations_of, traces


@dataclass(frozen=True, slots=True)
class Erased:
    """How many rows of each kind are gone, and how many stayed without their name."""

    gone: Mapping[str, int]
    unnamed: Mapping[str, int]


def remembered(db: Database, customer_id: str) -> dict[str, int]:
    """How many rows are kept about the customer, by kind; {} for the unknown customer ""."""
    return count_traces(db, Person(customer_id))


def count_traces(db: Database, person: Person) -> dict[str, int]:
    """How many rows are kept about the person, by kind, zeros as well; {} for nobody."""
    if not person.anybody:
        return {}
    with db.read() as connection:
        return _counts(connection, (trace for trace in traces(person) if trace.counted))


def find_conversations(db: Database, person: Person) -> tuple[str, ...]:
    """The ids of the person's conversations."""
    if not person.anybody:
        return ()
    with db.read() as connection:
        return tuple(connection.execute(conversations_of(person)).scalars())


def forget_customer(db: Database, customer_id: str) -> dict[str, int]:
    """Erases the customer and returns what `remembered` would have said just before; see `erase`."""
    before = remembered(db, customer_id)
    if before:
        erase(db, Person(customer_id))
    return before


def erase(db: Database, person: Person) -> Erased:
    """Erases the person, in one transaction.

    Gone are events (those of the same sessions before the customer was known as well), likes,
    carts, what they mind, consents, conversations with their messages, impressions, agents' notes, feedback, requests
    for a person and the history of these, what waits to be sent about them, and Aisle's copy of their orders (the
    shop's own books are not ours to change). Reviews stay, as the product's, and so do requests about orders that the
    shop has still to settle, both without the customer. SQLite overwrites what it deletes.
    """
    if not person.anybody:
        return Erased({}, {})
    kinds = traces(person)
    with db.begin() as connection:
        gone = _counts(connection, (trace for trace in kinds if trace.counted and not trace.stays))
        unnamed = _counts(connection, (trace for trace in kinds if trace.stays))
        for trace in kinds:
            _erase(connection, trace)
    db.checkpoint()
    return Erased(gone, unnamed)


def _erase(connection: Connection, trace: Trace) -> None:
    if trace.stays:
        connection.execute(update(trace.table).where(trace.rows).values(_NAMELESS[trace.table.name]))
    else:
        connection.execute(delete(trace.table).where(trace.rows))


#: What is left of rows that stay.
_NAMELESS: Mapping[str, Mapping[str, str]] = {
    reviews.name: {"customer_id": ""},
    order_requests.name: {"customer_id": "", "reason": ""},
}


def _counts(connection: Connection, kinds: Iterable[Trace]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for trace in kinds:
        statement = select(func.count()).select_from(trace.table).where(trace.rows)
        counts[trace.kind] = counts.get(trace.kind, 0) + connection.execute(statement).scalar_one()
    return counts

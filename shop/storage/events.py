"""What shoppers did, oldest first."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, func, or_, select, tuple_

from shop.event import Event
from shop.storage.consents import PERSONAL, denied_customers
from shop.storage.counts import Counts
from shop.storage.customers import forget_customer as forget_customer
from shop.storage.database import Database
from shop.storage.stage import Stage, Target, row_of, staging
from shop.storage.tables import events
from shop.storage.upsert import chunks, insert_many

if TYPE_CHECKING:
    import pandas

_NAMES = [field.name for field in fields(Event)]
_PAGE = 5000
_TARGET: Target[Event] = Target(events, "event_id", row_of(Event))


def stage_events(db: Database) -> AbstractContextManager[Stage[Event]]:
    """A stage for events, to be merged as a whole; merging updates events already there."""
    return staging(db, _TARGET)


def save_events(db: Database, events: Iterable[Event]) -> Counts:
    """Adds the events whose id is new; an id seen before keeps the event it had."""
    given = added = 0
    with db.begin() as connection:
        for chunk in chunks(events):
            rows = [_TARGET.to_row(event) for event in chunk]
            added += insert_many(connection, _TARGET.table, rows, _first_wins)
            given += len(rows)
    return Counts(added, 0, given - added)


def _first_wins(statement: Any) -> Any:
    return statement.on_conflict_do_nothing(index_elements=["event_id"])


def recent_events(
    db: Database, customer_id: str, session_ids: Collection[str] = (), limit: int = 200
) -> list[Event]:
    """The newest events of the customer, if one is named, and of the sessions; newest last.

    Events that were not consented to, or whose customer denied it since, are left out.
    """
    sessions = [session_id for session_id in session_ids if session_id]
    if not customer_id and not sessions:
        return []
    values = {"customer": customer_id, "sessions": sessions, "most": limit}
    with db.read() as connection:
        rows = connection.execute(_newest(bool(customer_id), bool(sessions)), values).all()
    return [Event(*row) for row in reversed(rows)]


def load_events(db: Database, names: Collection[str] = (), since: datetime | None = None) -> Iterator[Event]:
    """The consented events with these names (or any), oldest first, page by page."""
    wanted = _wanted(names)
    if since is not None:
        wanted = and_(wanted, events.c.timestamp >= since)
    place = (events.c.timestamp, events.c.number)
    statement = _selected(events.c.number).where(wanted).order_by(*place).limit(_PAGE)
    page = statement
    while True:
        with db.read() as connection:
            rows = connection.execute(page).all()
        yield from (Event(*row[:-1]) for row in rows)
        if len(rows) < _PAGE:
            return
        page = statement.where(tuple_(*place) > (rows[-1].timestamp, rows[-1].number))


def load_event_frame(db: Database, names: Collection[str] = ()) -> "pandas.DataFrame":
    """The consented events with these names (or any) for training, oldest first.

    Columns: customer_id, session_id, product_id, name (strings), timestamp (int64, seconds UTC),
    quantity (int32), price (float64, NaN where unknown).
    """
    from shop.storage.event_frame import read_frame

    return read_frame(db, _wanted(names))


def count_events(db: Database) -> int:
    """How many events there are."""
    with db.read() as connection:
        return connection.execute(select(func.count()).select_from(events)).scalar_one()


def _wanted(names: Collection[str]) -> ColumnElement[bool]:
    """Consented, by a customer who has not denied it since, and with one of the names."""
    consented = and_(events.c.consented, _not_denied())
    return and_(consented, events.c.name.in_(names)) if names else consented


def _not_denied() -> ColumnElement[bool]:
    return or_(events.c.customer_id == "", events.c.customer_id.not_in(denied_customers(PERSONAL)))


def _selected(*more: Any) -> Select[Any]:
    return select(*(events.c[name] for name in _NAMES), *more)


@cache
def _newest(of_customer: bool, of_sessions: bool) -> Select[Any]:
    """Made once: building the statement takes longer than running it, and every chat turn asks."""
    customer: ColumnElement[bool] = events.c.customer_id == bindparam("customer")
    sessions: ColumnElement[bool] = events.c.session_id.in_(bindparam("sessions", expanding=True))
    whose = [part for part, wanted in ((customer, of_customer), (sessions, of_sessions)) if wanted]
    newest = (events.c.timestamp.desc(), events.c.number.desc())
    statement = _selected().where(or_(*whose), _wanted(())).order_by(*newest)
    return statement.limit(bindparam("most", type_=Integer))

"""What goes out to other systems, kept until it has arrived; a key makes sure that each thing is written once."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from shop.storage.database import Database
from shop.storage.tables import deliveries, meta
from shop.storage.upsert import insert

#: waiting: until `due_at`. sending: on its way now. unsure: it was sent and nobody said whether it arrived.
DeliveryState = Literal["waiting", "sending", "unsure", "sent", "dead"]
RESTING: tuple[DeliveryState, ...] = ("waiting", "unsure")
FINISHED: tuple[DeliveryState, ...] = ("sent", "dead")


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to be sent: `target` is who gets it, `key` is unique over everything that was ever to be sent."""

    key: str
    channel: str
    target: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A parcel on its way. `due_at` is when it is tried next or, once it is finished, when that was; `error` says why
    the last attempt failed. The body of one that was sent holds only what the receiver answered."""

    number: int
    key: str
    channel: str
    target: str
    body: Mapping[str, Any]
    state: DeliveryState
    attempts: int
    due_at: datetime
    error: str
    created_at: datetime


_COLUMNS = [deliveries.c[field.name] for field in fields(Delivery)]
_RESTING = deliveries.c.state.in_(RESTING)
_UNFINISHED = deliveries.c.state.not_in(FINISHED)


def add_deliveries(
    db: Database, parcels: Iterable[Parcel], at: datetime, cursor: tuple[str, int] | None = None
) -> int:
    """Keeps the parcels to be sent, in their order, and moves the `cursor` of what they tell of, all or nothing;
    returns how many are new."""
    rows = [asdict(parcel) for parcel in parcels]
    fresh = {"state": "waiting", "attempts": 0, "due_at": at, "error": "", "created_at": at}
    new = 0
    with db.begin() as connection:
        for row in rows:
            statement = insert(connection, deliveries).values({**row, **fresh})
            new += connection.execute(statement.on_conflict_do_nothing(index_elements=["key"])).rowcount
        if cursor:
            _move(connection, *cursor)
    return new


def load_cursor(db: Database, name: str) -> int | None:
    """How far what is told was told, None where that was never set."""
    with db.read() as connection:
        return connection.execute(select(meta.c.value).where(meta.c.key == name)).scalar()


def set_cursor(db: Database, name: str, value: int | None) -> None:
    """Sets the cursor, or with None removes it."""
    with db.begin() as connection:
        if value is None:
            connection.execute(delete(meta).where(meta.c.key == name))
        else:
            _move(connection, name, value)


def _move(connection: Connection, name: str, value: int) -> None:
    statement = insert(connection, meta).values(key=name, value=value)
    moved = statement.on_conflict_do_update(index_elements=["key"], set_={"value": value})
    connection.execute(moved)


def due_times(db: Database, channel: str, ordered: bool) -> dict[str, datetime]:
    """When each target's next delivery is due; of an `ordered` channel only the oldest of a target can be next."""
    this = (deliveries.c.channel == channel, _UNFINISHED)
    if ordered:
        oldest = select(func.min(deliveries.c.number)).where(*this).group_by(deliveries.c.target)
        statement = select(deliveries.c.target, deliveries.c.due_at).where(
            deliveries.c.number.in_(oldest), _RESTING
        )
    else:
        statement = select(deliveries.c.target, func.min(deliveries.c.due_at)).where(*this, _RESTING)
        statement = statement.group_by(deliveries.c.target)
    with db.read() as connection:
        return {row[0]: row[1] for row in connection.execute(statement)}


def next_delivery(db: Database, channel: str, target: str, now: datetime, ordered: bool) -> Delivery | None:
    """The delivery to the target that may be sent now, taken in hand: nobody else gets it."""
    this = (deliveries.c.channel == channel, deliveries.c.target == target, _UNFINISHED)
    statement = select(*_COLUMNS).where(*this).order_by(deliveries.c.number).limit(1)
    due: tuple[ColumnElement[bool], ...] = (_RESTING, deliveries.c.due_at <= now)
    with db.begin() as connection:
        row = connection.execute(statement if ordered else statement.where(*due)).first()
        if row is None:
            return None
        mine = update(deliveries).where(deliveries.c.number == row.number, *due)
        taken = connection.execute(mine.values(state="sending", attempts=deliveries.c.attempts + 1)).rowcount
        again = select(*_COLUMNS).where(deliveries.c.number == row.number)
        return Delivery(*connection.execute(again).one()) if taken else None


def set_sent(db: Database, number: int, at: datetime, answer: Mapping[str, Any]) -> None:
    """The delivery arrived; what it said is dropped, what was answered is kept."""
    values = {"state": "sent", "due_at": at, "error": "", "body": {"answer": dict(answer)}}
    with db.begin() as connection:
        connection.execute(update(deliveries).where(deliveries.c.number == number).values(values))


def set_failed(db: Database, number: int, state: DeliveryState, due_at: datetime, error: str) -> None:
    """An attempt failed; changes nothing where the delivery was found to have arrived meanwhile."""
    this = (deliveries.c.number == number, deliveries.c.state == "sending")
    with db.begin() as connection:
        connection.execute(update(deliveries).where(*this).values(state=state, due_at=due_at, error=error))


def recover(db: Database, channel: str, due_at: datetime) -> None:
    """At the start: nobody knows whether what was on its way when the service ended has arrived."""
    this = (deliveries.c.channel == channel, deliveries.c.state == "sending")
    with db.begin() as connection:
        values = {"state": "unsure", "due_at": due_at, "error": "the service was stopped while it was sent"}
        connection.execute(update(deliveries).where(*this).values(values))


def load_deliveries(
    db: Database, state: DeliveryState | None = None, channel: str = "", target: str = "", limit: int = 200
) -> list[Delivery]:
    """The newest deliveries in one state or any, newest first."""
    statement = select(*_COLUMNS).order_by(deliveries.c.number.desc()).limit(limit)
    wanted = {"state": state, "channel": channel, "target": target}
    for name, value in wanted.items():
        if value:
            statement = statement.where(deliveries.c[name] == value)
    with db.read() as connection:
        return [Delivery(*row) for row in connection.execute(statement)]


def find_delivery(db: Database, key: str) -> Delivery | None:
    """The delivery with this key, None where there is none (any more)."""
    with db.read() as connection:
        row = connection.execute(select(*_COLUMNS).where(deliveries.c.key == key)).first()
    return Delivery(*row) if row else None


def retry_deliveries(db: Database, at: datetime, number: int | None = None) -> int:
    """Dead deliveries (or the one with this number) are tried anew, from the first attempt; returns how many."""
    statement = update(deliveries).where(deliveries.c.state == "dead")
    if number is not None:
        statement = statement.where(deliveries.c.number == number)
    with db.begin() as connection:
        return connection.execute(statement.values(state="waiting", attempts=0, due_at=at)).rowcount


def drop_finished(db: Database, before: datetime) -> int:
    """Removes what was sent or given up before then; returns how many."""
    old = (deliveries.c.state.in_(FINISHED), deliveries.c.due_at < before)
    with db.begin() as connection:
        return connection.execute(delete(deliveries).where(*old)).rowcount

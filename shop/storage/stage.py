"""A waiting room for rows: a temporary table, merged into the real one in one step.

Filling it takes no lock on the real table, so a long import does not stop the shop, and the
merge is all or nothing. Whole rows are compared to tell changed ones from unchanged ones.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Select,
    Table,
    delete,
    func,
    literal,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.schema import CreateTable, DropTable

from shop.storage.counts import Counts
from shop.storage.database import Database, writing
from shop.storage.types import Moment
from shop.storage.upsert import chunks, insert, insert_many
from shop.storage.version import bump_version

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Target(Generic[T]):
    """Where things of one kind go: the table, its public key, and how a thing becomes a row.

    `version` names the number that rises with every change of the table, "" where there is none; a table with a
    column `version` keeps there at which of these numbers each row changed last. `seen` names the
    column that keeps when a row first came, "" where there is none; a merge that knows fewer of its rows than it
    adds leaves it empty, for that is a shop being filled and tells nothing of arrivals.
    """

    table: Table
    key: str
    to_row: Callable[[T], Mapping[str, Any]]
    version: str = ""
    seen: str = ""


def row_of(kind: type[T]) -> Callable[[T], Mapping[str, Any]]:
    """A function that makes a row of one of the dataclass `kind`: its fields by name."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return lambda thing: {name: getattr(thing, name) for name in names}


@contextmanager
def staging(
    db: Database, target: Target[T], make: "Callable[[Connection, Target[T]], Stage[T]] | None" = None
) -> Iterator["Stage[T]"]:
    """An empty stage, of the class `make`; what was not merged when the block ends is forgotten."""
    with db.connection() as connection:
        stage = (make or Stage)(connection, target)
        try:
            stage.open()
            yield stage
            stage.close()
        except BaseException:
            connection.invalidate()  # the temporary table goes with its connection
            raise


def save(
    stage: AbstractContextManager["Stage[T]"], things: Iterable[T], now: datetime | None = None
) -> Counts:
    """Merges the things through the stage; all or nothing."""
    with stage as opened:
        opened.add(things)
        return opened.merge(now=now)


class Stage(Generic[T]):
    """Things waiting to be merged; of two with the same key the last wins."""

    def __init__(self, connection: Connection, target: Target[T]) -> None:
        self._connection = connection
        self._target = target
        self._real = target.table
        own = ("number", "version", target.seen)
        self._names = [column.name for column in self._real.columns if column.name not in own]
        self._table = _waiting_room(self._real, self._names, target.key)
        self._given = 0

    def open(self) -> None:
        """Makes the temporary table, empty."""
        with self._connection.begin():
            self._connection.execute(CreateTable(self._table, if_not_exists=True))
            self._connection.execute(delete(self._table))

    def close(self) -> None:
        """Drops the temporary table."""
        with self._connection.begin():
            self._connection.execute(DropTable(self._table))

    def add(self, things: Iterable[T]) -> None:
        """Puts things in, chunk by chunk. The real table is not touched."""
        for chunk in chunks(things):
            with self._connection.begin():
                insert_many(self._connection, self._table, self._rows(chunk), self._last_wins)

    def _last_wins(self, statement: Any) -> Any:
        changes = {name: statement.excluded[name] for name in (*self._names, "position")}
        return statement.on_conflict_do_update(index_elements=[self._target.key], set_=changes)

    def _rows(self, chunk: list[T]) -> list[dict[str, Any]]:
        """One row per key (PostgreSQL refuses to touch a row twice in one statement)."""
        rows: dict[str, dict[str, Any]] = {}
        for thing in chunk:
            row = {**self._target.to_row(thing), "position": self._given}
            rows[row[self._target.key]] = row
            self._given += 1
        return list(rows.values())

    def merge(self, replace_all: bool = False, now: datetime | None = None) -> Counts:
        """Moves everything into the real table in one transaction and says what that changed.

        With `replace_all`, rows that are not on the stage are retired, or deleted where the
        table knows no retiring. `now` is when new rows came, by default this moment.
        """
        with writing(self._connection):
            counts = self._count()
            if replace_all:
                counts = replace(counts, retired=self._scalar(self._gone()))
            if counts.touched:
                arrivals = counts.added <= counts.changed + counts.unchanged
                version = bump_version(self._connection, self._target.version) if self._target.version else 0
                marks = self._marks((now or datetime.now(UTC)) if arrivals else None, version)
                self._connection.execute(self._moving(marks))
                if replace_all:
                    self._connection.execute(self._removing(version))
        return counts

    def _count(self) -> Counts:
        staged = self._scalar(select(func.count()).select_from(self._table))
        both = self._table.join(self._real, self._same_key())
        known = self._scalar(select(func.count()).select_from(both))
        changed = self._scalar(
            select(func.count()).select_from(both).where(self._differs(dict(self._table.c)))
        )
        return Counts(staged - known, changed, known - changed, duplicates=self._given - staged)

    def _scalar(self, statement: Select[int]) -> int:
        return self._connection.execute(statement).scalar_one()

    def _same_key(self) -> ColumnElement[bool]:
        return self._table.c[self._target.key] == self._real.c[self._target.key]

    def _differs(self, other: Mapping[str, Any]) -> ColumnElement[bool]:
        return or_(*(self._real.c[name].is_distinct_from(other[name]) for name in self._names))

    def _marks(self, moment: datetime | None, version: int) -> dict[str, ColumnElement[Any]]:
        """What the rows that are moved get besides their own: when they were first seen, in which version."""
        seen = {self._target.seen: literal(moment, Moment)} if self._target.seen else {}
        return {**seen, "version": literal(version)} if "version" in self._real.columns else {**seen}

    def _moving(self, marks: Mapping[str, ColumnElement[Any]]) -> Any:
        """Rows that were there keep the time they were first seen."""
        columns = [*(self._table.c[name] for name in self._names), *marks.values()]
        rows = select(*columns).where(true()).order_by(self._table.c.position)
        statement = insert(self._connection, self._real).from_select([*self._names, *marks], rows)
        changes = {name: statement.excluded[name] for name in self._names}
        differs = self._differs(changes)
        changes |= {name: statement.excluded[name] for name in marks if name != self._target.seen}
        return statement.on_conflict_do_update(index_elements=[self._target.key], set_=changes, where=differs)

    def _gone(self) -> Select[int]:
        return select(func.count()).select_from(self._real).where(*self._not_staged())

    def _not_staged(self) -> list[ColumnElement[bool]]:
        absent = ~select(self._table.c.position).where(self._same_key()).exists()
        return [absent, ~self._real.c.retired] if "retired" in self._real.columns else [absent]

    def _removing(self, version: int) -> Any:
        if "retired" not in self._real.columns:
            return delete(self._real).where(*self._not_staged())
        marks = {"version": version} if "version" in self._real.columns else {}
        return update(self._real).where(*self._not_staged()).values(retired=True, **marks)


def _waiting_room(real: Table, names: list[str], key: str) -> Table:
    columns = [Column(name, real.c[name].type, primary_key=name == key) for name in names]
    position: Column[int] = Column("position", BigInteger)
    return Table(f"staged_{real.name}", MetaData(), *columns, position, prefixes=["TEMPORARY"])

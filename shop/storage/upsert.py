"""INSERT ... ON CONFLICT, which SQLite and PostgreSQL share but SQLAlchemy spells per dialect."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import JSON, Connection, Dialect, Table, Text, cast, column, func, literal, select, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeDecorator

T = TypeVar("T")
Insert = sqlite.Insert | postgresql.Insert
Row = Mapping[str, Any]

CHUNK = 1000


def insert(connection: Connection, table: Table) -> Insert:
    """An INSERT of the connection's dialect, with `.excluded` and `.on_conflict_do_...`."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def insert_many(
    connection: Connection, table: Table, rows: Sequence[Row], on_conflict: Callable[[Any], Any]
) -> int:
    """Inserts rows that all have the same columns and returns how many were written.

    PostgreSQL gets them as one JSON text: pg8000 would make three journeys per row.
    """
    if not rows:
        return 0
    statement = on_conflict(insert(connection, table))
    if connection.dialect.name == "sqlite":
        return connection.execute(statement, rows).rowcount
    names = list(rows[0])
    typed = (column(name, table.c[name].type) for name in names)
    text = cast(literal(_as_json(table, rows, connection.dialect), Text), JSON)
    given = func.json_to_recordset(text).table_valued(*typed, name="given").render_derived(with_types=True)
    statement = insert(connection, table).from_select(names, select(*given.c).where(true()))
    return connection.execute(on_conflict(statement)).rowcount


def chunks(things: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The things in lists of `size`, the last one shorter."""
    iterator = iter(things)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _as_json(table: Table, rows: Sequence[Row], dialect: Dialect) -> str:
    """The rows as a JSON list, their values as the columns store them."""
    types = {name: table.c[name].type for name in rows[0]}
    own = {name: kind for name, kind in types.items() if isinstance(kind, TypeDecorator)}
    stored = [
        {
            name: own[name].process_bind_param(value, dialect) if name in own else value
            for name, value in row.items()
        }
        for row in rows
    ]
    return json.dumps(stored, ensure_ascii=False, allow_nan=False)

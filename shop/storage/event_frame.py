"""Events as one table for training: each distinct text is held once, however many rows carry it."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import BigInteger, ColumnElement, select, type_coerce

from shop.storage.database import Database
from shop.storage.tables import events

_PAGE = 50_000
_TEXTS = ("customer_id", "session_id", "product_id", "name")


def read_frame(db: Database, wanted: ColumnElement[bool]) -> pd.DataFrame:
    """The events that are `wanted`, oldest first; see `load_event_frame`."""
    known: dict[str, str] = {}
    parts = [_part(rows, known) for rows in _pages(db, wanted)] or [_part([], known)]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    parts.clear()
    order = np.argsort(columns["timestamp"], kind="stable")
    frame = {name: _series(column[order]) for name, column in columns.items()}
    return pd.DataFrame(frame, copy=False)


def _series(column: np.ndarray[Any, Any]) -> "pd.Series[Any]":
    return pd.Series(column, dtype="str" if column.dtype == object else None, copy=False)


def _pages(db: Database, wanted: ColumnElement[bool]) -> Iterator[Sequence[Any]]:
    """Rows of (number, timestamp, quantity, price, texts...), a page at a time by number."""
    moment = type_coerce(events.c.timestamp, BigInteger)
    columns = (
        events.c.number,
        moment,
        events.c.quantity,
        events.c.price,
        *(events.c[name] for name in _TEXTS),
    )
    statement = select(*columns).where(wanted).order_by(events.c.number).limit(_PAGE)
    last = -1
    while True:
        with db.read() as connection:
            rows = connection.execute(statement.where(events.c.number > last)).all()
        if rows:
            yield rows
        if len(rows) < _PAGE:
            return
        last = rows[-1][0]


def _part(rows: Sequence[Any], known: dict[str, str]) -> dict[str, np.ndarray[Any, Any]]:
    """One page as columns; equal texts become the same object, so that they cost a pointer each."""
    part: dict[str, np.ndarray[Any, Any]] = {}
    for place, name in enumerate(_TEXTS, start=4):
        part[name] = np.array([known.setdefault(row[place], row[place]) for row in rows], dtype=object)
    part["timestamp"] = np.array([row[1] // 1_000_000 for row in rows], dtype=np.int64)
    part["quantity"] = np.array([row[2] for row in rows], dtype=np.int32)
    part["price"] = np.array([row[3] for row in rows], dtype=np.float64)
    return part

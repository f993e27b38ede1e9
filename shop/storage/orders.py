"""The shop's orders, as its own files told them."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam, case, cast, func, select

from shop.order import Order
from shop.storage.counts import Counts
from shop.storage.database import Database
from shop.storage.stage import Stage, Target, save, staging
from shop.storage.tables import orders
from shop.storage.upsert import chunks, insert_many

_NAMES = [field.name for field in fields(Order)]
_OF_CUSTOMER = (
    select(*(orders.c[name] for name in _NAMES))
    .where(orders.c.customer_id == bindparam("customer_id"))
    .order_by(orders.c.placed_at.desc(), orders.c.order_id.desc())
)
#: What one row of an order may state for all of them.
_STATED_ONCE = ("total", "expected_at", "delivered_at")


@dataclass(frozen=True, slots=True)
class OrderPart:
    """An order as one row of several tells it; the rows of an order add up to all that was ordered."""

    order: Order


def order_row(thing: Order | OrderPart) -> Mapping[str, Any]:
    """The order as a row."""
    order = thing.order if isinstance(thing, OrderPart) else thing
    return {name: getattr(order, name) for name in _NAMES}


class OrderStage(Stage[Order | OrderPart]):
    """Orders waiting to be merged: of two whole ones the last wins, parts of the same one are joined.

    Rows that name different customers under one number are never joined.
    """

    _parts = 0

    def add(self, things: Iterable[Order | OrderPart]) -> None:
        for chunk in chunks(things):
            for parts, group in groupby(chunk, lambda thing: isinstance(thing, OrderPart)):
                with self._connection.begin():
                    if parts:
                        insert_many(self._connection, self._table, self._joined_rows(list(group)), self._join)
                    else:
                        insert_many(self._connection, self._table, self._rows(list(group)), self._last_wins)

    def _joined_rows(self, parts: list[Order | OrderPart]) -> list[dict[str, Any]]:
        rows: dict[str, dict[str, Any]] = {}
        for part in parts:
            row = {**order_row(part), "position": self._given}
            rows[row["order_id"]] = _joined(rows.get(row["order_id"]), row)
            self._given += 1
        self._parts += len(parts)
        return list(rows.values())

    def _join(self, statement: Any) -> Any:
        """As `_joined`, with what earlier chunks staged."""
        old, new = self._table.c, statement.excluded
        same = old.customer_id == new.customer_id
        lines = cast(old.lines, Text) + cast(new.lines, Text)
        url = func.coalesce(func.nullif(new.tracking_url, ""), old.tracking_url)
        kept: dict[str, ColumnElement[Any]] = {"lines": lines, "tracking_url": url}
        kept |= {name: func.coalesce(new[name], old[name]) for name in _STATED_ONCE}
        joined = {name: case((same, value), else_=new[name]) for name, value in kept.items()}
        others = {name: new[name] for name in (*self._names, "position")}
        return statement.on_conflict_do_update(index_elements=["order_id"], set_={**others, **joined})

    def _count(self) -> Counts:
        counts = super()._count()
        return Counts(counts.added, counts.changed, counts.unchanged) if self._parts else counts


def _joined(old: dict[str, Any] | None, new: dict[str, Any]) -> dict[str, Any]:
    """One row of both: all lines, the newer word on everything else, what only the older states."""
    if old is None or old["customer_id"] != new["customer_id"]:
        return new
    stated = {name: old[name] if new[name] is None else new[name] for name in _STATED_ONCE}
    url = new["tracking_url"] or old["tracking_url"]
    return {**new, **stated, "lines": (*old["lines"], *new["lines"]), "tracking_url": url}


_TARGET: Target[Order | OrderPart] = Target(orders, "order_id", order_row)


def stage_orders(db: Database) -> AbstractContextManager[Stage[Order | OrderPart]]:
    """A stage for orders, to be merged as a whole."""
    return staging(db, _TARGET, OrderStage)


def save_orders(db: Database, things: Iterable[Order | OrderPart]) -> Counts:
    """Adds new orders and updates changed ones; all or nothing."""
    return save(stage_orders(db), things)


def load_orders(db: Database, customer_id: str) -> list[Order]:
    """The customer's orders, newest first; none for the unknown customer ""."""
    if not customer_id:
        return []
    with db.read() as connection:
        return [Order(*row) for row in connection.execute(_OF_CUSTOMER, {"customer_id": customer_id})]

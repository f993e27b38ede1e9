"""What customers asked about their orders, for the shop's staff to settle."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import select, update

from shop.order import OrderRequest, RequestKind, RequestState
from shop.storage.database import Database
from shop.storage.tables import order_requests
from shop.storage.upsert import insert

_COLUMNS = [order_requests.c[field.name] for field in fields(OrderRequest)]


def request_order(
    db: Database, order_id: str, customer_id: str, kind: RequestKind, reason: str, at: datetime
) -> tuple[OrderRequest, bool]:
    """The request of this kind about this order, and whether it is new; asked again it stays as it was."""
    row = {
        "order_id": order_id,
        "customer_id": customer_id,
        "kind": kind,
        "reason": reason,
        "created_at": at,
        "state": "open",
    }
    this = (order_requests.c.order_id == order_id, order_requests.c.kind == kind)
    with db.begin() as connection:
        statement = insert(connection, order_requests).values(row)
        done = connection.execute(statement.on_conflict_do_nothing(index_elements=["order_id", "kind"]))
        found = connection.execute(select(*_COLUMNS).where(*this)).one()
    return OrderRequest(*found), done.rowcount > 0


def load_requests(db: Database, order_id: str = "", state: RequestState | None = None) -> list[OrderRequest]:
    """The requests about one order (or any), in one state (or any), oldest first."""
    statement = select(*_COLUMNS).order_by(order_requests.c.number)
    if order_id:
        statement = statement.where(order_requests.c.order_id == order_id)
    if state:
        statement = statement.where(order_requests.c.state == state)
    with db.read() as connection:
        return [OrderRequest(*row) for row in connection.execute(statement)]


def settle_request(db: Database, number: int, state: RequestState) -> OrderRequest | None:
    """Closes an open request and returns it as it is then.

    One that was settled before stays as it is and is returned so; None where there is no such number.
    """
    this = order_requests.c.number == number
    still_open = order_requests.c.state == "open"
    with db.begin() as connection:
        connection.execute(update(order_requests).where(this, still_open).values(state=state))
        found = connection.execute(select(*_COLUMNS).where(this)).first()
    return None if found is None else OrderRequest(*found)

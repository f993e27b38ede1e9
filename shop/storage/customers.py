"""What is kept about a customer, and how it is erased."""

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, func, or_, select, update

from shop.storage.database import Database
from shop.storage.tables import (
    carts,
    concerns,
    consents,
    conversations,
    events,
    handoffs,
    impressions,
    messages,
    order_requests,
    orders,
    reviews,
    tastes,
)


def remembered(db: Database, customer_id: str) -> dict[str, int]:
    """How many rows are kept about the customer, by kind; {} for the unknown customer ""."""
    if not customer_id:
        return {}
    with db.read() as connection:
        counts: dict[str, int] = {}
        for name, table, rows in _traces(customer_id):
            counts[name] = counts.get(name, 0) + _count(connection, table, rows)
        return counts


def forget_customer(db: Database, customer_id: str) -> dict[str, int]:
    """Erases the customer and returns what `remembered` would have said just before.

    Gone are events (those of the same sessions before the customer was known as well), likes,
    carts, what they mind, consents, conversations with their messages, impressions and requests for a person,
    and Aisle's copy of their orders (the shop's own books are not ours to change). Reviews stay, as
    the product's, and so do requests about orders that the shop has still to settle, both without
    the customer. SQLite overwrites what it deletes.
    """
    erased = remembered(db, customer_id)
    if erased:
        with db.begin() as connection:
            connection.execute(
                update(reviews).where(reviews.c.customer_id == customer_id).values(customer_id="")
            )
            waiting = (order_requests.c.customer_id == customer_id, order_requests.c.state == "open")
            connection.execute(update(order_requests).where(*waiting).values(customer_id="", reason=""))
            for _name, table, rows in _traces(customer_id):
                if table is not reviews:
                    connection.execute(delete(table).where(rows))
        db.checkpoint()
    return erased


def _traces(customer_id: str) -> list[tuple[str, Table, ColumnElement[bool]]]:
    """Every kind of trace and its rows, in an order in which each can still be found when deleted."""
    mine = select(conversations.c.conversation_id).where(conversations.c.customer_id == customer_id)
    return [
        ("reviews", reviews, reviews.c.customer_id == customer_id),
        ("orders", orders, orders.c.customer_id == customer_id),
        ("order_requests", order_requests, order_requests.c.customer_id == customer_id),
        ("events", events, _nameless(customer_id)),
        ("events", events, events.c.customer_id == customer_id),
        ("likes", tastes, or_(tastes.c.owner == customer_id, tastes.c.owner.in_(mine))),
        ("carts", carts, or_(carts.c.owner == customer_id, carts.c.owner.in_(mine))),
        ("concerns", concerns, or_(concerns.c.owner == customer_id, concerns.c.owner.in_(mine))),
        ("consents", consents, consents.c.customer_id == customer_id),
        ("messages", messages, messages.c.conversation_id.in_(mine)),
        ("impressions", impressions, impressions.c.conversation_id.in_(mine)),
        ("handoffs", handoffs, handoffs.c.conversation_id.in_(mine)),
        ("conversations", conversations, conversations.c.customer_id == customer_id),
    ]


def _nameless(customer_id: str) -> ColumnElement[bool]:
    """Events without a customer, in sessions and conversations that this customer was in."""
    own = events.alias()
    sessions = select(own.c.session_id).where(own.c.customer_id == customer_id, own.c.session_id != "")
    chats = select(conversations.c.conversation_id).where(conversations.c.customer_id == customer_id)
    theirs = or_(events.c.session_id.in_(sessions), events.c.session_id.in_(chats))
    return and_(events.c.customer_id == "", theirs)


def _count(connection: Connection, table: Table, rows: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(table).where(rows)).scalar_one()

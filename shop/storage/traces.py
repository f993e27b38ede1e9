"""What belongs to one person: every kind of trace, the table it lies in and the rows that are theirs."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, Table, Text, and_, cast, exists, false, or_, select

from shop.storage.tables import (
    carts,
    concerns,
    consents,
    conversations,
    deliveries,
    events,
    feedback,
    handoffs,
    impressions,
    inbox,
    messages,
    notes,
    order_requests,
    orders,
    reviews,
    tastes,
)


@dataclass(frozen=True, slots=True)
class Person:
    """Whose traces are meant: a customer who proved who they are, and the conversation and the page session that the
    caller holds the ids of. "" where there is none of a kind; with nothing but "" nobody is meant."""

    customer_id: str = ""
    conversation_id: str = ""
    session_id: str = ""

    @property
    def anybody(self) -> bool:
        return bool(self.customer_id or self.conversation_id or self.session_id)


@dataclass(frozen=True, slots=True)
class Trace:
    """Rows of one table that are a person's. `counted` is False for copies on their way elsewhere, which are erased
    and are nothing that a shopper would look for; `stays` for what loses the name instead of being erased."""

    kind: str
    table: Table
    rows: ColumnElement[bool]
    counted: bool = True
    stays: bool = False


def traces(person: Person) -> list[Trace]:
    """Every kind of trace, in an order in which each can still be found when those before are gone."""
    customer_id = person.customer_id
    waiting = order_requests.c.state == "open"
    asked = _is(order_requests.c.customer_id, customer_id)
    return [
        Trace("reviews", reviews, _is(reviews.c.customer_id, customer_id), stays=True),
        Trace("orders", orders, _is(orders.c.customer_id, customer_id)),
        Trace("order_requests", order_requests, and_(asked, waiting), stays=True),
        Trace("order_requests", order_requests, and_(asked, ~waiting)),
        Trace("events", events, _nameless(person)),
        Trace("events", events, _is(events.c.customer_id, customer_id)),
        Trace("likes", tastes, _owned(tastes, person)),
        Trace("carts", carts, _owned(carts, person)),
        Trace("concerns", concerns, _owned(concerns, person)),
        Trace("consents", consents, _is(consents.c.customer_id, customer_id)),
        *(Trace(kind, table, _said_in(table, person)) for kind, table in _OF_CONVERSATIONS.items()),
        Trace("copies", deliveries, _names_one(deliveries, person), counted=False),
        Trace("copies", inbox, _names_one(inbox, person), counted=False),
        Trace("conversations", conversations, _their_conversations(person)),
    ]


_OF_CONVERSATIONS = {
    "messages": messages,
    "impressions": impressions,
    "notes": notes,
    "feedback": feedback,
    "handoffs": handoffs,
}


def conversations_of(person: Person) -> Select[str]:
    """The ids of the person's conversations."""
    return select(conversations.c.conversation_id).where(_their_conversations(person))


def _their_conversations(person: Person) -> ColumnElement[bool]:
    return or_(
        _is(conversations.c.customer_id, person.customer_id),
        _is(conversations.c.conversation_id, person.conversation_id),
    )


def _said_in(table: Table, person: Person) -> ColumnElement[bool]:
    return table.c.conversation_id.in_(conversations_of(person))


def _owned(table: Table, person: Person) -> ColumnElement[bool]:
    """Rows whose owner is the customer or one of the conversations."""
    owner = table.c.owner
    named = [_is(owner, each) for each in (person.customer_id, person.conversation_id)]
    return or_(*named, owner.in_(conversations_of(person)))


def _nameless(person: Person) -> ColumnElement[bool]:
    """Events without a customer, in sessions and conversations that this person was in.

    What another customer did in the same session stays that customer's.
    """
    own = events.alias()
    mine = _is(own.c.customer_id, person.customer_id)
    sessions = select(own.c.session_id).where(mine, own.c.session_id != "")
    session = events.c.session_id
    held = _among(session, (person.session_id, person.conversation_id))
    theirs = or_(session.in_(sessions), session.in_(conversations_of(person)), held)
    return and_(events.c.customer_id == "", theirs)


def _names_one(table: Table, person: Person) -> ColumnElement[bool]:
    """Rows whose body speaks of one of the person's conversations."""
    body = cast(table.c.body, Text)
    spoken_of = body.contains(conversations.c.conversation_id)
    return exists(select(conversations.c.conversation_id).where(_their_conversations(person), spoken_of))


def _is(column: ColumnElement[str], value: str) -> ColumnElement[bool]:
    """Whether the column has the value; never for "", which is everybody without a name."""
    return column == value if value else false()


def _among(column: ColumnElement[str], values: Collection[str]) -> ColumnElement[bool]:
    return column.in_([value for value in values if value])

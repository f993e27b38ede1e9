"""Rows of an order export: one per ordered item, or one object per order."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from shop.feeds.cells import Cells
from shop.feeds.columns import Columns, Renaming
from shop.feeds.errors import BadValue
from shop.feeds.notes import Notes
from shop.order import STATUSES, Order, OrderLine, OrderStatus
from shop.storage.orders import OrderPart

COLUMNS: Columns = {
    "order_id": ("order_number", "order_no", "order", "number", "id", "transaction_id"),
    "customer_id": ("user_id", "customer", "user", "uid", "buyer_id"),
    "placed_at": ("created_at", "ordered_at", "order_date", "timestamp", "date", "time"),
    "status": ("order_status", "state", "fulfillment_status"),
    "item_id": ("product_id", "item", "product", "sku", "asin"),
    "quantity": ("qty", "pieces"),
    "total": ("order_total", "total_price", "grand_total"),
    "currency": ("currency_code", "order_currency"),
    "tracking_url": ("tracking_link", "track_url", "tracking"),
    "expected_at": ("expected_delivery", "estimated_delivery", "eta"),
    "delivered_at": ("delivered_on", "delivery_date"),
    "items": ("line_items", "lines", "products"),
}
REQUIRED = ("order_id", "customer_id", "placed_at", "status")
#: Names inside of an object's items.
_ITEM = Renaming({"item_id": (*COLUMNS["item_id"], "id"), "quantity": COLUMNS["quantity"]}, None)

#: Other words for our statuses.
_WORDS: Mapping[OrderStatus, str] = {
    "placed": "new open pending created received ordered confirmed accepted pendingpayment awaitingpayment",
    "processing": "inprogress paid preparing picking packing packed readytoship awaitingshipment unfulfilled onhold",
    "shipped": "sent dispatched fulfilled intransit ontheway outfordelivery partiallyshipped readyforpickup",
    "delivered": "complete completed arrived pickedup",
    "cancelled": "canceled void voided failed expired declined rejected",
    "returned": "refunded sentback returnreceived",
}
_STATUSES: Mapping[str, OrderStatus] = {
    word: status for status in STATUSES for word in (status, *_WORDS[status].split())
}
_LONGEST_URL = 2000
_LETTERS = re.compile(r"[^a-z]+")
_UNSAFE = re.compile(r"[\s<>\"'\\\x00-\x1f]")


def to_orders(cells: Cells, currency: str, notes: Notes) -> Iterator[Order | OrderPart]:
    """The order of one object, or the part of it that one row tells; none where it has no customer."""
    order = _order(cells, currency)
    items = cells.values.get("items")
    if items == []:
        raise BadValue("items", "at least one item", "[]")
    if isinstance(items, list):
        found: Order | OrderPart = replace(order, lines=tuple(map(_item, items)))
    else:
        found = OrderPart(replace(order, lines=(_line(cells),)))
    if order.customer_id:
        yield found
    else:
        notes.add("Rows of orders without a customer left out, as nobody could ask for them")


def _order(cells: Cells, currency: str) -> Order:
    """The order without its items."""
    placed_at = cells.moment("placed_at")
    if placed_at is None:
        raise BadValue("placed_at", "a time", "")
    own = cells.text("currency").upper() or currency
    if len(own) != 3 or not own.isalpha():
        raise BadValue("currency", "a code of three letters such as USD", own)
    total = cells.price("total", own)
    return Order(
        order_id=cells.identity("order_id"),
        customer_id=cells.identity("customer_id", required=False),
        placed_at=placed_at,
        status=_status(cells),
        lines=(),
        total=total.amount if total else None,
        currency=total.currency if total else own,
        tracking_url=_address(cells, "tracking_url"),
        expected_at=cells.moment("expected_at"),
        delivered_at=cells.moment("delivered_at"),
    )


def _status(cells: Cells) -> OrderStatus:
    text = cells.text("status")
    status = _STATUSES.get(_LETTERS.sub("", text.lower()))
    if status is None:
        raise BadValue("status", f"one of {', '.join(STATUSES)}", text)
    return status


def _item(value: Any) -> OrderLine:
    """One of an object's items: an object of its own, or only an id."""
    given = value if isinstance(value, dict) else {"item_id": value}
    cells = Cells({ours: given[theirs] for theirs, ours in _ITEM.match(given).items()})
    try:
        return _line(cells)
    except BadValue as error:
        raise BadValue("items", f"items whose {error.column} is {error.expected}", error.value) from None


def _line(cells: Cells) -> OrderLine:
    return OrderLine(cells.identity("item_id"), cells.whole("quantity") or 1)


def _address(cells: Cells, column: str) -> str:
    """A web address, "" where there is none."""
    text = cells.text(column)
    if text and not _is_web_address(text):
        raise BadValue(column, "an address that begins with http:// or https://", text)
    return text


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    sound = len(text) <= _LONGEST_URL and not _UNSAFE.search(text)
    return sound and parts.scheme in ("http", "https") and bool(parts.hostname)

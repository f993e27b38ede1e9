"""Rows of an event export: flat ones, and GA4's in its three shapes.

GA4's shapes are the data layer's ({"event", "ecommerce": {"items"}}), the BigQuery export's
({"event_name", "event_timestamp", "event_params", "items"}) and the Measurement Protocol's
({"client_id", "events": [{"name", "params"}]}). Source: Google Analytics 4 documentation.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from shop.event import EVENT_NAMES, Event
from shop.feeds.cells import Cells
from shop.feeds.columns import Columns
from shop.feeds.digest import digest
from shop.feeds.errors import BadValue
from shop.feeds.ga4 import flatten
from shop.feeds.notes import Notes

COLUMNS: Columns = {
    "event": ("event_name", "event_type", "action", "name", "type"),
    "timestamp": ("event_timestamp", "timestamp_micros", "time", "ts", "date", "datetime", "created_at"),
    "customer_id": ("user_id", "customer", "user", "uid"),
    "session_id": ("ga_session_id", "session", "sid", "visit_id"),
    "item_id": ("product_id", "item", "product", "sku", "asin"),
    "quantity": ("qty", "pieces"),
    "price": ("unit_price", "item_price"),
    "consent": ("consented", "personalization_storage"),
    "event_id": ("id", "transaction_line_id"),
    "items": (),
    "ecommerce": (),
    "event_params": ("params",),
    "events": (),
    "client_id": ("user_pseudo_id",),
    "privacy_info": (),
}
REQUIRED = ("event", "timestamp")

#: Other words for GA4's names.
_WORDS = {
    "view": "view_item",
    "product_view": "view_item",
    "addtocart": "add_to_cart",
    "cart": "add_to_cart",
    "removefromcart": "remove_from_cart",
    "wishlist": "add_to_wishlist",
    "buy": "purchase",
    "order": "purchase",
    "transaction": "purchase",
    "view_search_results": "search",
}
_KNOWN = {**_WORDS, **{name: name for name in EVENT_NAMES}}
#: GA4's own events that are not about buying; they are left out without complaint.
_OTHER = frozenset(
    (
        *(
            "page_view",
            "screen_view",
            "session_start",
            "first_visit",
            "first_open",
            "user_engagement",
            "scroll",
        ),
        *(
            "click",
            "file_download",
            "form_start",
            "form_submit",
            "login",
            "sign_up",
            "share",
            "generate_lead",
        ),
        *("video_start", "video_progress", "video_complete", "view_promotion", "select_promotion"),
        *("add_payment_info", "add_shipping_info", "app_update", "app_remove"),
    )
)
_ABOUT_NO_PRODUCT = frozenset(("search", "view_cart", "begin_checkout", "view_item_list"))


def to_events(cells: Cells, currency: str, notes: Notes) -> Iterator[Event]:
    """The events of one row: one per item. History counts as consented unless the row denies it;
    then it is kept without the customer."""
    for flat, nested in flatten(cells.values):
        name = _name(flat, nested, notes)
        if name:
            yield from _per_item(name, flat, currency)


def _name(flat: Mapping[str, Any], nested: bool, notes: Notes) -> str:
    """GA4's name of the event; "" for one that is left out."""
    text = Cells(flat).text("event")
    word = text.lower().replace("-", "_").replace(" ", "_")
    if word in _KNOWN:
        return _KNOWN[word]
    if not text or not (nested or word in _OTHER):
        raise BadValue("event", f"one of {', '.join(EVENT_NAMES)}", text)
    notes.add(f"{text[:40]} events left out, as they are not about buying")
    return ""


def _per_item(name: str, flat: Mapping[str, Any], currency: str) -> Iterator[Event]:
    cells = Cells(flat)
    moment = cells.moment("timestamp")
    if moment is None:
        raise BadValue("timestamp", "a time", flat.get("timestamp"))
    items = flat.get("items") or None
    if items is None:
        yield _event(name, moment, cells, cells, cells.identity("event_id", required=False), 0, currency)
        return
    event_id = cells.identity("event_id", required=False)
    for place, item in enumerate(items):
        yield _event(name, moment, cells, Cells(item), event_id and f"{event_id}:{place}", place, currency)


def _event(
    name: str, moment: datetime, cells: Cells, item: Cells, event_id: str, place: int, currency: str
) -> Event:
    """One event; `place` tells the same item twice in one purchase apart where there is no id."""
    product_id = item.identity("item_id", required=name not in _ABOUT_NO_PRODUCT)
    customer_id = cells.identity("customer_id", required=False)
    session_id = cells.identity("session_id", required=False)
    quantity = item.whole("quantity") or 1
    price = item.price("price", currency)
    amount = price.amount if price else None
    content = (name, moment, product_id, customer_id, session_id, quantity, amount, place)
    consented = cells.yes_or_no("consent") is not False
    return Event(
        event_id=event_id or digest(*content),
        name=name,
        timestamp=moment,
        product_id=product_id,
        customer_id=customer_id if consented else "",
        session_id=session_id,
        quantity=quantity,
        price=amount,
        consented=consented,
    )

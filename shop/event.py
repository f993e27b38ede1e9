"""Something a shopper did, in GA4's e-commerce words."""

from dataclasses import dataclass
from datetime import datetime

#: Source: Google Analytics 4, recommended events for online sales, plus `like` and `dislike`
#: (thumbs in the chat), which GA4 has no name for.
EVENT_NAMES = (
    "view_item",
    "view_item_list",
    "select_item",
    "search",
    "add_to_cart",
    "remove_from_cart",
    "view_cart",
    "add_to_wishlist",
    "begin_checkout",
    "purchase",
    "refund",
    "like",
    "dislike",
)


@dataclass(frozen=True, slots=True)
class Event:
    """One event about at most one product; GA4's `items` become one event each.

    `timestamp` is UTC; `price` is per piece. `customer_id` is "" for a shopper who is not
    known or did not grant `personalization_storage`.
    """

    event_id: str
    name: str
    timestamp: datetime
    product_id: str = ""
    customer_id: str = ""
    session_id: str = ""
    quantity: int = 1
    price: float | None = None
    consented: bool = True

"""The orders of a customer who is known, and what may be asked about them."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from advisor.shopper import Shopper
from shop.order import Order, OrderRequest, RequestKind
from shop.product import Product
from shop.settings import Settings
from shop.storage import conversations
from shop.storage.database import Database
from shop.storage.order_requests import load_requests, request_order
from shop.storage.orders import load_orders
from shop.storage.products import find_products

#: The states in which a request of that kind may be made.
ALLOWED = {"cancel": ("placed", "processing"), "return": ("delivered",)}


@dataclass(frozen=True, slots=True)
class Ordered:
    """`quantity` pieces of one product; `product` is None where the catalogue never had it."""

    product_id: str
    quantity: int
    product: Product | None


class OrderDesk:
    """Answers about orders; a shopper who is not known has none, whatever they say they are called."""

    def __init__(self, db: Database, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._settings = settings
        self._clock = clock

    def knows(self, shopper: Shopper) -> bool:
        """Whether it is proven who is asking."""
        return bool(shopper.customer_id) and self._settings.proves_customers

    def of(self, shopper: Shopper) -> list[Order]:
        """The shopper's own orders, newest first.

        The conversation becomes the customer's, so that erasing the customer reaches what was said here.
        """
        if not self.knows(shopper):
            return []
        found = load_orders(self._db, shopper.customer_id)
        if found and shopper.conversation_id:
            conversations.open_conversation(
                self._db, shopper.conversation_id, shopper.customer_id, self._clock(), shopper.personal
            )
        return found

    def items(self, orders: Iterable[Order]) -> dict[str, list[Ordered]]:
        """What each order holds, by its number; pieces of the same product are counted together."""
        orders = list(orders)
        products = find_products(
            self._db, (line.product_id for order in orders for line in order.lines), retired=True
        )
        return {order.order_id: _ordered(order, products) for order in orders}

    def obstacle(self, order: Order, kind: RequestKind) -> str:
        """Why the order cannot be cancelled or sent back: its status or "late"; "" where it can.

        An order whose day of delivery is not known is never too late: the shop will see.
        """
        if order.status not in ALLOWED[kind]:
            return order.status
        limit = timedelta(days=self._settings.return_days)
        late = kind == "return" and order.delivered_at and self._clock() > order.delivered_at + limit
        return "late" if late else ""

    def overdue(self, order: Order) -> bool:
        """Whether an open order should have come on an earlier day."""
        return (
            order.open and order.expected_at is not None and order.expected_at.date() < self._clock().date()
        )

    def requests(self, order: Order) -> list[OrderRequest]:
        """What was asked about the order so far, oldest first."""
        return load_requests(self._db, order.order_id)

    def request(self, order: Order, kind: RequestKind, reason: str) -> tuple[OrderRequest, bool]:
        """Notes for the shop what the customer wants, and whether that is new; asked twice it is one request."""
        return request_order(self._db, order.order_id, order.customer_id, kind, reason, self._clock())


def _ordered(order: Order, products: dict[str, Product]) -> list[Ordered]:
    counts: Counter[str] = Counter()
    for line in order.lines:
        counts[line.product_id] += line.quantity
    return [Ordered(key, number, products.get(key)) for key, number in counts.items()]

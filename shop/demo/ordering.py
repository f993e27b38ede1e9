"""The orders of the demo customers: what they bought, and others in every state an order can be in."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from shop.demo.shopping import Trail
from shop.event import Event
from shop.order import Order, OrderLine, OrderStatus
from shop.product import Product

FIRST_NUMBER = 1001
TRACKING = "https://parcels.example/track/"
DELIVERY = timedelta(days=4)
#: Each demo customer's orders beside the purchases of their plan: days before the end, state, products.
OTHERS: tuple[tuple[int, OrderStatus, int], ...] = (
    (1, "placed", 2),
    (2, "processing", 1),
    (3, "shipped", 2),
    (13, "delivered", 1),
    (47, "cancelled", 1),
    (86, "returned", 1),
)


def order_all(trails: Sequence[Trail], end: datetime, seed: int) -> list[Order]:
    """Every order of the customers with a plan, oldest first, numbered in that order from NF-1001 on.

    Those in every state come beside the planned purchases and leave no events, as a visit without consent.
    """
    orders = [order for trail in trails if trail.person.plan for order in _orders(trail, end, seed)]
    orders.sort(key=lambda order: (order.placed_at, order.customer_id))
    return [_numbered(order, f"NF-{number}") for number, order in enumerate(orders, FIRST_NUMBER)]


def _orders(trail: Trail, end: datetime, seed: int) -> Iterator[Order]:
    rng = Random(f"{seed}:orders:{trail.person.customer_id}")
    yield from (_bought(event) for event in trail.events if event.name == "purchase")
    for days, status, number in OTHERS:
        moment = end - timedelta(days=days, minutes=rng.randrange(60, 600))
        wanted = _wanted(trail, number, rng)
        if wanted:
            total = sum(product.current_price or 0.0 for product in wanted)
            lines = tuple(OrderLine(product.product_id) for product in wanted)
            yield _order(trail.person.customer_id, moment.replace(second=0), status, lines, total)


def _bought(event: Event) -> Order:
    lines = (OrderLine(event.product_id, event.quantity),)
    total = (event.price or 0.0) * event.quantity
    return _order(event.customer_id, event.timestamp, "delivered", lines, total)


def _wanted(trail: Trail, number: int, rng: Random) -> list[Product]:
    """Things in stock that the customer would like, each of another kind."""
    kinds = trail.taste.kinds()
    favourites = sorted(kinds, key=lambda kind: -trail.person.categories.get(kind, 0.0))[:6]
    found: list[Product] = []
    for kind in rng.sample(favourites, len(favourites)):
        choice = [
            trail.taste.shelf.items[place].product for place in trail.taste.choose(kind, 3, rng, heat=0.4)
        ]
        found += [product for product in choice if product.in_stock][:1]
    return found[:number]


def _order(
    customer_id: str, moment: datetime, status: OrderStatus, lines: tuple[OrderLine, ...], total: float
) -> Order:
    arrived = status in ("delivered", "returned")
    return Order(
        order_id="",
        customer_id=customer_id,
        placed_at=moment,
        status=status,
        lines=lines,
        total=round(total, 2),
        expected_at=None if status == "cancelled" else moment + DELIVERY,
        delivered_at=moment + DELIVERY if arrived else None,
    )


def _numbered(order: Order, number: str) -> Order:
    sent = order.status in ("shipped", "delivered", "returned")
    return replace(order, order_id=number, tracking_url=f"{TRACKING}{number}" if sent else "")

"""An order as the shop's own books hold it, and what its customer asks about it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

OrderStatus = Literal["placed", "processing", "shipped", "delivered", "cancelled", "returned"]
RequestKind = Literal["cancel", "return"]
RequestState = Literal["open", "done", "refused"]

STATUSES: tuple[OrderStatus, ...] = get_args(OrderStatus)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """So many pieces of one product; the product may be one that is sold no longer."""

    product_id: str
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Order:
    """Moments are UTC; `total` is in `currency` (ISO 4217), None where the shop states none."""

    order_id: str
    customer_id: str
    placed_at: datetime
    status: OrderStatus
    lines: tuple[OrderLine, ...]
    total: float | None = None
    currency: str = "USD"
    tracking_url: str = ""
    expected_at: datetime | None = None
    delivered_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether the customer still waits for it."""
        return self.status in ("placed", "processing", "shipped")


@dataclass(frozen=True, slots=True)
class OrderRequest:
    """That a customer wants an order cancelled or sent back; the shop decides.

    `reason` is in the customer's own words, "" where none was given. `customer_id` is "" once
    the customer was erased.
    """

    number: int
    order_id: str
    customer_id: str
    kind: RequestKind
    reason: str
    created_at: datetime
    state: RequestState = "open"

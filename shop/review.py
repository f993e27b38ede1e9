"""A customer's review of a product."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Review:
    """`rating` is 1 to 5; `timestamp` is UTC; `verified` is None where the shop does not say."""

    review_id: str
    product_id: str
    rating: float
    text: str
    title: str = ""
    customer_id: str = ""
    timestamp: datetime | None = None
    verified: bool | None = None

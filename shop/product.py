"""A product as the shop sells it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

Availability = Literal["in_stock", "out_of_stock", "preorder", "backorder"]
Audience = Literal["male", "female", "unisex", ""]


@dataclass(frozen=True, slots=True)
class Product:
    """One sellable item of the catalogue: a row of a Google Merchant feed.

    `price` and `sale_price` are in `currency` (ISO 4217); `price` is None where the feed
    states none. `product_type` is the path from general to special, joined by " > ".
    `colors`, `sizes` and `materials` hold every value the item can be had in.
    `rating` is the mean of its reviews (1 to 5), NaN while there is none. `cost` is what the item costs the
    shop, in `currency`, for its own rules; no shopper is told it.
    The sale price holds from `sale_from` until before `sale_until` where these are stated;
    `added_at` is when the product came into the shop, None where nothing says it.
    """

    product_id: str
    title: str
    description: str = ""
    link: str = ""
    image_link: str = ""
    price: float | None = None
    sale_price: float | None = None
    currency: str = "USD"
    availability: Availability = "in_stock"
    brand: str = ""
    product_type: str = ""
    colors: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    highlights: tuple[str, ...] = ()
    gender: Audience = ""
    age_group: str = ""
    item_group_id: str = ""
    rating: float = float("nan")
    review_count: int = 0
    sale_from: datetime | None = None
    sale_until: datetime | None = None
    added_at: datetime | None = None
    cost: float | None = None

    @property
    def category(self) -> str:
        """The most special part of `product_type`, "" where the feed gives none."""
        return self.product_type.rsplit(">", 1)[-1].strip()

    @property
    def current_price(self) -> float | None:
        """What a shopper pays now: the sale price where there is one."""
        return self.price if self.sale_price is None else self.sale_price

    @property
    def margin(self) -> float | None:
        """What the shop keeps of the current price, as a share of it (at most 1, negative below cost); None
        where cost or price is not known or the price is 0."""
        price = self.current_price
        return None if self.cost is None or not price else (price - self.cost) / price

    @property
    def on_sale(self) -> bool:
        """Whether less is paid now than the price."""
        return self.price is not None and self.sale_price is not None and self.sale_price < self.price

    @property
    def in_stock(self) -> bool:
        return self.availability == "in_stock"

    @property
    def group(self) -> str:
        """What one card stands for: the variants' shared group, or the item itself."""
        return self.item_group_id or self.product_id

    def at(self, now: datetime) -> "Product":
        """The product as it is sold at this moment: no sale price outside its dates, no arrival that lies ahead."""
        early = self.sale_from is not None and now < self.sale_from
        over = self.sale_until is not None and now >= self.sale_until
        product = replace(self, sale_price=None) if early or over else self
        ahead = self.added_at is not None and now < self.added_at
        return replace(product, added_at=None) if ahead else product

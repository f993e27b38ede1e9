"""What the shop itself wants of its ranking."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from shop.product import Product

RuleAction = Literal["boost", "bury", "pin", "exclude"]
ACTIONS: tuple[RuleAction, ...] = get_args(RuleAction)


@dataclass(frozen=True, slots=True)
class Rule:
    """One business rule, about the products that meet everything it states; it states at least one thing.

    `product_id` is an item's id or that of its variant group, `category` a level of the product type or a
    path down to one; both and `brand` compare without regard to case. Margins are shares of the current
    price, `margin_min` <= margin <= `margin_max`. `strength` is how far a boost or a bury moves, in what the
    ten best of a ranking score (above 0, at most 10); `place` is where a pin puts its product, from 1. It holds from
    `starts_at` until before `ends_at` (UTC), always where these are None.
    """

    rule_id: str
    action: RuleAction
    product_id: str = ""
    brand: str = ""
    category: str = ""
    margin_min: float | None = None
    margin_max: float | None = None
    strength: float = 1.0
    place: int = 1
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    note: str = ""

    def in_force(self, now: datetime) -> bool:
        """Whether it holds at this moment (UTC)."""
        begun = self.starts_at is None or now >= self.starts_at
        return begun and (self.ends_at is None or now < self.ends_at)

    def hits(self, product: Product) -> bool:
        """Whether the product meets everything the rule states; one of unknown margin meets no margin."""
        return (
            (not self.product_id or self.product_id in (product.product_id, product.item_group_id))
            and self.hits_kind(product.brand, product.product_type)
            and self._margin_fits(product.margin)
        )

    def hits_kind(self, brand: str, product_type: str) -> bool:
        """Whether products of this brand and type meet what the rule states of these two."""
        of_brand = not self.brand or plain(self.brand) == plain(brand)
        return of_brand and (not self.category or is_under(product_type, self.category))

    def _margin_fits(self, margin: float | None) -> bool:
        if margin is None:
            return self.margin_min is None and self.margin_max is None
        above = self.margin_min is None or margin >= self.margin_min
        return above and (self.margin_max is None or margin <= self.margin_max)


def plain(text: str) -> str:
    """The words without regard to case and spaces."""
    return " ".join(text.casefold().split())


def is_under(product_type: str, category: str) -> bool:
    """Whether the levels of the category stand one after the other in the product's path."""
    levels = [plain(level) for level in product_type.split(">")]
    wanted = [plain(level) for level in category.split(">")]
    starts = range(len(levels) - len(wanted) + 1)
    return any(levels[start : start + len(wanted)] == wanted for start in starts)

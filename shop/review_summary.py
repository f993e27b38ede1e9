"""What the reviews of one product say, taken together."""

from dataclasses import dataclass, field
from datetime import datetime

from shop.complaint import Complaint


@dataclass(frozen=True, slots=True)
class Fit:
    """How many reviews say that a product runs small, true to size, or large."""

    small: int = 0
    true: int = 0
    large: int = 0

    @property
    def told(self) -> int:
        """How many reviews say anything of it."""
        return self.small + self.true + self.large


@dataclass(frozen=True, slots=True)
class Burst:
    """Near-identical reviews of one product within a short time; together they count as one."""

    first: datetime | None
    last: datetime | None
    reviews: int
    example: str = ""


@dataclass(frozen=True, slots=True)
class ReviewSummary:
    """`reviews` is how many there are, near-identical ones counted once; `complaints` are the product's own (not
    the shop's, such as late delivery), weightiest first."""

    reviews: int = 0
    complaints: tuple[Complaint, ...] = ()
    fit: Fit = field(default_factory=Fit)
    bursts: tuple[Burst, ...] = ()


NO_REVIEWS = ReviewSummary()

"""What buyers of a product complain about."""

from dataclasses import dataclass
from datetime import datetime
from math import nan


@dataclass(frozen=True, slots=True)
class Quote:
    """A buyer's own words. `rating` is that of the whole review, 1 to 5, NaN where there is none; `at` is UTC and
    None, as is `verified`, where the shop does not say."""

    text: str
    at: datetime | None = None
    rating: float = nan
    verified: bool | None = None


@dataclass(frozen=True, slots=True)
class Complaint:
    """One aspect that buyers criticise.

    `support` of the product's `reviews` voice it. `share` (0 to 1) is the estimated part of buyers who would:
    recent reviews count more, and few reviews are held to be like those of its category, of which `usual` is the
    share; it lies between `low` and `high` with 95 % probability, and with the probability `sure` above `usual`.
    `severity` is how bad it is when it happens, 0 (a nuisance) to 1 (unusable). `trend` is how much the share rose in
    the last months, NaN where too little was written; `verified` is the part of the complaining reviews known to be
    a buyer's, NaN where the shop does not say; `whom` says for whom, most often first, such as "wide feet".
    """

    aspect: str
    share: float
    support: int
    reviews: int
    quotes: tuple[Quote, ...] = ()
    low: float = 0.0
    high: float = 1.0
    usual: float = 0.0
    sure: float = 1.0
    severity: float = 0.5
    trend: float = nan
    verified: float = nan
    whom: tuple[str, ...] = ()

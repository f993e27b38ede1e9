"""One row of the complaint board."""

from dataclasses import dataclass
from datetime import datetime

from knowledge.grouping import Group
from shop.complaint import Complaint
from shop.review_summary import Burst

#: How many months a row looks back.
MONTHS = 12


@dataclass(frozen=True, slots=True)
class MonthCount:
    """`support` of the `reviews` of a month ("2026-05") voice the complaint."""

    month: str
    reviews: int
    support: int


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One aspect of one group.

    `complaint.usual` is NaN on the shop's own board, which has nothing to be held against. `rose` is the probability
    that the share rose lately, NaN where too little was written; `mover` says that this is sure enough to act on.
    `risk` is by how much more buyers than usual meet it, weighed by how sure that is and how bad it is. `months` are
    the last MONTHS, the oldest first; `bursts` the largest of `burst_count`.
    """

    group: Group
    complaint: Complaint
    rose: float
    mover: bool
    risk: float
    months: tuple[MonthCount, ...]
    bursts: tuple[Burst, ...] = ()
    burst_count: int = 0


def last_months(now: datetime) -> tuple[str, ...]:
    """The last MONTHS months, this one last, such as "2026-05"."""
    this = now.year * 12 + now.month - 1
    return tuple(f"{month // 12}-{month % 12 + 1:02}" for month in range(this - MONTHS + 1, this + 1))

"""Products side by side by how often buyers complain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shop.complaint import Complaint

#: With fewer reviews nothing is said of how a product does: what one buyer in five meets may not have come up.
LEAST_REVIEWS = 15
#: Products whose shares lie closer together are alike.
ALIKE = 0.04
#: A share for so many reviews' worth of doubt, where too few complained to be counted as a complaint.
DOUBT = 10.0


@dataclass(frozen=True, slots=True)
class Standing:
    """`support` of a product's `reviews` complain; `share` is the part of buyers who would. `worst` is the complaint
    that most share, None where several share none."""

    product_id: str
    title: str
    share: float
    support: int
    reviews: int
    worst: Complaint | None = None

    @property
    def known(self) -> bool:
        return self.reviews >= LEAST_REVIEWS


def share_of(support: int, reviews: int) -> float:
    """The share behind counts too small for a complaint."""
    return support / (reviews + DOUBT)


def best_first(standings: Iterable[Standing]) -> list[Standing]:
    """The known ones, fewest complaints first; of equals the one with more reviews."""
    return sorted(
        (one for one in standings if one.known), key=lambda one: (one.share, -one.reviews, one.title)
    )


def leaders(known: Sequence[Standing]) -> Sequence[Standing]:
    """Of the known ones, best first, those that are as good as the best."""
    return [one for one in known if one.share - known[0].share < ALIKE]

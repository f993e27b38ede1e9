"""What a shopper must be told before buying, and what it costs a product in the ranking."""

from collections.abc import Iterable, Sequence

from advisor.concerns import NO_CONCERNS, Concerns
from knowledge.summaries import LEAST_SUPPORT
from shop.complaint import Complaint
from shop.suggestion import Caution

#: A complaint of LEAST_SUPPORT reviews is worth a warning from this share of buyers; to those who mind, from a smaller.
LEAST_SHARE = 0.12
LEAST_MINDED = 0.06
#: What cannot both be true, and from what share of the one's support the other disputes it.
OPPOSITE = {"fit_small": "fit_large", "fit_large": "fit_small"}
DISPUTED = 0.5
MOST_WHOM = 2
#: The share must be at least this with the probability of 97.5 %; to those who mind, this.
LEAST_LOW = 0.05
LEAST_LOW_MINDED = 0.02


def caution(complaints: Sequence[Complaint], concerns: Concerns = NO_CONCERNS) -> Caution | None:
    """The complaint that matters most to this shopper, if enough buyers voice any."""
    told = worst((complaint for complaint in complaints if is_serious(complaint, concerns)), concerns)
    if not told:
        return None
    first = told[0]
    whom = first.whom if concerns.minds(first.aspect) else ()
    return Caution(
        first.aspect, first.support, first.reviews, whom[:MOST_WHOM], _is_disputed(first, complaints)
    )


def _is_disputed(complaint: Complaint, others: Iterable[Complaint]) -> bool:
    """Whether nearly as many say the opposite: who is told to take a size up must not get one too large."""
    opposite = OPPOSITE.get(complaint.aspect)
    return any(other.aspect == opposite and other.support >= DISPUTED * complaint.support for other in others)


def worst(complaints: Iterable[Complaint], concerns: Concerns = NO_CONCERNS) -> list[Complaint]:
    """The complaints, what the shopper minds first, then by how many buyers meet them and how bad it is."""
    return sorted(
        complaints, key=lambda c: (-concerns.weight(c.aspect), -c.share * (0.5 + c.severity), c.aspect)
    )


def is_serious(complaint: Complaint, concerns: Concerns = NO_CONCERNS) -> bool:
    """Whether enough buyers voice it to warn this shopper."""
    minds = concerns.minds(complaint.aspect)
    share, low = (LEAST_MINDED, LEAST_LOW_MINDED) if minds else (LEAST_SHARE, LEAST_LOW)
    return complaint.support >= LEAST_SUPPORT and complaint.share >= share and complaint.low >= low

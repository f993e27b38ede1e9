"""What a shopper seems to mind, going by what they sent back or disliked."""

from collections.abc import Collection, Mapping, Sequence

from advisor.concerns import GENERAL
from shop.complaint import Complaint

#: How much an aspect weighs that the shopper named as the reason.
NAMED = 2.5
#: Without a reason, so much for each unwanted product all of whose buyers complain, and never more than MOST.
PER_SHARE = 6.0
MOST = 2.0
#: A complaint that is hardly commoner than usual explains nothing.
LEAST_EXCESS = 0.05


def learned(
    unwanted: Collection[str],
    reasons: Mapping[str, Collection[str]],
    complaints: Mapping[str, Sequence[Complaint]],
) -> dict[str, float]:
    """Weights by aspect, from the products that were `unwanted`: of those with `reasons` (aspects by product id)
    these alone, of the others what their buyers complain of more than is usual."""
    weights = {aspect: NAMED for aspects in reasons.values() for aspect in aspects}
    excess: dict[str, float] = {}
    for product_id in {*unwanted} - reasons.keys():
        for complaint in complaints.get(product_id, ()):
            above = (complaint.share - complaint.usual) * complaint.sure
            if above >= LEAST_EXCESS:
                excess[complaint.aspect] = excess.get(complaint.aspect, 0.0) + above
    guessed = {aspect: min(GENERAL + PER_SHARE * above, MOST) for aspect, above in excess.items()}
    return {
        aspect: max(weights.get(aspect, 0.0), guessed.get(aspect, 0.0)) for aspect in {*weights, *guessed}
    }

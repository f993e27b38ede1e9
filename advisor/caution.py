"""What a shopper must be told before buying."""

from collections.abc import Sequence

from shop.complaint import Complaint
from shop.suggestion import Caution

#: A complaint is worth a warning from this many reviews and this (shrunk) share of them.
LEAST_SUPPORT = 3
LEAST_SHARE = 0.12
#: The shop's doing, not the product's: never held against a product.
SHOP_ASPECTS = frozenset({"delivery", "service", "packaging"})


def caution(complaints: Sequence[Complaint]) -> Caution | None:
    """The weightiest complaint that enough buyers voice, if any."""
    for complaint in complaints:
        if is_serious(complaint):
            return Caution(complaint.aspect, complaint.support, complaint.reviews)
    return None


def is_serious(complaint: Complaint) -> bool:
    enough = complaint.support >= LEAST_SUPPORT and complaint.share >= LEAST_SHARE
    return enough and complaint.aspect not in SHOP_ASPECTS


def penalty(complaints: Sequence[Complaint]) -> float:
    """0 (nobody complains) to 1: the chance that a buyer meets one of the complaints, taken as independent."""
    spared = 1.0
    for complaint in complaints:
        if complaint.aspect not in SHOP_ASPECTS:
            spared *= 1.0 - complaint.share
    return 1.0 - spared

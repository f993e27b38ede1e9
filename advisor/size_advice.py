"""Which size to take, as far as buyers' words on the fit go."""

from collections.abc import Sequence
from typing import Literal

from knowledge.other_sizes import own_size
from shop.product import Product
from shop.review_summary import ReviewSummary

#: "between" is advice for those between two sizes; "" where the reviews do not tell.
Advice = Literal["", "up", "up_between", "usual", "down", "down_between", "mixed"]
#: So many reviews must say something of the fit.
LEAST_TOLD = 3
#: From this part of those who speak of the fit, and of all reviews, a direction counts; from the larger ones fully.
SOME, SOME_OF_ALL = 0.2, 0.05
MOST, MOST_OF_ALL = 0.5, 0.12
STEPS = {"up": 1, "down": -1}
_LETTERS = ("xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl")


def advice_of(summary: ReviewSummary) -> Advice:
    """What the counts support, and no more."""
    fit = summary.fit
    if fit.told < LEAST_TOLD:
        return ""
    small, large = (_weight(count, summary) for count in (fit.small, fit.large))
    if small and large:
        return "mixed" if min(fit.small, fit.large) * 2 >= max(fit.small, fit.large) else _bolder(summary)
    if small:
        return "up" if small == 2 else "up_between"
    if large:
        return "down" if large == 2 else "down_between"
    return "usual"


def stepped_size(product: Product, size: str, advice: Advice) -> tuple[str, str]:
    """The product's own name for `size`, and the one next to it that the advice points at; "" where it has none."""
    own, sizes = own_size(product, size) if size else "", _in_order(product.sizes)
    step = STEPS.get(advice, 0)
    if not own or not step or own not in sizes:
        return own, ""
    place = sizes.index(own) + step
    return own, sizes[place] if 0 <= place < len(sizes) else ""


def _weight(count: int, summary: ReviewSummary) -> int:
    """0 where too few say so, 1 where some do, 2 where it is most of those who speak of the fit."""
    of_told, of_all = count / summary.fit.told, count / max(summary.reviews, 1)
    if count < LEAST_TOLD or of_told < SOME or of_all < SOME_OF_ALL:
        return 0
    return 2 if of_told >= MOST and of_all >= MOST_OF_ALL else 1


def _bolder(summary: ReviewSummary) -> Advice:
    return "up_between" if summary.fit.small > summary.fit.large else "down_between"


def _in_order(sizes: Sequence[str]) -> list[str]:
    """From small to large where they are numbers or letters; as the shop lists them where not."""
    try:
        return sorted(sizes, key=float)
    except ValueError:
        lettered = all(size.lower() in _LETTERS for size in sizes)
        return sorted(sizes, key=lambda size: _LETTERS.index(size.lower())) if lettered else list(sizes)

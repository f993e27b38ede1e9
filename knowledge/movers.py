"""Which shares rose lately, and how sure that is."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from knowledge.ageing import LEAST_TREND
from knowledge.shares import EDGE

Floats = npt.NDArray[np.float64]

#: A share moved where it rose with at least this probability; less may well be chance.
SURE = 0.95


class Trend(NamedTuple):
    """`rise` of the share, -1 to 1, and the probability `sure` that it rose at all; both NaN where too little was
    written lately or before."""

    rise: Floats
    sure: Floats

    @property
    def weight(self) -> Floats:
        """The rise times how much surer than a coin it is (0 to 1); 0 for what did not surely rise."""
        rose = np.nan_to_num(self.rise) * (2 * np.nan_to_num(self.sure) - 1)
        weight: Floats = np.where(np.nan_to_num(self.sure) >= SURE, np.round(rose, 4), 0.0)
        return weight


def trend(late: tuple[Floats, Floats], early: tuple[Floats, Floats], share: Floats) -> Trend:
    """The trend of complaints, (support, reviews) of the last months and of the time before.

    Both rates are drawn towards the share of the whole time, since a few months have few reviews; that the
    one is above the other is judged by the normal approximation of the two Beta posteriors.
    """
    (new, new_spread), (old, old_spread) = _rate(*late, share), _rate(*early, share)
    rise = np.round(new - old, 4)
    return Trend(rise, np.asarray(ndtr(rise / np.sqrt(new_spread + old_spread)), np.float64))


def _rate(support: Floats, reviews: Floats, share: Floats) -> tuple[Floats, Floats]:
    """The rate and its variance; NaN for fewer than LEAST_TREND reviews."""
    rate = (support + LEAST_TREND * share) / (reviews + LEAST_TREND)
    held = np.clip(rate, EDGE, 1 - EDGE)
    spread = held * (1 - held) / (reviews + LEAST_TREND + 1)
    few = reviews < LEAST_TREND
    return np.where(few, np.nan, rate), np.where(few, np.nan, spread)

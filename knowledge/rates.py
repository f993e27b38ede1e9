"""Complaint rates shrunk towards what is usual, so that two reviews condemn no product."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = Sequence[float] | npt.NDArray[np.float64]

#: How many reviews' worth the prior weighs: at least, at most, and where the data cannot tell. Most products have no
#: flaw and a few have a bad one, which no Beta distribution is like: a stronger prior would hide the few.
WEAKEST, STRONGEST, USUAL = 4.0, 30.0, 20.0


@dataclass(frozen=True, slots=True)
class Prior:
    """A Beta distribution: `mean` is the usual rate, `strength` how many reviews it weighs."""

    mean: float
    strength: float


def fit_prior(supports: Numbers, reviews: Numbers) -> Prior:
    """The beta-binomial prior of products with `supports[i]` complaints in `reviews[i]` reviews, by moments.

    With p_i = k_i / n_i, m = sum k / sum n, N = sum n, K products:
    S = sum n_i (p_i - m)^2 and the correlation of reviews within a product is
    r = (S - (K - 1) m (1 - m)) / (m (1 - m) (N - sum n_i^2 / N - (K - 1)));
    the strength is (1 - r) / r, held between WEAKEST and STRONGEST.
    Source: Kleinman (1973), Proportions with extraneous variance, JASA 68.
    """
    k, n = np.asarray(supports, dtype=np.float64), np.asarray(reviews, dtype=np.float64)
    k, n = k[n > 0], n[n > 0]
    if not len(n):
        return Prior(0.0, USUAL)
    mean, total = float(k.sum() / n.sum()), float(n.sum())
    room = mean * (1 - mean) * (total - float((n**2).sum()) / total - (len(n) - 1))
    if room <= 0:
        return Prior(mean, USUAL)
    spread = float((n * (k / n - mean) ** 2).sum())
    within = (spread - (len(n) - 1) * mean * (1 - mean)) / room
    strength = STRONGEST if within <= 0 else (1 - within) / within
    return Prior(mean, min(max(strength, WEAKEST), STRONGEST))

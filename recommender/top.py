"""Top: the highest of many scores without sorting them all."""

import numpy as np

from recommender.arrays import Floats, Ints


def threshold(scores: Floats, k: int) -> float:
    """A value that at least `k` of the finite scores reach and few exceed (about `k` in practice).

    The `k`-th highest of the maxima of blocks: two cheap passes. -inf when there are not so many scores.
    """
    blocks = min(len(scores), 32 * k)
    if k <= 0 or blocks < k:
        return -np.inf
    starts = np.linspace(0, len(scores), blocks, endpoint=False).astype(np.int64)
    maxima = np.maximum.reduceat(scores, starts)
    return float(np.partition(maxima, blocks - k)[blocks - k])


def top_mean(scores: Floats, k: int) -> float:
    """The mean of the `k` highest of at least `k` finite scores."""
    limit = threshold(scores, k)
    above = np.sort(scores[scores > limit])[::-1][:k]
    return float((above.sum() + limit * (k - len(above))) / k) if len(above) < k else float(above.mean())


def best_first(scores: Floats, k: int) -> Ints:
    """The positions of the `k` highest scores, best first, ties by position; NaN and -inf are never among them."""
    usable = np.where(np.isnan(scores), -np.inf, scores)
    limit = threshold(usable, k)
    top = np.flatnonzero((usable >= limit) & (usable > -np.inf))
    order = np.argsort(-usable[top], kind="stable")[: max(k, 0)]
    return np.asarray(top[order], np.int32)

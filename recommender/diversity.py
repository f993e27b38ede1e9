"""Diversity: a list that is not ten times the same."""

import numpy as np

from recommender.arrays import Floats, Ints


def mmr(candidates: Ints, relevance: Floats, vectors: Floats, k: int, balance: float = 0.7) -> Ints:
    """Picks `k` of the candidates (item indices): relevant, and unlike those already picked.

    Maximal marginal relevance, Carbonell and Goldstein (1998); `balance` 1 is relevance alone,
    0 novelty alone.
    `relevance` (len(candidates),) is stretched to 0..1 first; `vectors` (n_items, d) are unit rows
    (zero or NaN rows resemble nothing).
    """
    if not len(candidates):
        return candidates
    span = float(np.ptp(relevance))
    worth = balance * (relevance - relevance.min()) / span if span else np.full(len(candidates), balance)
    own = np.nan_to_num(vectors[candidates])
    left = np.ones(len(candidates), bool)
    nearest = np.zeros(len(candidates), np.float32)
    picked: list[int] = []
    while len(picked) < min(k, len(candidates)):
        value = np.where(left, worth - (1 - balance) * nearest, -np.inf)
        best = int(np.argmax(value))
        picked.append(best)
        left[best] = False
        nearest = np.maximum(nearest, own @ own[best])
    return candidates[picked]

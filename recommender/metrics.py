"""Metrics: how good a ranked list is, for one shopper and for the whole shop."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.arrays import Floats


def hit_rate(ranked: Sequence[int], targets: Collection[int], k: int = 10) -> float:
    """1 when any target is among the first `k`, else 0."""
    return float(any(item in targets for item in ranked[:k]))


def recall(ranked: Sequence[int], targets: Collection[int], k: int = 10) -> float:
    """Share of the targets among the first `k`, 0 to 1; 0 without targets."""
    return sum(item in targets for item in ranked[:k]) / len(targets) if targets else 0.0


def precision(ranked: Sequence[int], targets: Collection[int], k: int = 10) -> float:
    """Share of the first `k` places that hold a target, 0 to 1; empty places count as misses."""
    return sum(item in targets for item in ranked[:k]) / k


def reciprocal_rank(ranked: Sequence[int], targets: Collection[int], k: int = 10) -> float:
    """1 / the place of the first target among the first `k`, 0 when there is none."""
    return next((1 / place for place, item in enumerate(ranked[:k], 1) if item in targets), 0.0)


def ndcg(ranked: Sequence[int], targets: Collection[int], k: int = 10) -> float:
    """Discounted gain at `k` over that of the best order, 0 to 1.

    Järvelin and Kekäläinen (2002), with binary gains.
    """
    gain = sum(1 / np.log2(place + 1) for place, item in enumerate(ranked[:k], 1) if item in targets)
    best = sum(1 / np.log2(place + 1) for place in range(1, min(len(targets), k) + 1))
    return float(gain / best) if best else 0.0


def coverage(lists: Sequence[Sequence[int]], item_count: int) -> float:
    """Share of the catalogue that appears in any list, 0 to 1."""
    return len({item for ranked in lists for item in ranked}) / item_count if item_count else 0.0


def gini(lists: Sequence[Sequence[int]], item_count: int) -> float:
    """How unevenly the lists' places fall on the catalogue: 0 all alike, towards 1 one item has all."""
    shown = [item for ranked in lists for item in ranked]
    if not shown:
        return 0.0
    counts = np.sort(np.bincount(shown, minlength=item_count))
    places = np.arange(1, item_count + 1)
    return float(((2 * places - item_count - 1) * counts).sum() / (item_count * counts.sum()))


def novelty(lists: Sequence[Sequence[int]], counts: NDArray[np.floating]) -> float:
    """Mean surprise in bits of what is shown: -log2 of the item's share of all events, one added to each."""
    chances = (counts + 1) / (counts.sum() + len(counts))
    shown = np.array([item for ranked in lists for item in ranked], np.int64)
    return float(-np.log2(chances[shown]).mean()) if len(shown) else 0.0


def intra_list_diversity(ranked: Sequence[int], vectors: Floats) -> float:
    """1 - the mean cosine similarity of all pairs in the list; 0 below two items.

    `vectors` is (n_items, d) with unit rows.
    """
    if len(ranked) < 2:
        return 0.0
    chosen = vectors[np.asarray(ranked, np.int64)]
    similarity = chosen @ chosen.T
    pairs = len(ranked) * (len(ranked) - 1)
    return float(1 - (similarity.sum() - np.trace(similarity)) / pairs)

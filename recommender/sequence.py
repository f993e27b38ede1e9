"""Sequence: what is chosen next after something."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from recommender.arrays import Arrays, Floats
from recommender.history import History
from recommender.interactions import Interactions
from recommender.rows import SparseRows, strongest


@dataclass(frozen=True, slots=True)
class SequenceConfig:
    """Transitions over 1 to `gaps` steps count 1/gap^`gap_power`; `backward` is what the opposite
    direction counts (the back-off where a direction was never seen); a row of n transitions is divided
    by n + `shrink`; `popularity_power` takes out the target's frequency; `decay` per step back."""

    gaps: int = 10
    gap_power: float = 0.5
    backward: float = 0.2
    shrink: float = 20.0
    popularity_power: float = 0.0
    decay: float = 0.55
    keep: int = 200
    recent: int = 30


@dataclass(frozen=True, slots=True)
class Sequence:
    """A skip-gram Markov chain over items, with shrinkage."""

    following: SparseRows
    config: SequenceConfig

    @classmethod
    def fit(cls, interactions: Interactions, config: SequenceConfig = SequenceConfig()) -> "Sequence":
        counts = _transitions(interactions.episodes(), config)
        if config.backward:
            counts = (counts + config.backward * counts.T).tocsr()
        totals = np.asarray(counts.sum(axis=1)).ravel()
        popular = np.asarray(counts.sum(axis=0)).ravel()
        chances = diags(1 / (totals + config.shrink)) @ counts
        if config.popularity_power:
            chances = chances @ diags((popular + config.shrink) ** -config.popularity_power)
        return cls(SparseRows.of(strongest(chances, config.keep)), config)

    def score(self, history: History) -> Floats:
        """(n_items,) chance-like score of being chosen next; NaN for an empty history."""
        merged = history.merged().recent(self.config.recent)
        if not len(merged):
            return np.full(self.following.width, np.nan, np.float32)
        return self.following.weighted_sum(merged.items, merged.recency(self.config.decay))

    def pull(self, history: History, item: int) -> Floats:
        """(len(history),) how much each entry of a merged history speaks for `item`."""
        return self.following.column_of(history.items, item) * history.recency(self.config.decay)

    def arrays(self) -> Arrays:
        return self.following.arrays()

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], config: SequenceConfig) -> "Sequence":
        return cls(SparseRows.from_arrays(arrays), config)


def _transitions(episodes: Interactions, config: SequenceConfig) -> Any:
    """(n_items, n_items) CSR of weighted counts: row item was followed by column item."""
    shape = (episodes.item_count, episodes.item_count)
    total = csr_matrix(shape, dtype=np.float32)
    strength = np.sqrt(np.maximum(episodes.weights, 0))
    strength = strength / max(float(strength.mean()) if len(strength) else 1.0, 1e-9)
    for gap in range(1, config.gaps + 1):
        same = episodes.users[gap:] == episodes.users[:-gap]
        before, after = episodes.items[:-gap][same], episodes.items[gap:][same]
        weights = strength[gap:][same] / gap**config.gap_power
        total = total + csr_matrix((weights.astype(np.float32), (before, after)), shape=shape)
    total.setdiag(0)
    total.eliminate_zeros()
    return total.tocsr()

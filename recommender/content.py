"""Content: what resembles the shopper's recent things, events or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.arrays import Arrays, Floats
from recommender.history import History


@dataclass(frozen=True, slots=True)
class ContentConfig:
    """`decay` per step back in the history; vectors longer than `dimensions` are rotated and cut (PCA)."""

    decay: float = 0.7
    recent: int = 20
    dimensions: int = 384


@dataclass(frozen=True, slots=True)
class Content:
    """Cosine similarity to the shopper's things. `vectors` is (n_items, d), unit rows; `known` (n_items,)."""

    vectors: Floats
    config: ContentConfig

    @classmethod
    def fit(cls, vectors: Floats, config: ContentConfig = ContentConfig()) -> "Content":
        """`vectors` is (n_items, d); a row with NaN is an item without a vector."""
        clean = np.array(vectors, np.float32)
        clean[np.isnan(clean).any(axis=1)] = 0
        if clean.shape[1] > config.dimensions:
            _, axes = np.linalg.eigh(clean.T @ clean)
            clean = clean @ axes[:, -config.dimensions :]
        norms = np.linalg.norm(clean, axis=1, keepdims=True)
        return cls(clean / np.maximum(norms, 1e-9), config)

    def score(self, history: History) -> Floats:
        """(n_items,) mean similarity to the recent things, -1 to 1, an item's likeness to itself left out.

        NaN where an item has no vector, and everywhere when no thing of the history has one.
        """
        merged = history.merged().recent(self.config.recent)
        weights = merged.recency(self.config.decay) * self.vectors[merged.items].any(axis=1)
        total = float(weights.sum())
        if not total:
            return np.full(len(self.vectors), np.nan, np.float32)
        scores = self.vectors @ ((weights / total) @ self.vectors[merged.items])
        scores[merged.items] -= weights / total
        scores[~self.vectors.any(axis=1)] = np.nan
        return np.asarray(scores, np.float32)

    def pull(self, history: History, item: int) -> Floats:
        """(len(history),) how much each entry of a merged history speaks for `item`."""
        return np.asarray(self.vectors[history.items] @ self.vectors[item], np.float32)

    def arrays(self) -> Arrays:
        return {"vectors": self.vectors}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], config: ContentConfig) -> "Content":
        return cls(arrays["vectors"], config)

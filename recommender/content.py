"""Content: what resembles the shopper's recent things, events or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.arrays import Arrays, Floats, Mask, unknown
from recommender.history import History


@dataclass(frozen=True, slots=True)
class ContentConfig:
    """`decay` per step back in the history, of which the `recent` latest things count; a similarity s counts
    exp(`sharpness` * (s - 1)), so that a close match outweighs many faint ones; vectors longer than
    `dimensions` are rotated and cut (PCA)."""

    decay: float = 0.6
    recent: int = 5
    sharpness: float = 8.0
    dimensions: int = 96


@dataclass(frozen=True, slots=True)
class Content:
    """Likeness to the shopper's things by a kernel on the cosine.

    `vectors` (n_items, d) has unit rows, zero where not `known` (n_items,); columns lie together in memory,
    which makes the product with a few vectors fast.
    """

    vectors: Floats
    known: Mask
    config: ContentConfig

    @classmethod
    def fit(cls, vectors: Floats, config: ContentConfig = ContentConfig()) -> "Content":
        """`vectors` is (n_items, d); a row with NaN, or of zeros, is an item without a vector.

        What all items have in common is taken out first: it says nothing about likeness (Mu and Viswanath 2018,
        "All-but-the-top").
        """
        clean = np.array(vectors, np.float32)
        known = ~np.isnan(clean).any(axis=1) & clean.any(axis=1)
        clean[known] -= clean[known].mean(axis=0) if known.any() else 0
        clean[~known] = 0
        if clean.shape[1] > config.dimensions:
            _, axes = np.linalg.eigh(clean.T @ clean)
            clean = clean @ axes[:, -config.dimensions :]
        norms = np.linalg.norm(clean, axis=1, keepdims=True)
        unit = np.asfortranarray(clean / np.maximum(norms, 1e-9), np.float32)
        return cls(unit, known & (norms[:, 0] > 0), config)

    def score(self, history: History) -> Floats:
        """(n_items,) likeness to the recent things, 0 to 1 for each; an item's likeness to itself is left out.

        NaN where an item has no vector, and everywhere when no recent thing has one.
        """
        merged = history.merged().recent(self.config.recent)
        weights = merged.recency(self.config.decay)[self.known[merged.items]]
        items = merged.items[self.known[merged.items]]
        if not len(items):
            return unknown(len(self.vectors))
        likeness = self._likeness(np.ascontiguousarray(self.vectors[items]) @ self.vectors.T)
        likeness[np.arange(len(items)), items] = 0
        scores = weights @ likeness
        scores[~self.known] = np.nan
        return np.asarray(scores, np.float32)

    def pull(self, history: History, item: int) -> Floats:
        """(len(history),) how much each entry of a merged history speaks for `item`."""
        likeness = self._likeness(self.vectors[history.items] @ self.vectors[item])
        return np.asarray(likeness * history.recency(self.config.decay), np.float32)

    def _likeness(self, cosine: Floats) -> Floats:
        likeness = np.asarray(cosine - np.float32(1), np.float32)
        likeness *= np.float32(self.config.sharpness)
        return np.asarray(np.exp(likeness, out=likeness), np.float32)

    def arrays(self) -> Arrays:
        return {"vectors": self.vectors, "known": self.known}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], config: ContentConfig) -> "Content":
        return cls(np.asfortranarray(arrays["vectors"]), arrays["known"], config)

"""Factors: tastes and items in one small space."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.arrays import Arrays, Floats, Mask
from recommender.history import History
from recommender.interactions import Interactions


@dataclass(frozen=True, slots=True)
class FactorsConfig:
    """`rank` dimensions; a thing of liking v has confidence 1 + `confidence` * v; `penalty` is the ridge."""

    rank: int = 64
    confidence: float = 30.0
    penalty: float = 0.05
    rounds: int = 12
    decay: float = 0.8
    recent: int = 200
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Factors:
    """Implicit alternating least squares; Hu, Koren and Volinsky (2008). `items` is (n_items, rank)."""

    items: Floats
    gram: Floats
    known: Mask
    config: FactorsConfig

    @classmethod
    def fit(cls, interactions: Interactions, config: FactorsConfig = FactorsConfig()) -> "Factors":
        liking = interactions.matrix()
        items = (
            _alternate(liking, config) if liking.nnz else np.zeros((liking.shape[1], config.rank), np.float32)
        )
        return cls(items, items.T @ items, np.asarray(items.any(axis=1)), config)

    def fold_in(self, history: History) -> Floats:
        """(rank,) the taste that fits a history: one k x k system, no training."""
        merged = history.merged().recent(self.config.recent)
        chosen = self.items[merged.items]
        trust = self.config.confidence * merged.recency(self.config.decay)
        left = self.gram + (chosen * trust[:, None]).T @ chosen
        left += self.config.penalty * np.eye(len(left), dtype=np.float32)
        return np.asarray(np.linalg.solve(left, chosen.T @ (1 + trust)), np.float32)

    def score(self, history: History) -> Floats:
        """(n_items,) predicted liking; NaN for an empty history and for items without events."""
        if not len(history.merged()):
            return np.full(len(self.items), np.nan, np.float32)
        scores = self.items @ self.fold_in(history)
        scores[~self.known] = np.nan
        return scores

    def arrays(self) -> Arrays:
        return {"items": self.items}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], config: FactorsConfig) -> "Factors":
        items = arrays["items"]
        return cls(items, items.T @ items, np.asarray(items.any(axis=1)), config)


def _alternate(liking: Any, config: FactorsConfig) -> Floats:
    """(n_items, rank) item factors; zero rows for items without events."""
    from implicit.als import AlternatingLeastSquares
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    with threadpool_limits(1, "blas"):
        model = AlternatingLeastSquares(
            config.rank, regularization=config.penalty, iterations=config.rounds, random_state=config.seed
        )
        model.fit((liking * config.confidence).tocsr(), show_progress=False)
    items = np.asarray(model.item_factors, np.float32)
    items[np.bincount(liking.indices, minlength=len(items)) == 0] = 0
    return items

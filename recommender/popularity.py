"""Popularity: what sells now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.arrays import Arrays, Floats
from recommender.history import History
from recommender.interactions import Interactions

DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class PopularityConfig:
    """An event counts half after `half_life_days`."""

    half_life_days: float = 60.0


@dataclass(frozen=True, slots=True)
class Popularity:
    """Decayed, weighted event counts on a log scale; 0 for what nobody touched."""

    values: Floats

    @classmethod
    def fit(
        cls, interactions: Interactions, now: int, config: PopularityConfig = PopularityConfig()
    ) -> "Popularity":
        """`now` is seconds UTC; events after it count as fresh."""
        return cls(np.log1p(decayed_counts(interactions, now, config.half_life_days)))

    def score(self, history: History) -> Floats:
        """(n_items,) the same for every shopper."""
        return self.values

    def arrays(self) -> Arrays:
        return {"values": self.values}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "Popularity":
        return cls(arrays["values"])


def decayed_counts(interactions: Interactions, now: int, half_life_days: float) -> Floats:
    """(n_items,) sum of event weights, each halved for every half-life of age, at least 0."""
    ages = np.maximum(now - interactions.times, 0) / (half_life_days * DAY_S)
    weights = interactions.weights * np.exp2(-ages)
    counts = np.bincount(interactions.items, weights, interactions.item_count)
    return np.maximum(counts, 0).astype(np.float32)

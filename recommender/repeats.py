"""Repeats: what a shopper takes again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.arrays import Arrays, Floats
from recommender.history import History
from recommender.interactions import Interactions


@dataclass(frozen=True, slots=True)
class RepeatsConfig:
    """An item's rate of being taken again is drawn to the catalogue's as if by `shrink` more shoppers;
    `decay` per step back in the history."""

    shrink: float = 20.0
    decay: float = 0.5


@dataclass(frozen=True, slots=True)
class Repeats:
    """`rates` (n_items,): the share of an item's shoppers who came back to it, shrunk."""

    rates: Floats
    config: RepeatsConfig

    @classmethod
    def fit(cls, interactions: Interactions, config: RepeatsConfig = RepeatsConfig()) -> "Repeats":
        """A comeback is a second episode on the item; see `Interactions.episodes`."""
        episodes = interactions.episodes()
        pairs = episodes.users.astype(np.int64) * interactions.item_count + episodes.items
        distinct, times = np.unique(pairs, return_counts=True)
        items = distinct % max(interactions.item_count, 1)
        takers = np.bincount(items, minlength=interactions.item_count)
        again = np.bincount(items, times > 1, interactions.item_count)
        overall = again.sum() / max(takers.sum(), 1)
        rates = (again + config.shrink * overall) / (takers + config.shrink)
        return cls(rates.astype(np.float32), config)

    def score(self, history: History) -> Floats:
        """(n_items,) the chance-like score of being taken again; 0 for what the shopper never took."""
        scores = np.zeros(len(self.rates), np.float32)
        merged = history.merged()
        scores[merged.items] = self.rates[merged.items] * merged.recency(self.config.decay)
        return scores

    def arrays(self) -> Arrays:
        return {"rates": self.rates}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], config: RepeatsConfig) -> "Repeats":
        return cls(arrays["rates"], config)

"""Era: what was being chosen at the time of the shopper's latest things."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.arrays import Arrays, Floats, unknown
from recommender.history import History
from recommender.interactions import Interactions
from recommender.popularity import DAY_S


@dataclass(frozen=True, slots=True)
class EraConfig:
    """An item whose time lies `width_days` from the shopper's counts 1/e; `decay` per step back among the
    `recent` latest things; a shopper who was last seen `fade_days` ago is told by this score 1/e as loudly,
    as the things of their time may be gone."""

    width_days: float = 365.0
    decay: float = 0.5
    recent: int = 5
    fade_days: float = 365.0


@dataclass(frozen=True, slots=True)
class Era:
    """Assortments move on, and shoppers choose among what is there: closeness in time says what may be chosen.

    `centres` (n_items,) is the mean time of an item's events in days since the first event; NaN without events.
    After the item ages of Koren (2009), "Collaborative filtering with temporal dynamics".
    """

    centres: Floats
    config: EraConfig

    @classmethod
    def fit(cls, interactions: Interactions, config: EraConfig = EraConfig()) -> "Era":
        if not len(interactions):
            return cls(unknown(interactions.item_count), config)
        days = (interactions.times - interactions.times.min()) / DAY_S
        counts = np.bincount(interactions.items, minlength=interactions.item_count)
        totals = np.bincount(interactions.items, days, interactions.item_count)
        centres = np.where(counts > 0, totals / np.maximum(counts, 1), np.nan)
        return cls(centres.astype(np.float32), config)

    def score(self, history: History) -> Floats:
        """(n_items,) closeness in time to the recent things, 0 to 1; NaN for items without events, and
        everywhere when no recent thing has any."""
        merged = history.merged().recent(self.config.recent)
        own = self.centres[merged.items]
        known = np.isfinite(own)
        if not known.any():
            return unknown(len(self.centres))
        centre = np.average(own[known], weights=merged.recency(self.config.decay)[known])
        fade = np.exp(-merged.ages_s[-1] / (DAY_S * self.config.fade_days))
        distance = np.abs(self.centres - np.float32(centre)) / np.float32(self.config.width_days)
        return np.asarray(np.exp(-distance) * np.float32(fade), np.float32)

    def arrays(self) -> Arrays:
        return {"centres": self.centres}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], config: EraConfig) -> "Era":
        return cls(arrays["centres"], config)

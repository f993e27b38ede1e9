"""Blend: named scores to one, with each part kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import numpy as np

from recommender.arrays import Floats

HistoryClass = Literal["none", "short", "long"]
HISTORY_CLASSES: tuple[HistoryClass, ...] = ("none", "short", "long")
LONG = 5

#: What a release starts from before it has learned better on its own events.
START: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "none": MappingProxyType({"popularity": 1.0, "segment": 1.0}),
        "short": MappingProxyType(
            {
                "sequence": 1.0,
                "neighbours": 0.5,
                "ease": 0.5,
                "content": 0.5,
                "popularity": 0.1,
                "segment": 0.1,
            }
        ),
        "long": MappingProxyType(
            {
                "sequence": 1.0,
                "neighbours": 0.5,
                "ease": 0.7,
                "factors": 0.2,
                "content": 0.4,
                "popularity": 0.1,
                "segment": 0.1,
            }
        ),
    }
)


def history_class(length: int) -> HistoryClass:
    """none, short (1 to 4 distinct things) or long."""
    if not length:
        return "none"
    return "short" if length < LONG else "long"


def standardised(scores: Floats) -> Floats:
    """The scores with mean 0 and deviation 1 over the items that have one; the rest are neutral, 0."""
    known = np.isfinite(scores)
    if not known.any():
        return np.zeros_like(scores)
    if known.all():
        values, centre, spread = scores, scores.mean(), scores.std()
    else:
        values, centre, spread = scores, scores[known].mean(), scores[known].std()
    if not spread > 1e-12:
        return np.zeros_like(scores)
    return np.asarray(np.where(known, (values - centre) / spread, 0), np.float32)


@dataclass(frozen=True, slots=True)
class Mixed:
    """`total` (n_items,) is the sum of the weighted `named` scores, each (n_items,)."""

    total: Floats
    named: Mapping[str, Floats]

    def parts(self, item: int) -> dict[str, float]:
        """What each named score adds to the item's total."""
        return {name: float(scores[item]) for name, scores in self.named.items()}


@dataclass(frozen=True, slots=True)
class Blend:
    """Weights per history class and score name; a name without a weight counts 0."""

    weights: Mapping[str, Mapping[str, float]] = field(default_factory=lambda: START)

    def mix(
        self, scores: Mapping[str, Floats], length: int, extra: Mapping[str, float] | None = None
    ) -> Mixed:
        """The weighted sum of the standardised scores for a history of `length` distinct things.

        `extra` gives weights of scores the recommender does not know, such as a search's.
        """
        weights = {**self.weights.get(history_class(length), {}), **(extra or {})}
        named = {
            name: standardised(scores[name]) * np.float32(w)
            for name, w in weights.items()
            if w and name in scores
        }
        count = len(next(iter(scores.values()))) if scores else 0
        total = np.zeros(count, np.float32)
        for part in named.values():
            total += part
        return Mixed(total, named)

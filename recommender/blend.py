"""Blend: named scores to one, with each part kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import numpy as np

from recommender.arrays import Floats
from recommender.top import top_mean

HistoryClass = Literal["none", "one", "short", "long"]
HISTORY_CLASSES: tuple[HistoryClass, ...] = ("none", "one", "short", "long")
LONG = 5
TOP = 10
EPSILON = 1e-9
#: Scores that are chances of the very next choice, alike for all shoppers; this chance lies at 1.
CHANCES = ("repeats",)
CERTAIN = 0.1

_SHORT = MappingProxyType(
    {"sequence": 1.0, "neighbours": 0.5, "ease": 0.5, "content": 0.5, "popularity": 0.1, "segment": 0.1}
)
_LONG = MappingProxyType({**_SHORT, "ease": 0.7, "factors": 0.2, "content": 0.4})
#: What a release starts from before it has learned better on its own events.
START: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "none": MappingProxyType({"popularity": 1.0, "segment": 1.0}),
        "one": _SHORT,
        "short": _SHORT,
        "long": _LONG,
    }
)


def history_class(length: int) -> HistoryClass:
    """none, one, short (2 to 4 distinct things) or long."""
    if length < 2:
        return "one" if length else "none"
    return "short" if length < LONG else "long"


def spread(scores: Floats) -> tuple[float, float]:
    """The mean of the scores that are known, and how far their ten best (of few: the better half) lie above it."""
    finite = np.isfinite(scores)
    known = scores if finite.all() else scores[finite]
    if not len(known):
        return 0.0, 0.0
    centre = float(known.mean())
    top = min(TOP, (len(known) + 1) // 2)
    return centre, max(top_mean(known, top) - centre, 0.0)


def comparable(scores: Floats, usual: float = 0.0) -> Floats:
    """The scores on a scale on which the best ten items of any named score lie near 1; unknown is 0, neutral.

    `usual` is the spread this score has for most shoppers. With it the scale is the geometric mean of both,
    so that a score with much evidence for this shopper speaks louder than one with little.
    """
    centre, own = spread(scores)
    scale = np.sqrt(own * usual) if usual > 0 else own
    if not scale > EPSILON:
        return np.zeros_like(scores)
    return np.asarray(
        np.nan_to_num((scores - np.float32(centre)) / np.float32(scale), copy=False), np.float32
    )


def on_scale(name: str, scores: Floats, usual: float = 0.0) -> Floats:
    """A named score as the blend weighs it: chances as they are, all others made `comparable`."""
    if name in CHANCES:
        return np.asarray(np.nan_to_num(scores) / np.float32(CERTAIN), np.float32)
    return comparable(scores, usual)


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
    """Weights per history class and score name, 0 where there is none; `scales` are the scores' usual spreads."""

    weights: Mapping[str, Mapping[str, float]] = field(default_factory=lambda: START)
    scales: Mapping[str, float] = field(default_factory=dict)

    def of(self, length: int) -> Mapping[str, float]:
        """The weights for a history of `length` distinct things; a class without its own has those of "short"."""
        return self.weights.get(history_class(length), self.weights.get("short", {}))

    def mix(
        self, scores: Mapping[str, Floats], length: int, extra: Mapping[str, float] | None = None
    ) -> Mixed:
        """The weighted sum of the comparable scores for a history of `length` distinct things.

        `extra` gives weights of scores the recommender does not know, such as a search's.
        """
        weights = {**self.of(length), **(extra or {})}
        named = {
            name: on_scale(name, scores[name], self.scales.get(name, 0.0)) * np.float32(w)
            for name, w in weights.items()
            if w and name in scores
        }
        count = len(next(iter(scores.values()))) if scores else 0
        total = np.zeros(count, np.float32)
        for part in named.values():
            total += part
        return Mixed(total, named)

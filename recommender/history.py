"""What one shopper did, as numbers."""

from dataclasses import dataclass, field

import numpy as np

from recommender.arrays import Floats, Ints


@dataclass(frozen=True, slots=True)
class History:
    """A shopper's events, oldest first.

    `items` index the catalogue, `ages_s` are seconds since each event, `weights` are event
    weights (see `interactions.EVENT_WEIGHTS`); a negative weight speaks against the item.
    """

    items: Ints
    ages_s: Floats
    weights: Floats
    #: What every model asks for is made once: by the name `merged`, and evidence by its decay.
    _made: "dict[str, History]" = field(default_factory=dict, init=False, repr=False, compare=False)
    _evidence: dict[float, Floats] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def empty(cls) -> "History":
        return cls(np.empty(0, np.int32), np.empty(0, np.float32), np.empty(0, np.float32))

    @classmethod
    def of_items(cls, items: Ints) -> "History":
        """A history of equal, undated events."""
        count = len(items)
        return cls(np.asarray(items, np.int32), np.zeros(count, np.float32), np.ones(count, np.float32))

    def __len__(self) -> int:
        return len(self.items)

    def merged(self) -> "History":
        """One entry per item the shopper is still for: summed weight, latest age, ordered by latest event."""
        if "merged" not in self._made:
            self._made["merged"] = self._merge()
        return self._made["merged"]

    def _merge(self) -> "History":
        if not len(self.items):
            return self
        backwards = self.items[::-1]
        items, first, inverse = np.unique(backwards, return_index=True, return_inverse=True)
        weights = np.bincount(inverse, self.weights[::-1]).astype(np.float32)
        order = np.argsort(-first)
        order = order[weights[order] > 0]
        return History(items[order], self.ages_s[::-1][first[order]], weights[order])

    def refused(self) -> Ints:
        """The items the shopper is against: summed weight at or below zero."""
        items, inverse = np.unique(self.items, return_inverse=True)
        return np.asarray(items[np.bincount(inverse, self.weights, len(items)) <= 0], np.int32)

    def recent(self, count: int) -> "History":
        """Its last `count` entries."""
        start = max(len(self.items) - count, 0)
        if not start:
            return self
        return History(self.items[start:], self.ages_s[start:], self.weights[start:])

    def recency(self, decay: float) -> Floats:
        """Evidence of each entry: its strength times `decay` to the number of later moments in the history.

        Entries of one age (a basket, an undated list) have no order and count alike.
        Strength is the square root of the weight over the history's strongest, so that a view
        among purchases counts less and a history of views alone counts in full.
        """
        if decay not in self._evidence:
            self._evidence[decay] = self._recency(decay)
        return self._evidence[decay]

    def _recency(self, decay: float) -> Floats:
        if not len(self.items):
            return np.empty(0, np.float32)
        strength = np.sqrt(np.maximum(self.weights, 0) / max(float(self.weights.max()), 1e-9))
        later = np.append(np.cumsum((np.diff(self.ages_s) != 0)[::-1])[::-1], 0)
        return np.asarray(strength * np.power(np.float32(decay), later), np.float32)

"""Facts: the few things about items that the numbers need."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.arrays import Arrays, Floats, Ints


@dataclass(frozen=True)
class ItemFacts:
    """`groups` (n_items,) index `group_names` (categories; -1 for none); `prices` (n_items,), NaN unknown."""

    groups: Ints
    group_names: tuple[str, ...]
    prices: Floats

    @classmethod
    def none(cls, item_count: int) -> "ItemFacts":
        """Nothing is known of `item_count` items."""
        return cls(np.full(item_count, -1, np.int32), (), np.full(item_count, np.nan, np.float32))

    @classmethod
    def of(cls, groups: list[str], prices: list[float | None]) -> "ItemFacts":
        """From a category name ("" for none) and a price (None for none) per item."""
        names = tuple(sorted({name for name in groups if name}))
        numbers = {name: number for number, name in enumerate(names)}
        codes = np.array([numbers.get(name, -1) for name in groups], np.int32)
        return cls(codes, names, np.array([np.nan if p is None else p for p in prices], np.float32))

    @cached_property
    def price_ranks(self) -> Floats:
        """(n_items,) the price's place in its category, 0 cheapest to 1 dearest; 0.5 where not known."""
        ranks = np.full(len(self.groups), 0.5, np.float32)
        priced = np.isfinite(self.prices)
        for group in np.unique(self.groups[priced]):
            members = np.flatnonzero(priced & (self.groups == group))
            if len(members) > 1:
                places = np.searchsorted(np.sort(self.prices[members]), self.prices[members], side="left")
                ranks[members] = places / (len(members) - 1)
        return np.minimum(ranks, 1)

    def arrays(self) -> Arrays:
        return {
            "groups": self.groups,
            "group_names": np.array(self.group_names, dtype=np.str_),
            "prices": self.prices,
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "ItemFacts":
        return cls(arrays["groups"], tuple(map(str, arrays["group_names"])), arrays["prices"])

"""Segment names: what stands out about a segment, in words."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from numpy.typing import NDArray

#: Deviations from the mean of all shoppers from which on a habit is worth a word.
CLEAR, VERY_CLEAR = 0.4, 0.8
Means = Mapping[str, float]


def segment_names(table: pd.DataFrame, labels: NDArray[Any], categories: Sequence[str]) -> tuple[str, ...]:
    """A distinct name per label, such as "Frequent camping shoppers, premium".

    `table` holds the habits of `segments.habits`, a row per shopper with its label; its columns
    `share_0`... belong to the `categories`.
    """
    spread = (table - table.mean()) / table.std().replace(0, 1)
    names: list[str] = []
    for label in range(int(labels.max()) + 1):
        members = labels == label
        name = _name(_means(table[members]), _means(table), _means(spread[members]), categories)
        twins = sum(other == name or other.startswith(f"{name} (") for other in names)
        names.append(f"{name} ({twins + 1})" if twins else name)
    return tuple(names)


def _means(table: pd.DataFrame) -> Means:
    return {str(column): float(value) for column, value in table.mean().items()}


def _name(mine: Means, everyone: Means, spread: Means, categories: Sequence[str]) -> str:
    pace = _word(spread["frequency"], "occasional", "frequent")
    if spread["recency"] > VERY_CLEAR:
        pace = "lapsed"
    taste = _word(spread["price_taste"], ", budget", ", premium")
    words = " ".join(word for word in (pace, _topic(mine, everyone, categories)) if word) or "regular"
    return f"{words[0].upper()}{words[1:]} shoppers{taste}"


def _topic(mine: Means, everyone: Means, categories: Sequence[str]) -> str:
    """The category that the segment prefers most against everyone, "" where it prefers none."""
    lifts = {
        category: mine[f"share_{place}"] / max(everyone[f"share_{place}"], 1e-9)
        for place, category in enumerate(categories)
        if mine[f"share_{place}"] >= 0.15
    }
    best = max(lifts, key=lambda category: lifts[category], default="")
    return best.lower() if best and lifts[best] >= 1.5 else ""


def _word(value: float, low: str, high: str) -> str:
    return high if value > CLEAR else low if value < -CLEAR else ""

"""Segments: kinds of shoppers, found in what they do, with names a merchandiser can read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from recommender.arrays import Arrays, Floats, Ints
from recommender.facts import ItemFacts
from recommender.history import History
from recommender.interactions import PURCHASE, Interactions
from recommender.popularity import DAY_S
from recommender.segment_names import segment_names

SAMPLE = 3000
#: Categories with a smaller share of all events say nothing about kinds of shoppers.
RARE = 0.02


@dataclass(frozen=True, slots=True)
class SegmentsConfig:
    """Between `fewest` and `most` segments, as the silhouette says; shoppers under `least_events` have none.

    The `categories` strongest categories count. A segment's favourites are drawn to everybody's as if
    by `shrink` events, and halve in weight every `half_life_days`. What a segment pays is told from what
    everybody pays in `price_bins` steps of the price's place in its category, and counts `price_weight`
    times; in finding the segments it counts `price_focus` times as much as any other habit.
    """

    fewest: int = 3
    most: int = 8
    least_events: int = 3
    categories: int = 10
    smallest: float = 0.03
    half_life_days: float = 90.0
    shrink: float = 50.0
    price_bins: int = 5
    price_weight: float = 2.0
    price_focus: float = 2.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class SegmentModel:
    """`centres` (s, f) in features standardised by `mean` and `scale`; `favourites` (s, n_items) log shares;
    `price_lifts` (s, price_bins) how much more often than everybody the segment takes what costs so much, log."""

    names: tuple[str, ...]
    sizes: Ints
    centres: Floats
    mean: Floats
    scale: Floats
    categories: Ints
    favourites: Floats
    price_lifts: Floats
    facts: ItemFacts
    config: SegmentsConfig

    def features(self, history: History) -> Floats:
        """(f,) one shopper's habits; see `habits`."""
        for_it = history.weights > 0
        items, ages, weights = history.items[for_it], history.ages_s[for_it], history.weights[for_it]
        users = np.zeros(len(items), np.int64)
        columns = _habits(users, 1, items, ages, weights, self.facts, self.categories)
        return np.array([column[0] for column in columns.values()], np.float32)

    def assign(self, history: History) -> int | None:
        """The segment of a shopper; None for who is too new to tell, or where there are no segments."""
        if not self.names or len(history) < self.config.least_events or not (history.weights > 0).any():
            return None
        point = (self.features(history) - self.mean) / self.scale
        return int(np.argmin(((self.centres - point) ** 2).sum(axis=1)))

    def score(self, segment: int | None) -> Floats:
        """(n_items,) what the segment takes and what it pays; NaN without one."""
        if segment is None or not self.names:
            return np.full(len(self.facts.groups), np.nan, np.float32)
        taste = self.price_taste(segment, self.facts.price_ranks)
        return np.asarray(self.favourites[segment] + taste, np.float32)

    def price_taste(self, segment: int, price_ranks: Floats) -> Floats:
        """(n,) what the segment's taste in prices adds to the scores of items at these places in their
        category, 0 cheapest to 1 dearest; for items it has not met as well."""
        lifts = self.price_lifts[segment][_bins(price_ranks, self.price_lifts.shape[1])]
        return np.asarray(self.config.price_weight * lifts, np.float32)

    def arrays(self) -> Arrays:
        own = {name: getattr(self, name) for name in _SAVED}
        return {**own, "names": np.array(self.names, dtype=np.str_)}

    @classmethod
    def from_arrays(
        cls, arrays: Mapping[str, NDArray[Any]], facts: ItemFacts, config: SegmentsConfig
    ) -> "SegmentModel":
        none = np.zeros((len(arrays["names"]), config.price_bins), np.float32)
        saved: dict[str, Any] = {name: arrays[name] for name in _SAVED[:-1]}
        saved["price_lifts"] = arrays.get("price_lifts", none)  # releases before there were any
        return cls(names=tuple(map(str, arrays["names"])), facts=facts, config=config, **saved)


_SAVED = ("sizes", "centres", "mean", "scale", "categories", "favourites", "price_lifts")


def fit_segments(
    interactions: Interactions, facts: ItemFacts, now: int, config: SegmentsConfig = SegmentsConfig()
) -> SegmentModel:
    """Clusters the shoppers with enough events; a model without segments when there are too few of them."""
    categories = _strongest_categories(interactions, facts, config.categories)
    table = habits(_events(interactions, now, config.least_events), facts, categories)
    if len(table) < 10 * config.fewest:
        return _no_segments(interactions.item_count, facts, config, len(table.columns))
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(table.to_numpy())
    scaler.scale_[table.columns.get_loc("price_taste")] /= config.price_focus
    labels, centres = _cluster(scaler.transform(table.to_numpy()), config)
    members = np.full(interactions.user_count, -1)
    members[table.index] = labels
    return SegmentModel(
        names=segment_names(table, labels, [facts.group_names[c] for c in categories]),
        sizes=np.bincount(labels, minlength=len(centres)).astype(np.int32),
        centres=centres.astype(np.float32),
        mean=scaler.mean_.astype(np.float32),
        scale=scaler.scale_.astype(np.float32),
        categories=categories,
        favourites=_favourites(interactions, members, len(centres), now, config),
        price_lifts=_price_lifts(interactions, members, len(centres), facts, config),
        facts=facts,
        config=config,
    )


def habits(events: pd.DataFrame, facts: ItemFacts, categories: Ints) -> pd.DataFrame:
    """One row per user: recency, frequency and money (logs of days, of purchases, of spending), price taste
    (mean price rank in the category, 0 to 1) and the share of each category, from the events'
    `user`, `item`, `age_s` and `weight`."""
    events = events[events["weight"] > 0]
    users, index = pd.factorize(events["user"], sort=True)
    items, ages, weights = (events[name].to_numpy() for name in ("item", "age_s", "weight"))
    return pd.DataFrame(_habits(users, len(index), items, ages, weights, facts, categories), index=index)


def _habits(
    users: NDArray[Any],
    count: int,
    items: NDArray[Any],
    ages_s: NDArray[Any],
    weights: NDArray[Any],
    facts: ItemFacts,
    categories: Ints,
) -> dict[str, NDArray[np.float64]]:
    """The columns of `habits`, each (count,), from events that are for their items."""
    bought = weights >= PURCHASE
    counts = np.bincount(users, minlength=count)
    latest = np.full(count, np.inf)
    np.minimum.at(latest, users, ages_s / DAY_S)

    def total(values: NDArray[Any]) -> NDArray[np.float64]:
        return np.asarray(np.bincount(users, values, count), np.float64)

    groups = facts.groups[items]
    columns = {
        "recency": np.log1p(latest),
        "frequency": np.log1p(total(bought)) + 0.2 * np.log1p(counts),
        "money": np.log1p(total(bought * np.nan_to_num(facts.prices[items]))),
        "price_taste": total(facts.price_ranks[items]) / counts,
    }
    shares = {f"share_{place}": total(groups == c) / counts for place, c in enumerate(categories.tolist())}
    return columns | shares


def _events(interactions: Interactions, now: int, least: int) -> pd.DataFrame:
    counts = np.diff(interactions.bounds)
    kept = interactions.where(counts[interactions.users] >= least)
    ages = np.maximum(now - kept.times, 0)
    return pd.DataFrame({"user": kept.users, "item": kept.items, "age_s": ages, "weight": kept.weights})


def _strongest_categories(interactions: Interactions, facts: ItemFacts, count: int) -> Ints:
    groups = facts.groups[interactions.items]
    totals = np.bincount(groups[groups >= 0], minlength=len(facts.group_names))
    strongest = np.argsort(-totals, kind="stable")[:count]
    return np.asarray(strongest[totals[strongest] >= RARE * totals.sum()], np.int32)


def _cluster(points: NDArray[Any], config: SegmentsConfig) -> tuple[NDArray[Any], NDArray[Any]]:
    """Labels and centres of the clustering with the best silhouette on a sample.

    Counts that leave a segment with under `smallest` of the shoppers are taken only when all do.
    """
    from sklearn.cluster import KMeans
    from sklearn.metrics import silhouette_score

    sample = np.random.default_rng(config.seed).permutation(len(points))[:SAMPLE]
    best: tuple[tuple[bool, float], Any] | None = None
    for count in range(config.fewest, min(config.most, len(points) // 10) + 1):
        model = KMeans(count, n_init=4, random_state=config.seed).fit(points[sample])
        sizes = np.bincount(model.labels_)
        if len(sizes) < 2:
            continue
        value = (
            sizes.min() >= config.smallest * len(sample),
            float(silhouette_score(points[sample], model.labels_)),
        )
        if best is None or value > best[0]:
            best = (value, model)
    if best is None:
        return np.zeros(len(points), np.int64), points.mean(axis=0, keepdims=True)
    centres = best[1].cluster_centers_
    return best[1].predict(points), centres


def _favourites(
    interactions: Interactions, members: NDArray[Any], count: int, now: int, config: SegmentsConfig
) -> Floats:
    """(count, n_items) log of the decayed item counts per segment, drawn to the shop's by `shrink` events."""
    owner = members[interactions.users]
    inside = (owner >= 0) & (interactions.weights > 0)
    ages = np.maximum(now - interactions.times, 0) / (config.half_life_days * DAY_S)
    weights = (interactions.weights * np.exp2(-ages))[inside]
    cells = owner[inside].astype(np.int64) * interactions.item_count + interactions.items[inside]
    counts = np.bincount(cells, weights, count * interactions.item_count).reshape(count, -1)
    overall = counts.sum(axis=0) / max(counts.sum(), 1e-9)
    shares = (counts + config.shrink * overall) / (counts.sum(axis=1, keepdims=True) + config.shrink)
    return np.asarray(np.log1p(shares * 1000), np.float32)


def _price_lifts(
    interactions: Interactions, members: NDArray[Any], count: int, facts: ItemFacts, config: SegmentsConfig
) -> Floats:
    """(count, bins) log of the share of each price step in what the segment takes over its share for all,
    drawn to 0 as if by `shrink` events like everybody's; 0 for a segment that takes nothing with a price."""
    owner = members[interactions.users]
    priced = np.isfinite(facts.prices)[interactions.items]
    inside = (owner >= 0) & (interactions.weights > 0) & priced
    bins = _bins(facts.price_ranks[interactions.items[inside]], config.price_bins)
    cells = owner[inside] * config.price_bins + bins
    counts = np.bincount(cells, minlength=count * config.price_bins).reshape(count, -1)
    overall = (counts.sum(axis=0) + 1) / (counts.sum() + config.price_bins)
    shares = (counts + config.shrink * overall) / (counts.sum(axis=1, keepdims=True) + config.shrink)
    return np.asarray(np.log(shares / overall), np.float32)


def _bins(price_ranks: NDArray[Any], count: int) -> NDArray[np.int64]:
    return np.minimum((price_ranks * count).astype(np.int64), count - 1)


def _no_segments(item_count: int, facts: ItemFacts, config: SegmentsConfig, features: int) -> SegmentModel:
    empty = np.empty(0, np.float32)
    return SegmentModel(
        (), np.empty(0, np.int32), np.empty((0, features), np.float32), empty, empty,
        np.empty(0, np.int32), np.empty((0, item_count), np.float32),
        np.empty((0, config.price_bins), np.float32), facts, config,
    )  # fmt: skip

"""Repeats: what a shopper takes again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.arrays import Arrays, Floats, Mask
from recommender.history import History
from recommender.interactions import Interactions, episodes_of

#: Moments of the past that the chance is learned from, at most.
MOMENTS = 100_000
Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RepeatsConfig:
    """The rate at which an item, and at which a shopper, comes back is drawn to the shop's as if by `shrink`
    more shoppers or `habit` more choices; the `recent` latest things may be taken again; `ridge` holds
    the weights of the evidence small; `seed` draws the moments learned from."""

    shrink: float = 5.0
    habit: float = 2.0
    recent: int = 10
    ridge: float = 1.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Repeats:
    """The chance that each recent thing is the very next choice, by logistic regression.

    Its evidence: how often the item's shoppers come back to it, how often this shopper comes back to
    things, how long ago it was (in choices), how often it was taken already, and how many choices there were;
    after the reconsumption models of Anderson et al. (2014), "The dynamics of repeat consumption".
    `rates` (n_items,): the share of an item's shoppers who came back to it, shrunk; `overall` is the
    shop's share, 0 where nobody ever did; `weights` (6,): of the constant and the five kinds of evidence.
    """

    rates: Floats
    overall: float
    weights: Floats
    config: RepeatsConfig

    @classmethod
    def fit(cls, interactions: Interactions, config: RepeatsConfig = RepeatsConfig()) -> "Repeats":
        """A comeback is a second episode on the item; see `Interactions.episodes`."""
        episodes = interactions.episodes()
        past = _Past.of(episodes)
        overall = float(past.again.sum() / max(past.takers.sum(), 1))
        rates = (past.again + config.shrink * overall) / (past.takers + config.shrink)
        weights = _learn(episodes, past, overall, config) if overall else np.zeros(6, np.float32)
        return cls(rates.astype(np.float32), overall, weights, config)

    def score(self, history: History) -> Floats:
        """(n_items,) the chance of being taken again, 0 to 1; 0 for what is not among the recent things."""
        scores = np.zeros(len(self.rates), np.float32)
        episodes = episodes_of(history)
        merged = history.merged().recent(self.config.recent)
        if not self.overall or not len(merged):
            return scores
        items, counts = np.unique(episodes.items, return_counts=True)
        places = np.minimum(np.searchsorted(items, merged.items), len(items) - 1)
        times = np.where(items[places] == merged.items, counts[places], 1)
        habit = _habit(len(episodes) - len(items), len(episodes), self.overall, self.config)
        back = np.arange(len(merged))[::-1]
        alike = np.ones(len(merged))
        evidence = _evidence(self.rates[merged.items], habit * alike, back, times, len(episodes) * alike)
        scores[merged.items] = _chance(evidence @ self.weights)
        return scores

    def arrays(self) -> Arrays:
        return {"rates": self.rates, "overall": np.array([self.overall]), "weights": self.weights}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], config: RepeatsConfig) -> "Repeats":
        return cls(arrays["rates"], float(arrays["overall"][0]), arrays["weights"], config)


@dataclass(frozen=True, slots=True)
class _Past:
    """Of each episode: `following` is where the shopper's next one on the same item lies (past the end: none),
    `times` the how-manieth it is, `total` how many there are. Of each item: `takers`, and those who took it
    `again`."""

    following: NDArray[np.int64]
    times: NDArray[np.int64]
    total: NDArray[np.int64]
    takers: NDArray[np.int64]
    again: NDArray[np.int64]

    @classmethod
    def of(cls, episodes: Interactions) -> "_Past":
        count, width = len(episodes), episodes.item_count
        pairs = episodes.users.astype(np.int64) * width + episodes.items
        order = np.argsort(pairs, kind="stable")
        first = np.ones(count, bool)
        first[1:] = np.diff(pairs[order]) != 0
        starts = np.flatnonzero(first)
        run = np.cumsum(first) - 1
        lengths = np.diff(np.append(starts, count))
        following, times, total = (np.full(count, count, np.int64) for _ in range(3))
        following[order[:-1][~first[1:]]] = order[1:][~first[1:]]
        times[order] = np.arange(count) - starts[run] + 1
        total[order] = lengths[run]
        items = episodes.items[order[starts]]
        takers = np.bincount(items, minlength=width)
        return cls(following, times, total, takers, np.bincount(items[lengths > 1], minlength=width))


def _learn(episodes: Interactions, past: _Past, overall: float, config: RepeatsConfig) -> Floats:
    """(6,) weights of the evidence, from moments of the past: was a recent thing the next choice?

    The shopper's own comebacks are taken out of the item's rate, which they would give away.
    """
    starts = episodes.bounds[episodes.users]
    moments = np.flatnonzero(np.arange(len(episodes)) > starts)
    if len(moments) > MOMENTS:
        moments = np.sort(np.random.default_rng(config.seed).choice(moments, MOMENTS, replace=False))
    comebacks = np.append(0, np.cumsum(past.times > 1))
    blocks, taken = [], []
    back = np.zeros(len(moments), np.int64)
    for gap in range(1, 2 * config.recent + 1):
        where = moments - gap
        latest = (where >= starts[moments]) & (past.following[where] >= moments) & (back < config.recent)
        now, then = moments[latest], where[latest]
        own, items = past.total[then] > 1, episodes.items[then]
        rates = (past.again[items] - own + config.shrink * overall) / (past.takers[items] - 1 + config.shrink)
        before = now - starts[now]
        habit = _habit(comebacks[now] - comebacks[starts[now]], before, overall, config)
        blocks.append(_evidence(rates, habit, back[latest], past.times[then], before))
        taken.append(past.following[then] == now)
        back += latest
    return _logistic(np.concatenate(blocks), np.concatenate(taken), config.ridge)


def _habit(comebacks: Any, choices: Any, overall: float, config: RepeatsConfig) -> Any:
    """The share of a shopper's choices that were comebacks, drawn to the shop's."""
    return (comebacks + config.habit * overall) / (np.maximum(choices - 1, 0) + config.habit)


def _evidence(rates: Any, habit: Any, back: Any, times: Any, before: Any) -> Table:
    """(n, 6) constant, log rate of the item, log habit of the shopper, log choices since, log times taken,
    log choices so far."""
    columns = [np.ones(len(rates)), *map(np.log, (rates, habit, back + 1, times, np.maximum(before, 1)))]
    return np.stack(columns, axis=1).astype(np.float64)


def _chance(odds: Any) -> Any:
    return 1 / (1 + np.exp(-np.clip(odds, -30, 30)))


def _logistic(evidence: Table, taken: Mask, ridge: float) -> Floats:
    """Weights of a logistic regression, the constant first, which the ridge does not hold."""
    from sklearn.linear_model import LogisticRegression

    if not taken.any() or taken.all():
        odds = np.log((taken.sum() + 0.5) / ((~taken).sum() + 0.5))
        return np.append(odds, np.zeros(evidence.shape[1] - 1)).astype(np.float32)
    model = LogisticRegression(C=1 / ridge, solver="newton-cholesky").fit(evidence[:, 1:], taken)
    return np.append(model.intercept_, model.coef_).astype(np.float32)

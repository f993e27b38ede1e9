"""Complements: what goes with something, as opposed to what could replace it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from recommender.arrays import Arrays, Floats, Mask
from recommender.facts import ItemFacts
from recommender.interactions import EPISODE_S, PURCHASE, Interactions
from recommender.popularity import DAY_S
from recommender.rows import SparseRows, strongest


@dataclass(frozen=True, slots=True)
class ComplementsConfig:
    """Purchases within `window_days` of each other count, those of one basket fully, later ones `later`;
    only the next `reach` purchases of a shopper are paired. c pairs are damped by c / (c + `shrink`).
    Items of one category are worth `same_group` of that, pairs looked at side by side less as well.
    `back_off` is the worth of the categories' lift where items were never bought together."""

    window_days: float = 14.0
    later: float = 0.5
    reach: int = 12
    shrink: float = 2.0
    same_group: float = 0.2
    back_off: float = 0.25
    keep: int = 50


@dataclass(frozen=True, slots=True)
class Complements:
    """Co-purchase lift per item pair, and per category pair to fall back on.

    `lift` holds damped log-lifts; `group_lift` is (g, g); `appeal` (n_items,) ranks items within
    a category by purchases, 0 to 1; `groups` (n_items,) is -1 for items without category.
    """

    lift: SparseRows
    group_lift: Floats
    appeal: Floats
    groups: NDArray[np.int32]
    config: ComplementsConfig

    @classmethod
    def fit(
        cls, interactions: Interactions, facts: ItemFacts, config: ComplementsConfig = ComplementsConfig()
    ) -> "Complements":
        bought = interactions.liked()
        bought = bought.where(bought.weights >= PURCHASE)
        counts = np.bincount(bought.items, minlength=interactions.item_count).astype(np.float64)
        pairs = _bought_together(bought, config)
        lift = _log_lift(pairs, counts, _baskets(bought), config.shrink)
        lift = lift.multiply(_not_substitutes(pairs, interactions, facts, config))
        return cls(
            SparseRows.of(strongest(lift.tocsr(), config.keep)),
            _group_lift(pairs, facts),
            _appeal(counts, facts.groups),
            facts.groups,
            config,
        )

    def score(self, item: int) -> Floats:
        """(n_items,) how well each item goes with `item`; NaN where nothing speaks for it."""
        scores = np.zeros(len(self.groups), np.float32)
        group = int(self.groups[item])
        if group >= 0 and len(self.group_lift):
            by_group = np.append(self.group_lift[group], 0)
            by_group[group] = 0
            scores += self.config.back_off * by_group[self.groups] * self.appeal
        columns, values = self.lift.row(item)
        scores[columns] += values
        scores[item] = 0
        scores[scores <= 0] = np.nan
        return scores

    def together(self, item: int, other: int) -> bool:
        """Whether shoppers really bought the two together more often than chance."""
        return bool(other in self.lift.row(item)[0])

    def arrays(self) -> Arrays:
        own = {"group_lift": self.group_lift, "appeal": self.appeal, "groups": self.groups}
        return {**self.lift.arrays(), **own}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], config: ComplementsConfig) -> "Complements":
        lift = SparseRows.from_arrays(arrays)
        return cls(lift, arrays["group_lift"], arrays["appeal"], arrays["groups"], config)


def _bought_together(bought: Interactions, config: ComplementsConfig) -> Any:
    """(n_items, n_items) symmetric weighted counts of pairs bought by one shopper in the window."""
    shape = (bought.item_count, bought.item_count)
    total = csr_matrix(shape, dtype=np.float64)
    for gap in range(1, config.reach + 1):
        first, second = bought.items[:-gap], bought.items[gap:]
        basket = _one_basket(bought, gap)
        soon = bought.times[gap:] - bought.times[:-gap] <= config.window_days * DAY_S
        near = (bought.users[:-gap] == bought.users[gap:]) & (basket | soon) & (first != second)
        weights = np.where(basket, 1.0, config.later)[near]
        total = total + csr_matrix((weights, (first[near], second[near])), shape=shape)
    return (total + total.T).tocsr()


def _baskets(bought: Interactions) -> int:
    """How many baskets the purchases fall into."""
    if not len(bought):
        return 0
    new = (np.diff(bought.users) != 0) | ~_one_basket(bought, 1)
    return int(new.sum()) + 1


def _one_basket(bought: Interactions, gap: int) -> Mask:
    """Whether each purchase and the `gap`-th after it are within an hour or one session."""
    near = bought.times[gap:] - bought.times[:-gap] <= EPISODE_S
    sessions = bought.sessions[gap:]
    return np.asarray(near | ((sessions >= 0) & (sessions == bought.sessions[:-gap])), bool)


def _log_lift(pairs: Any, counts: NDArray[np.float64], baskets: int, shrink: float) -> Any:
    """log(lift) of each pair over chance, damped by its count; pairs at or below chance are left out."""
    rows = np.repeat(np.arange(pairs.shape[0]), np.diff(pairs.indptr))
    expected = counts[rows] * counts[pairs.indices] / max(baskets, 1)
    lift = pairs.data / np.maximum(expected, 1e-9)
    damped = np.log(np.maximum(lift, 1)) * pairs.data / (pairs.data + shrink)
    result = pairs.copy()
    result.data = damped
    result.eliminate_zeros()
    return result


def _not_substitutes(
    pairs: Any, interactions: Interactions, facts: ItemFacts, config: ComplementsConfig
) -> Any:
    """A factor per pair, 0 to 1: low for items of one category and for items compared in one visit."""
    rows = np.repeat(np.arange(pairs.shape[0]), np.diff(pairs.indptr))
    same = (facts.groups[rows] == facts.groups[pairs.indices]) & (facts.groups[rows] >= 0)
    compared = np.asarray(_compared(interactions)[rows, pairs.indices]).ravel() if pairs.nnz else np.empty(0)
    factor = np.where(same, config.same_group, 1.0) * pairs.data / (pairs.data + compared)
    return csr_matrix((factor, pairs.indices, pairs.indptr), shape=pairs.shape)


def _compared(interactions: Interactions) -> Any:
    """(n_items, n_items) counts of visits in which both items were looked at and at most one was bought."""
    shape = (interactions.item_count, interactions.item_count)
    looked = interactions.where((interactions.sessions >= 0) & (interactions.weights > 0))
    if not len(looked):
        return csr_matrix(shape)
    visits = (int(looked.sessions.max()) + 1, interactions.item_count)
    seen = csr_matrix(
        (looked.weights >= PURCHASE, (looked.sessions, looked.items)), shape=visits, dtype=np.float32
    )
    seen.sum_duplicates()
    bought = csr_matrix((seen.data > 0, seen.indices, seen.indptr), shape=visits, dtype=np.float32)
    seen.data[:] = 1
    lengths = np.diff(seen.indptr)
    short = diags((lengths <= 50).astype(np.float32))
    both_bought = bought.T @ short @ bought
    return (seen.T @ short @ seen - both_bought).tocsr()


def _group_lift(pairs: Any, facts: ItemFacts) -> Floats:
    """(g, g) log(lift) between categories, one pair more in each, 0 where at or below chance."""
    count = len(facts.group_names)
    if not count:
        return np.empty((0, 0), np.float32)
    known = np.flatnonzero(facts.groups >= 0)
    shape = (len(facts.groups), count)
    member = csr_matrix((np.ones(len(known)), (known, facts.groups[known])), shape=shape)
    groups = (member.T @ pairs @ member).toarray()
    totals = groups.sum(axis=1)
    expected = np.outer(totals, totals) / max(totals.sum(), 1e-9)
    lift = (groups + 1) / (expected + 1)
    return np.asarray(np.log(np.maximum(lift, 1)), np.float32)


def _appeal(counts: NDArray[np.float64], groups: NDArray[np.int32]) -> Floats:
    """(n_items,) log purchases over the category's best, 0 to 1."""
    logs = np.log1p(counts)
    best = np.zeros(int(groups.max(initial=-1)) + 2)
    np.maximum.at(best, groups, logs)
    return (logs / np.maximum(best[groups], 1e-9)).astype(np.float32)

"""Tuning: blend weights learned on a validation slice."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommender.arrays import Floats
from recommender.blend import HISTORY_CLASSES, history_class, standardised
from recommender.facts import ItemFacts
from recommender.history import History
from recommender.interactions import Interactions
from recommender.recipe import Recipe
from recommender.recommender import Recommender
from recommender.splits import leave_last_out

USERS = 2000
DEPTH = 100
STEPS = (0.0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0, 1.5)
ROUNDS = 3
FEWEST = 30


@dataclass(frozen=True)
class Slice:
    """Validation cases of one history class: `features` (cases, candidates, names) standardised scores,
    the target first; `names` says which score is which; padded candidates hold -inf in `mask`."""

    names: tuple[str, ...]
    features: NDArray[np.float32]
    mask: NDArray[np.float32]

    def ndcg(self, weights: Floats) -> float:
        """NDCG@10 of the blend with these weights, ties counted half."""
        totals = self.features @ weights + self.mask
        target = totals[:, :1]
        rank = (totals[:, 1:] > target).sum(axis=1) + 0.5 * (totals[:, 1:] == target).sum(axis=1)
        return float(np.where(rank < 10, 1 / np.log2(rank + 2), 0).mean())


def tune(
    interactions: Interactions,
    vectors: Floats | None,
    recipe: Recipe,
    now: int,
    seed: int,
    facts: ItemFacts | None = None,
    *,
    seen: bool = True,
) -> Recipe:
    """The recipe with blend weights learned from each shopper's last thing, foretold from what came before.

    Coordinate search on NDCG@10, per history class, from the given weights; never below the best
    single score of the slice. A class with too few cases keeps its weights. `seen`: whether things
    the shopper has may be recommended again.
    """
    holdout = leave_last_out(interactions).sample(USERS, seed)
    recommender = Recommender.fit(holdout.train, vectors, recipe, holdout.now, facts)
    histories = [holdout.train.history(int(user), holdout.now) for user in holdout.users]
    weights: dict[str, Mapping[str, float]] = dict(recipe.weights)
    for group in HISTORY_CLASSES:
        cases = [
            (history, int(items[0]))
            for history, items in zip(histories, holdout.targets, strict=True)
            if history_class(len(history.merged())) == group
        ]
        if len(cases) >= FEWEST:
            weights[group] = _learn(_slice(recommender, cases, seen), recipe.weights.get(group, {}), seed)
    return replace(recipe, weights=weights)


def _slice(recommender: Recommender, cases: list[tuple[History, int]], seen: bool) -> Slice:
    rows = [_case(recommender, history, target, seen) for history, target in cases]
    names = tuple(rows[0][0])
    most = max(len(features) for _, features in rows)
    padded = np.zeros((len(rows), most, len(names)), np.float32)
    mask = np.full((len(rows), most), -np.inf, np.float32)
    for number, (_, features) in enumerate(rows):
        padded[number, : len(features)] = features
        mask[number, : len(features)] = 0
    return Slice(names, padded, mask)


def _case(
    recommender: Recommender, history: History, target: int, seen: bool
) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """The standardised scores of the target, then of every score's best candidates."""
    raw = recommender.scores(history, recommender.segment(history))
    names = tuple(sorted(raw))
    table = np.stack([standardised(raw[name]) for name in names], axis=1)
    depth = min(DEPTH, len(table) - 1)
    candidates = np.unique(np.argpartition(-table, depth, axis=0)[:depth])
    out = history.refused() if seen else history.items
    candidates = candidates[~np.isin(candidates, np.append(out, target))]
    return names, table[np.append(target, candidates)]


def _learn(cases: Slice, start: Mapping[str, float], seed: int) -> Mapping[str, float]:
    """Coordinate search: each weight in turn tries a ladder of values while the others stay."""
    rng = np.random.default_rng(seed)
    singles = np.eye(len(cases.names), dtype=np.float32)
    starts = [np.array([start.get(name, 0.0) for name in cases.names], np.float32), *singles]
    best, value = max(((w, cases.ndcg(w)) for w in starts), key=lambda pair: pair[1])
    for weights in (starts[0], best):
        found, reached = _climb(cases, weights, rng)
        if reached > value:
            best, value = found, reached
    return {name: round(float(w), 4) for name, w in zip(cases.names, best, strict=True) if w}


def _climb(cases: Slice, weights: Floats, rng: np.random.Generator) -> tuple[Floats, float]:
    best, value = weights.copy(), cases.ndcg(weights)
    for _ in range(ROUNDS):
        before = value
        for place in rng.permutation(len(best)):
            for step in STEPS:
                tried = best.copy()
                tried[place] = step
                reached = cases.ndcg(tried)
                if reached > value + 1e-9:
                    best, value = tried, reached
        if value == before:
            break
    return best, value

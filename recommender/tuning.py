"""Tuning: a recipe learns its blend from the shop's own events."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from recommender.arrays import Floats, Ints
from recommender.blend import HISTORY_CLASSES, comparable, history_class, spread
from recommender.ease import Ease, EaseConfig
from recommender.facts import ItemFacts
from recommender.history import History
from recommender.interactions import Interactions
from recommender.learning import Cases, learn, named
from recommender.metrics import ndcg
from recommender.recipe import Recipe
from recommender.recommender import Recommender
from recommender.splits import Holdout, leave_last_out
from recommender.top import best_first

#: Shoppers asked, and how many of each score's best items compete with the right one.
SHOPPERS = 2500
DEPTH = 60
#: A history class with fewer cases shares the weights learned on all.
FEWEST = 100
#: Ridges of EASE to choose from, and shoppers to choose by.
PENALTIES = (60.0, 200.0, 500.0)
PROBED = 600


def tune(
    interactions: Interactions,
    vectors: Floats | None,
    recipe: Recipe,
    now: int,
    seed: int,
    facts: ItemFacts | None = None,
    *,
    seen: bool = True,
    holdout: Holdout | None = None,
) -> Recipe:
    """The recipe with blend weights that foretell each shopper's last thing best, by NDCG@10.

    Learned on everybody, then for short and long histories apart; never worse on these cases than the
    best single score. `seen`: whether what a shopper has may be recommended again. A shop with too few
    shoppers keeps the recipe it has. `holdout` replaces the default split of `leave_last_out`.
    """
    holdout = (holdout or leave_last_out(interactions)).sample(SHOPPERS, seed)
    if len(holdout) < FEWEST:
        return recipe
    recipe = replace(recipe, ease=_best_ease(holdout, recipe.ease, seen))
    recommender = Recommender.fit(holdout.train, vectors, recipe, holdout.now, facts)
    scales, cases = _cases(recommender, holdout, seen)
    overall = learn(cases, [], seed)
    weights: dict[str, Mapping[str, float]] = {**recipe.weights}
    for group in HISTORY_CLASSES:
        mine = cases.where(np.array([history_class(int(length)) == group for length in cases.lengths]))
        if len(mine) >= FEWEST:
            weights[group] = named(mine, learn(mine, [overall], seed))
        elif group != "none":
            weights[group] = named(cases, overall)
    return replace(recipe, weights=weights, scales=scales)


def _best_ease(holdout: Holdout, config: EaseConfig, seen: bool) -> EaseConfig:
    """The ridge with which EASE alone foretells a part of the shoppers best: it depends on the shop's size."""
    asked = holdout.sample(PROBED, 0)
    histories = [holdout.train.history(int(user), holdout.now) for user in asked.users]
    values = {}
    for penalty in PENALTIES:
        model = Ease.fit(holdout.train, replace(config, penalty=penalty))
        if not len(model.active):
            return config
        gains = []
        for history, targets in zip(histories, asked.targets, strict=True):
            scores = model.score(history)
            scores[history.refused() if seen else history.items] = np.nan
            gains.append(ndcg(best_first(scores, DEPTH).tolist(), set(targets.tolist()), DEPTH))
        values[penalty] = float(np.mean(gains))
    return replace(config, penalty=max(values, key=lambda penalty: values[penalty]))


def _cases(recommender: Recommender, holdout: Holdout, seen: bool) -> tuple[Mapping[str, float], Cases]:
    """The usual spread of every score, and the held-out shoppers as cases on that scale."""
    histories = [holdout.train.history(int(user), holdout.now) for user in holdout.users]
    scales = _usual_spreads(recommender, histories[:300])
    rows = [
        _case(recommender, scales, history, int(targets[0]), seen)
        for history, targets in zip(histories, holdout.targets, strict=True)
    ]
    most = max(len(row) for row in rows)
    features = np.zeros((len(rows), most, len(scales)), np.float32)
    padding = np.full((len(rows), most), -np.inf, np.float32)
    for number, row in enumerate(rows):
        features[number, : len(row)] = row
        padding[number, : len(row)] = 0
    lengths = np.array([len(history.merged()) for history in histories], np.int64)
    return scales, Cases(tuple(scales), features, padding, lengths)


def _usual_spreads(recommender: Recommender, histories: list[History]) -> dict[str, float]:
    """The median spread of each named score over these shoppers, in the order of the names."""
    spreads: dict[str, list[float]] = {}
    for history in histories:
        for name, scores in recommender.scores(history, recommender.segment(history)).items():
            spreads.setdefault(name, []).append(spread(scores)[1])
    return {name: float(np.median(values)) for name, values in sorted(spreads.items())}


def _case(
    recommender: Recommender, scales: Mapping[str, float], history: History, target: int, seen: bool
) -> NDArray[np.float32]:
    """(candidates, names) comparable scores of the right item, then of every score's best others."""
    raw = recommender.scores(history, recommender.segment(history))
    table = np.stack([comparable(raw[name], scale) for name, scale in scales.items()])
    out = np.append(history.refused() if seen else history.items, target)
    others = _best_others(table, out.astype(np.int32))
    return np.ascontiguousarray(table[:, np.append(target, others)].T)


def _best_others(table: NDArray[np.float32], out: Ints) -> Ints:
    """The best items of each row of `table`, without `out`."""
    allowed = table.copy()
    allowed[:, out] = -np.inf
    depth = min(DEPTH, table.shape[1] - 1)
    best = np.unique(np.argpartition(-allowed, depth, axis=1)[:, :depth])
    return np.asarray(np.setdiff1d(best, out), np.int32)

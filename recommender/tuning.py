"""Tuning: a recipe learns its blend from the shop's own events."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from recommender.arrays import Floats, Ints
from recommender.blend import HISTORY_CLASSES, history_class, on_scale, spread
from recommender.facts import ItemFacts
from recommender.history import History
from recommender.interactions import Interactions
from recommender.learning import Cases, cases_of, climb, learn, named
from recommender.probing import Probe, probed_ease, probed_factors, probed_sequence
from recommender.recipe import Recipe
from recommender.recommender import Recommender
from recommender.splits import Holdout, folds

#: Shoppers asked, and how many of each score's best items compete with the right one.
SHOPPERS = 2500
DEPTH = 60
#: With fewer cases there is nothing to learn from; a history class with fewer shares what is learned on all.
FEWEST = 100
FEWEST_OF_CLASS = 300


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
    """The recipe with settings and blend weights that foretell each shopper's last thing best, by NDCG@10.

    Weights are learned on everybody, then bettered for each class of histories; on these cases they are never
    worse than the best single score. `seen`: whether what a shopper has may be recommended again. A shop with
    too few shoppers keeps the recipe it has.
    """
    holdouts = folds(interactions, seed, SHOPPERS)
    if sum(map(len, holdouts)) < FEWEST:
        return recipe
    recipe = _probed(holdouts, recipe, seen)
    scales, cases = _cases(holdouts, vectors, recipe, facts, seen)
    overall = learn(cases, seed)
    weights: dict[str, Mapping[str, float]] = {**recipe.weights}
    for group in HISTORY_CLASSES:
        mine = cases.where(np.array([history_class(int(length)) == group for length in cases.lengths]))
        if len(mine) >= FEWEST_OF_CLASS:
            weights[group] = named(mine, climb(mine, overall, np.random.default_rng(seed)))
        elif group != "none":
            weights[group] = named(cases, overall)
    return replace(recipe, weights=weights, scales=scales)


def _probed(holdouts: Sequence[Holdout], recipe: Recipe, seen: bool) -> Recipe:
    """The recipe with the settings under which each model alone foretells a part of the shoppers best."""
    probes = [Probe(holdout, seen) for holdout in holdouts]
    return replace(
        recipe,
        ease=probed_ease(probes, recipe.ease),
        sequence=probed_sequence(probes[0], recipe.sequence),
        factors=probed_factors(probes[0], recipe.factors),
    )


def _cases(
    holdouts: Sequence[Holdout], vectors: Floats | None, recipe: Recipe, facts: ItemFacts | None, seen: bool
) -> tuple[Mapping[str, float], Cases]:
    """The usual spread of every score, and the held-out choices as cases on that scale."""
    scales: dict[str, float] = {}
    rows: list[NDArray[np.float32]] = []
    lengths: list[int] = []
    for holdout in holdouts:
        recommender = Recommender.fit(holdout.train, vectors, recipe, holdout.now, facts)
        histories = holdout.histories()
        scales = scales or _usual_spreads(recommender, histories[:300])
        asked = zip(histories, holdout.targets, strict=True)
        rows += [_case(recommender, scales, history, targets, seen) for history, targets in asked]
        lengths += [len(history.merged()) for history in histories]
    rights = [len(targets) for holdout in holdouts for targets in holdout.targets]
    return scales, cases_of(tuple(scales), rows, rights, lengths)


def _usual_spreads(recommender: Recommender, histories: list[History]) -> dict[str, float]:
    """The median spread of each named score over these shoppers, in the order of the names."""
    spreads: dict[str, list[float]] = {}
    for history in histories:
        for name, scores in recommender.scores(history, recommender.segment(history)).items():
            spreads.setdefault(name, []).append(spread(scores)[1])
    return {name: float(np.median(values)) for name, values in sorted(spreads.items())}


def _case(
    recommender: Recommender, scales: Mapping[str, float], history: History, targets: Ints, seen: bool
) -> NDArray[np.float32]:
    """(candidates, names) scores as the blend weighs them: of the right items, then of each score's best others."""
    raw = recommender.scores(history, recommender.segment(history))
    table = np.stack([on_scale(name, raw[name], scale) for name, scale in scales.items()])
    out = np.append(history.refused() if seen else history.items, targets)
    others = _best_others(table, out.astype(np.int32))
    return np.ascontiguousarray(table[:, np.append(targets, others)].T)


def _best_others(table: NDArray[np.float32], out: Ints) -> Ints:
    """The best items of each row of `table`, without `out`."""
    allowed = table.copy()
    allowed[:, out] = -np.inf
    depth = min(DEPTH, table.shape[1] - 1)
    best = np.unique(np.argpartition(-allowed, depth, axis=1)[:, :depth])
    return np.asarray(np.setdiff1d(best, out), np.int32)

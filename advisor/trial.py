"""The trial before a release: the new recipe beside the current one on the same held-out events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from recommender.arrays import Floats
from recommender.blend import HISTORY_CLASSES
from recommender.evaluation import Result, Table, difference, evaluate, is_worse
from recommender.facts import ItemFacts
from recommender.interactions import Interactions
from recommender.recipe import Recipe
from recommender.splits import Holdout, time_split
from recommender.tuning import tune

HELD_OUT = 0.1
SHOPPERS = 2000
#: With fewer shoppers than this a comparison says nothing.
FEWEST = 30
ONLY_POPULARITY: Mapping[str, Mapping[str, float]] = {group: {"popularity": 1.0} for group in HISTORY_CLASSES}
COLUMNS = ("recipe", "NDCG@10", "95 % interval", "HR@10", "recall@10", "coverage", "diversity")


@dataclass(frozen=True, slots=True)
class Trial:
    """`recipe` is what a release should be cooked by; `accepted` unless it is worse beyond noise."""

    recipe: Recipe
    accepted: bool
    sentence: str
    rows: tuple[tuple[str, ...], ...] = ()
    columns: tuple[str, ...] = COLUMNS

    def as_dict(self) -> dict[str, Any]:
        return {"columns": self.columns, "rows": self.rows, "sentence": self.sentence}


def hold_trial(
    interactions: Interactions, vectors: Floats, facts: ItemFacts, current: Recipe | None, seed: int
) -> Trial:
    """Tunes on what came before the last tenth of the events, measures on that tenth.

    Both recipes are fitted on the same training part: a release that has seen the held-out events
    cannot be measured on them, its recipe can.
    """
    start = current or Recipe()
    if not len(interactions):
        return Trial(start, True, "There are no events yet, so there was nothing to compare.")
    holdout = hold_out(interactions, seed)
    if len(holdout) < FEWEST:
        return Trial(
            start, True, f"Only {len(holdout)} shoppers have events to hold out: too few to compare."
        )
    new = tune(holdout.train, vectors, start, holdout.now, seed, facts)
    table = compare(new, current, holdout, vectors, facts, seed)
    accepted, sentence = judge(table)
    return Trial(new, accepted, sentence, rows_of(table))


def hold_out(interactions: Interactions, seed: int) -> Holdout:
    """The last HELD_OUT of the events, of at most SHOPPERS shoppers drawn by the seed."""
    return time_split(interactions, since(interactions)).sample(SHOPPERS, seed)


def since(interactions: Interactions) -> int:
    """The moment (seconds UTC) after which the last HELD_OUT of the events lie."""
    return int(np.quantile(interactions.times, 1 - HELD_OUT)) + 1


def compare(
    new: Recipe, current: Recipe | None, holdout: Holdout, vectors: Floats, facts: ItemFacts, seed: int
) -> Table:
    recipes = {"popularity": replace(new, weights=ONLY_POPULARITY), "new": new}
    recipes |= {"current": current} if current else {}
    return evaluate(recipes, holdout, vectors, facts, seen=True, seed=seed)


def judge(table: Table) -> tuple[bool, str]:
    """Whether the new recipe may be published, and why."""
    names = [result.name for result in table.results]
    shoppers = f"on {table.users} shoppers' held-out events"
    if "current" not in names:
        return True, f"It is the first release; the table is measured {shoppers}."
    gap = difference(table["new"], table["current"])
    measured = f"NDCG@10 {gap.mean:+.4f} (95 % {gap.low:+.4f} to {gap.high:+.4f}) {shoppers}"
    if is_worse(table["new"], table["current"]):
        return False, f"It is worse than the current one beyond noise: {measured}."
    return True, f"Against the current one: {measured}."


def rows_of(table: Table) -> tuple[tuple[str, ...], ...]:
    return tuple(_row(result) for result in table.results)


def _row(result: Result) -> tuple[str, ...]:
    ndcg = result.estimate("ndcg")
    means: Sequence[float] = [float(np.mean(result.per_user[name])) for name in ("hit_rate", "recall")]
    shop = [result.shop.get(name, float("nan")) for name in ("coverage", "diversity")]
    interval = f"{ndcg.low:.4f} to {ndcg.high:.4f}"
    return (result.name, f"{ndcg.mean:.4f}", interval, *(f"{value:.4f}" for value in (*means, *shop)))

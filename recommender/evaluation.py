"""Evaluation: recipes side by side on the same held-out slice, with the noise said."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from recommender.arrays import Floats, Mask
from recommender.facts import ItemFacts
from recommender.history import History
from recommender.metrics import (
    coverage,
    gini,
    hit_rate,
    intra_list_diversity,
    ndcg,
    novelty,
    recall,
    reciprocal_rank,
)
from recommender.recipe import Recipe
from recommender.recommender import Recommender
from recommender.splits import Holdout

Ranker = Callable[[History], list[int]]
PerUser = NDArray[np.float64]
DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over shoppers and its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float

    @classmethod
    def of(cls, values: PerUser, seed: int) -> "Estimate":
        """Draws the shoppers anew a thousand times; NaN without shoppers."""
        if not len(values):
            return cls(float("nan"), float("nan"), float("nan"))
        drawn = np.random.default_rng(seed).integers(0, len(values), (DRAWS, len(values)), np.int32)
        low, high = np.quantile(values[drawn].mean(axis=1), (0.025, 0.975))
        return cls(float(values.mean()), float(low), float(high))


@dataclass(frozen=True, slots=True)
class Result:
    """One ranker's outcome: `per_user` measures (one value per shopper), `shop` measures over all lists, and
    `shown` (n_items,) how often each item is in one of them."""

    name: str
    per_user: Mapping[str, PerUser]
    shop: Mapping[str, float]
    shown: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))

    def among(self, shoppers: Mask) -> "Result":
        """The measures of some of the shoppers; those over all lists are left out."""
        return Result(self.name, {label: values[shoppers] for label, values in self.per_user.items()}, {})

    def estimate(self, measure: str = "ndcg", seed: int = 0) -> Estimate:
        return Estimate.of(self.per_user[measure], seed)


@dataclass(frozen=True, slots=True)
class Table:
    """The results of several rankers on the same shoppers."""

    results: tuple[Result, ...]
    k: int
    seed: int = 0

    def __getitem__(self, name: str) -> Result:
        return next(result for result in self.results if result.name == name)

    @property
    def users(self) -> int:
        return len(next(iter(self.results[0].per_user.values()))) if self.results else 0

    def frame(self) -> pd.DataFrame:
        """One row per ranker: each measure with its interval (`ndcg`, `ndcg_low`, `ndcg_high`), the shop's last."""
        return pd.DataFrame([self._row(result) for result in self.results]).set_index("name")

    def _row(self, result: Result) -> dict[str, float | str]:
        row: dict[str, float | str] = {"name": result.name}
        for measure in result.per_user:
            estimate = result.estimate(measure, self.seed)
            row |= {measure: estimate.mean, f"{measure}_low": estimate.low, f"{measure}_high": estimate.high}
        return row | dict(result.shop)


def evaluate(
    recipes: Mapping[str, Recipe],
    holdout: Holdout,
    vectors: Floats | None = None,
    facts: ItemFacts | None = None,
    *,
    k: int = 10,
    seen: bool = False,
    seed: int = 0,
) -> Table:
    """Fits each recipe on the slice's training part and measures its lists for the slice's shoppers."""
    results = []
    for name, recipe in recipes.items():
        recommender = Recommender.fit(holdout.train, vectors, recipe, holdout.now, facts)
        results.append(judge(name, personal(recommender, k, seen), holdout, vectors, k=k))
    return Table(tuple(results), k, seed)


def personal(recommender: Recommender, k: int = 10, seen: bool = False) -> Ranker:
    """The list the recommender gives a shopper, segment included."""
    return lambda history: recommender.rank(history, k, seen, recommender.segment(history))


def judge(name: str, rank: Ranker, holdout: Holdout, vectors: Floats | None = None, *, k: int = 10) -> Result:
    """Measures one ranker. Diversity is there when there are `vectors` (n_items, d)."""
    lists = [rank(history) for history in histories(holdout)]
    return measure(name, lists, holdout, vectors, k=k)


def histories(holdout: Holdout) -> list[History]:
    """What is known of each of the slice's shoppers at the moment of asking."""
    return [holdout.train.history(int(user), holdout.now) for user in holdout.users]


def measure(
    name: str, lists: Sequence[Sequence[int]], holdout: Holdout, vectors: Floats | None = None, *, k: int = 10
) -> Result:
    """Measures lists that were made for the slice's shoppers, one each, best first."""
    train = holdout.train
    targets = [set(items.tolist()) for items in holdout.targets]
    measures = {"ndcg": ndcg, "hit_rate": hit_rate, "recall": recall, "mrr": reciprocal_rank}
    per_user = {
        label: np.array([gain(ranked, wanted, k) for ranked, wanted in zip(lists, targets, strict=True)])
        for label, gain in measures.items()
    }
    counts = np.bincount(train.items, minlength=train.item_count).astype(np.float64)
    shop = {
        "coverage": coverage(lists, train.item_count),
        "gini": gini(lists, train.item_count),
        "novelty": novelty(lists, counts),
    }
    if vectors is not None and lists:
        clean = np.nan_to_num(vectors)
        shop["diversity"] = float(np.mean([intra_list_diversity(ranked, clean) for ranked in lists]))
    places = np.array([item for ranked in lists for item in ranked], np.int64)
    return Result(name, per_user, shop, np.bincount(places, minlength=train.item_count))


def difference(new: Result, current: Result, measure: str = "ndcg", seed: int = 0) -> Estimate:
    """New minus current, paired by shopper, with its interval."""
    return Estimate.of(new.per_user[measure] - current.per_user[measure], seed)


def is_worse(new: Result, current: Result, measure: str = "ndcg", seed: int = 0) -> bool:
    """Whether the new one is worse beyond noise: the whole interval of the difference lies below zero."""
    return difference(new, current, measure, seed).high < 0

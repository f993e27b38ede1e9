"""Learning: blend weights from cases in which the right item is known."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.arrays import Floats, Mask

#: Every weight in turn is tried at these multiples of itself.
STEPS = (0.0, 0.5, 0.75, 0.9, 1.1, 1.35, 2.0)
ROUNDS = 3
RIDGE = 1e-3


@dataclass(frozen=True, slots=True)
class Cases:
    """`features` (cases, candidates, names): comparable scores, the right item first; short cases are padded,
    `padding` (cases, candidates) is -inf there and 0 elsewhere. `lengths` (cases,) are those of the histories."""

    names: tuple[str, ...]
    features: NDArray[np.float32]
    padding: NDArray[np.float32]
    lengths: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.features)

    def where(self, mask: Mask) -> "Cases":
        return Cases(self.names, self.features[mask], self.padding[mask], self.lengths[mask])

    def ndcg(self, weights: Floats) -> float:
        """Mean NDCG@10 of the blend with these weights; ties count half."""
        totals = self.features @ weights + self.padding
        right, others = totals[:, :1], totals[:, 1:]
        rank = (others > right).sum(axis=1) + 0.5 * (others == right).sum(axis=1)
        return float(np.where(rank < 10, 1 / np.log2(rank + 2), 0).mean())

    def best_single(self) -> tuple[str, float]:
        """The score that does best alone, and its NDCG@10."""
        values = [self.ndcg(weights) for weights in np.eye(len(self.names), dtype=np.float32)]
        best = int(np.argmax(values))
        return self.names[best], values[best]


def learn(cases: Cases, starts: list[Floats], seed: int) -> Floats:
    """(names,) the best weights found on NDCG@10: never worse than any start or any single score."""
    candidates = [*starts, likeliest(cases), *np.eye(len(cases.names), dtype=np.float32)]
    best = max(candidates, key=cases.ndcg)
    return climb(cases, best, np.random.default_rng(seed))


def likeliest(cases: Cases) -> Floats:
    """(names,) weights under which the right items are most likely: a softmax over each case's candidates.

    Multinomial logit with a small ridge (McFadden 1974), by L-BFGS; convex, so the start does not matter.
    No weight is below 0: every score is evidence for an item, and can be told to a shopper as such.
    """
    from scipy.optimize import minimize

    scale = cases.features.reshape(-1, len(cases.names)).std(axis=0) + 1e-6
    features = cases.features / scale

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        totals = features @ weights.astype(np.float32) + cases.padding
        totals -= totals.max(axis=1, keepdims=True)
        chances = np.exp(totals)
        sums = chances.sum(axis=1, keepdims=True)
        chances /= sums
        value = float((np.log(sums[:, 0]) - totals[:, 0]).mean() + RIDGE * (weights**2).sum())
        slope = (np.einsum("uc,ucn->un", chances, features) - features[:, 0]).mean(axis=0)
        return value, slope.astype(np.float64) + 2 * RIDGE * weights

    start, bounds = np.zeros(len(cases.names)), [(0, None)] * len(cases.names)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 100})
    return np.asarray(found.x / scale, np.float32)


def climb(cases: Cases, weights: Floats, rng: np.random.Generator) -> Floats:
    """Coordinate search upwards from `weights`, in an order drawn by `rng`."""
    best, value = weights.copy(), cases.ndcg(weights)
    for _ in range(ROUNDS):
        before = value
        for place in rng.permutation(len(best)):
            for step in STEPS:
                tried = best.copy()
                tried[place] *= step
                reached = cases.ndcg(tried)
                if reached > value + 1e-9:
                    best, value = tried, reached
        if value == before:
            break
    return best


def named(cases: Cases, weights: Floats) -> Mapping[str, float]:
    """The weights by name, largest set to 1, zeros left out."""
    top = float(np.abs(weights).max()) or 1.0
    return {name: round(float(w) / top, 4) for name, w in zip(cases.names, weights, strict=True) if w}

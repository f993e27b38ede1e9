"""Learning: blend weights from cases in which the right item is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.arrays import Floats, Mask

#: Every weight in turn is tried at these multiples of itself; one at zero at these parts of the largest.
STEPS = (0.0, 0.5, 0.75, 0.9, 1.1, 1.35, 2.0)
JOINS = (0.05, 0.15, 0.4)
ROUNDS = 3
RIDGE = 1e-3
TINY = np.float32(1e-30)
#: Standard errors by which a step has to be better: smaller gains are chance as often as not. One score more
#: has to show itself clearly.
NOISE = 0.5
NOISE_OF_ONE_MORE = 2.0
#: Weights are the mean of what is learned on so many redrawn sets of cases (bagging; Breiman 1996).
DRAWS = 3
TOP = 10
#: The gain of a list that begins with as many right items.
IDEAL = np.append(1.0, np.cumsum(1 / np.log2(np.arange(TOP) + 2)))


@dataclass(frozen=True)
class Cases:
    """Shoppers with candidates of which some are right.

    `features` (cases, candidates, names): scores as the blend weighs them, right items first; short cases are
    padded, `padding` (cases, candidates) is -inf there and 0 elsewhere. `lengths` (cases,) are those of the
    histories, `rights` (cases,) says how many items are right.
    """

    names: tuple[str, ...]
    features: NDArray[np.float32]
    padding: NDArray[np.float32]
    lengths: NDArray[np.int64]
    rights: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.features)

    @property
    def most(self) -> int:
        """The most right items of any case."""
        return int(self.rights.max(initial=0))

    def where(self, mask: Mask | NDArray[np.int64]) -> "Cases":
        kept = (self.features[mask], self.padding[mask], self.lengths[mask], self.rights[mask])
        return Cases(self.names, *kept)

    def gains(self, weights: Floats) -> NDArray[np.float64]:
        """(cases,) NDCG@10 of the blend with these weights; ties count half."""
        totals = self.features @ weights + self.padding
        gain = np.zeros(len(self))
        for place in range(self.most):
            own = totals[:, place : place + 1]
            rank = (totals > own).sum(axis=1) + 0.5 * ((totals == own).sum(axis=1) - 1)
            gain += np.where((rank < TOP) & (place < self.rights), 1 / np.log2(rank + 2), 0)
        return np.asarray(gain / IDEAL[np.minimum(self.rights, TOP)], np.float64)

    def ndcg(self, weights: Floats) -> float:
        """Mean NDCG@10 of the blend with these weights."""
        return float(self.gains(weights).mean())


def cases_of(
    names: tuple[str, ...],
    rows: Sequence[NDArray[np.float32]],
    rights: Sequence[int],
    lengths: Sequence[int],
) -> Cases:
    """Cases from a (candidates, names) table each, its right items first and counted in `rights`."""
    most = max(len(row) for row in rows)
    features = np.zeros((len(rows), most, len(names)), np.float32)
    padding = np.full((len(rows), most), -np.inf, np.float32)
    for number, row in enumerate(rows):
        features[number, : len(row)] = row
        padding[number, : len(row)] = 0
    return Cases(names, features, padding, np.array(lengths, np.int64), np.array(rights, np.int64))


def learn(cases: Cases, seed: int) -> Floats:
    """(names,) weights with a high NDCG@10: the mean of several drawn sets' best, improved on all cases.

    Never worse on these cases than the best single score.
    """
    rng = np.random.default_rng(seed)
    learned = climb(cases, np.mean([_drawn(cases, rng) for _ in range(DRAWS)], axis=0, dtype=np.float32), rng)
    singles = np.eye(len(cases.names), dtype=np.float32)
    return max([learned, *singles], key=cases.ndcg)


def _drawn(cases: Cases, rng: np.random.Generator) -> Floats:
    """The best weights, summing to 1, on as many cases drawn with repetition."""
    drawn = cases.where(rng.integers(0, len(cases), len(cases)))
    starts = [likeliest(drawn), *np.eye(len(cases.names), dtype=np.float32)]
    weights = climb(drawn, max(starts, key=drawn.ndcg), rng)
    return np.asarray(weights / max(float(weights.sum()), 1e-9), np.float32)


def likeliest(cases: Cases) -> Floats:
    """(names,) weights under which each right item is most likely among itself and the wrong ones: a softmax.

    Multinomial logit with a small ridge (McFadden 1974), by L-BFGS; convex, so the start does not matter.
    No weight is below 0: every score is evidence for an item, and can be told to a shopper as such.
    """
    from scipy.optimize import minimize

    scale = cases.features.reshape(-1, len(cases.names)).std(axis=0) + 1e-6
    features = cases.features / scale
    right = np.arange(features.shape[1]) < cases.rights[:, None]
    share = right / cases.rights[:, None]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        totals = features @ weights.astype(np.float32) + cases.padding
        totals -= totals.max(axis=1, keepdims=True)
        odds = np.exp(totals)
        sums = odds + np.where(right, 0, odds).sum(axis=1, keepdims=True)
        sums = np.where(right, np.maximum(sums, TINY), 1)
        value = float((share * (np.log(sums) - np.where(right, totals, 0))).sum(axis=1).mean())
        wrong = odds * (share / sums).sum(axis=1, keepdims=True)
        pull = np.where(right, share * (odds / sums - 1), wrong).astype(np.float32)
        slope = np.einsum("uc,ucn->n", pull, features).astype(np.float64) / len(features)
        return value + RIDGE * float((weights**2).sum()), slope + 2 * RIDGE * weights

    start, bounds = np.zeros(len(cases.names)), [(0, None)] * len(cases.names)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 100})
    return np.asarray(found.x / scale, np.float32)


def climb(cases: Cases, weights: Floats, rng: np.random.Generator) -> Floats:
    """Coordinate search upwards from `weights`, in an order drawn by `rng`; only steps that stand out count."""
    best, gains = weights.copy(), cases.gains(weights)
    for _ in range(ROUNDS):
        before = best
        for place in rng.permutation(len(best)):
            for weight in _tried(best, place):
                tried = best.copy()
                tried[place] = weight
                reached = cases.gains(tried)
                if _stands_out(reached - gains, bool(best[place]), bool(weight)):
                    best, gains = tried, reached
        if best is before:
            break
    return best


def _tried(weights: Floats, place: int) -> list[float]:
    """Other values for the weight at `place`."""
    own, top = float(weights[place]), float(weights.max())
    return [own * step for step in STEPS] if own else [top * part for part in JOINS]


def _stands_out(difference: NDArray[np.float64], had: bool, has: bool) -> bool:
    """Whether the mean gain is beyond noise; to drop a score that the blend `had` it may lie a little below zero."""
    error = float(difference.std()) / np.sqrt(len(difference))
    needed = (NOISE if had else NOISE_OF_ONE_MORE) if has else -NOISE / 2
    return bool(difference.mean() > needed * error + 1e-9)


def named(cases: Cases, weights: Floats) -> Mapping[str, float]:
    """The weights by name, largest set to 1, zeros left out."""
    top = float(np.abs(weights).max()) or 1.0
    return {name: round(float(w) / top, 4) for name, w in zip(cases.names, weights, strict=True) if w}

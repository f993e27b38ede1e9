"""EASE: every item predicted from all others at once, for catalogues where that fits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.lapack import dpotrf, dpotri
from scipy.sparse import diags

from recommender.arrays import Arrays, Floats, Ints, unknown
from recommender.history import History
from recommender.interactions import Interactions


@dataclass(frozen=True, slots=True)
class EaseConfig:
    """`penalty` is the ridge on each item's weight; `dropout` is the share of a shopper's things thought away
    while the rest foretells (Steck 2020, "Autoencoders that don't overfit towards the identity"); busy
    shoppers count less, by their number of things to the power `damp`; fitted only while at most `limit`
    items have events (the inverse is dense: `limit` squared times 8 bytes); `decay` per step back in the
    history."""

    penalty: float = 300.0
    dropout: float = 0.5
    damp: float = 0.5
    limit: int = 4000
    decay: float = 0.8
    recent: int = 500


@dataclass(frozen=True, slots=True)
class Ease:
    """A linear item-item model in closed form; Steck (2019), "Embarrassingly Shallow Autoencoders".

    `active` are the m items with events (all others cannot be scored), `weights` is (m, m).
    """

    active: Ints
    weights: Floats
    item_count: int
    config: EaseConfig

    @classmethod
    def fit(cls, interactions: Interactions, config: EaseConfig = EaseConfig()) -> "Ease":
        """An empty model, which cannot say anything, when more than `limit` items have events."""
        liking = interactions.matrix()
        active = np.flatnonzero(np.bincount(liking.indices, minlength=liking.shape[1])).astype(np.int32)
        if not 0 < len(active) <= config.limit:
            return cls(np.empty(0, np.int32), np.empty((0, 0), np.float32), liking.shape[1], config)
        inverse = _inverse(_gram(liking[:, active], config))
        weights = inverse / -np.diag(inverse)
        np.fill_diagonal(weights, 0)
        return cls(active, weights.astype(np.float32), interactions.item_count, config)

    def score(self, history: History) -> Floats:
        """(n_items,) predicted liking; NaN for items without events and for an empty history."""
        scores = unknown(self.item_count)
        merged = history.merged().recent(self.config.recent)
        rows, known = self._rows(merged.items)
        if known.any():
            scores[self.active] = merged.recency(self.config.decay)[known] @ self.weights[rows[known]]
        return scores

    def _rows(self, items: Ints) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        if not len(self.active):
            return np.zeros(len(items), np.int64), np.zeros(len(items), bool)
        rows = np.minimum(np.searchsorted(self.active, items), len(self.active) - 1)
        return rows, self.active[rows] == items

    def arrays(self) -> Arrays:
        return {
            "active": self.active,
            "weights": self.weights,
            "item_count": np.array([self.item_count], np.int64),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], config: EaseConfig) -> "Ease":
        return cls(arrays["active"], arrays["weights"], int(arrays["item_count"][0]), config)


def _gram(liking: Any, config: EaseConfig) -> NDArray[np.float64]:
    """(m, m) what items share, over damped shoppers, with the ridge and the dropout's part on the diagonal."""
    sums = np.asarray(liking.sum(axis=1), np.float64).ravel()
    trust = (np.maximum(sums, 1) / max(float(sums.mean()), 1)) ** -config.damp
    gram = np.asarray((liking.T @ diags(trust) @ liking).toarray(), np.float64)
    gram[np.diag_indices_from(gram)] *= 1 + config.dropout / (1 - config.dropout)
    gram[np.diag_indices_from(gram)] += config.penalty
    return gram


def _inverse(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """The inverse of a positive definite matrix by Cholesky: half the work of the general one."""
    lower, _ = dpotrf(matrix, lower=1, overwrite_a=1)
    inverse, _ = dpotri(lower, lower=1, overwrite_c=1)
    lower_half = np.tril(inverse)
    return np.asarray(lower_half + np.tril(lower_half, -1).T, np.float64)

"""Item neighbours: what shoppers of the same things also took."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, vstack

from recommender.arrays import Arrays, Floats
from recommender.history import History
from recommender.interactions import Interactions
from recommender.rows import SparseRows, strongest

BLOCK = 2000


@dataclass(frozen=True, slots=True)
class NeighboursConfig:
    """`keep` neighbours per item; a similarity of c common shoppers is damped by c / (c + `shrink`);
    `asymmetry` 0.5 is cosine, more favours popular neighbours; `decay` per step back in the history;
    of a shopper's things the latest `longest` count in training, busy shoppers less (`damp`: BM25-like)."""

    keep: int = 200
    shrink: float = 5.0
    asymmetry: float = 0.6
    decay: float = 0.8
    longest: int = 300
    damp: float = 0.0
    recent: int = 200


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Cosine-weighted co-occurrence, truncated. After Deshpande and Karypis (2004), "Item-based top-N"."""

    similar: SparseRows
    config: NeighboursConfig

    @classmethod
    def fit(cls, interactions: Interactions, config: NeighboursConfig = NeighboursConfig()) -> "Neighbours":
        """Counts common shoppers in blocks of items: memory grows with `keep` times items."""
        liking = _weighted(_latest(interactions, config.longest).matrix(), config.damp)
        blocks = [_similarity(block, config) for block in _common(liking)]
        empty = csr_matrix((0, interactions.item_count), dtype=np.float32)
        return cls(SparseRows.of(vstack([empty, *blocks], format="csr")), config)

    def score(self, history: History) -> Floats:
        """(n_items,) summed similarity to the shopper's recent things; NaN for an empty history."""
        merged = history.merged().recent(self.config.recent)
        if not len(merged):
            return np.full(self.similar.width, np.nan, np.float32)
        return self.similar.weighted_sum(merged.items, merged.recency(self.config.decay))

    def pull(self, history: History, item: int) -> Floats:
        """(len(history),) how much each entry of a merged history speaks for `item`."""
        return self.similar.column_of(history.items, item) * history.recency(self.config.decay)

    def arrays(self) -> Arrays:
        return self.similar.arrays()

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], config: NeighboursConfig) -> "Neighbours":
        return cls(SparseRows.from_arrays(arrays), config)


def _latest(interactions: Interactions, longest: int) -> Interactions:
    place = interactions.bounds[interactions.users + 1] - np.arange(len(interactions))
    return interactions.where(place <= longest)


def _weighted(liking: Any, damp: float) -> Any:
    """Shoppers with many things say less about each: rows divided by their length to the power `damp`."""
    lengths = np.maximum(np.diff(liking.indptr), 1)
    return (diags(lengths.astype(np.float64) ** -damp) @ liking).tocsr().astype(np.float32)


def _common(liking: Any) -> Iterator[tuple[int, Any, NDArray[np.float32]]]:
    """For blocks of items: where the block starts, its co-occurrence with all items, all items' norms."""
    norms = np.asarray(liking.multiply(liking).sum(axis=0), np.float32).ravel()
    columns = liking.tocsc()
    for start in range(0, liking.shape[1], BLOCK):
        yield start, (columns[:, start : start + BLOCK].T @ liking).tocsr(), norms


def _similarity(block: tuple[int, Any, NDArray[np.float32]], config: NeighboursConfig) -> Any:
    """(block, n_items) cosine similarity with shrinkage, strongest kept, own column out."""
    start, common, norms = block
    rows = np.repeat(np.arange(common.shape[0]), np.diff(common.indptr))
    mine, other = norms[start + rows], norms[common.indices]
    cosine = common.data / (mine**config.asymmetry * other ** (1 - config.asymmetry))
    common.data = cosine * common.data / (common.data + config.shrink)
    common.data[common.indices == start + rows] = 0
    common.eliminate_zeros()
    return strongest(common, config.keep)

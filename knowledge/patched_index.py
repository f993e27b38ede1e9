"""An index with some products' vectors changed in memory alone, until they are published."""

from collections.abc import Callable, Collection, Iterable, Sequence

import numpy as np

from knowledge.index import DocumentEmbedder, ProductIndex, SyncReport, Vectors
from shop.product import Product


class PatchedIndex(ProductIndex):
    """A reading of `base` with `vectors` (one row per id of `changed`) in place of its own, without `removed`.

    What is patched is scored exactly beside the nearest that Chroma finds among the others.
    Safe to share between threads.
    """

    def __init__(
        self, base: ProductIndex, changed: Sequence[str], vectors: Vectors, removed: Collection[str]
    ) -> None:
        self._base = base
        self._changed, self._fresh = tuple(changed), vectors
        self._places = {name: row for row, name in enumerate(changed)}
        self._gone = {*removed, *changed}

    @property
    def stale(self) -> bool:
        return self._base.stale

    def __len__(self) -> int:
        gone = self._base.vectors(sorted(self._gone))
        return len(self._base) - int((~np.isnan(gone).any(axis=1)).sum()) + len(self._changed)

    def close(self) -> None:
        self._base.close()

    def query(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        found = [pair for pair in self._base.query(vector, k + len(self._gone)) if pair[0] not in self._gone]
        if self._fresh.shape[1] == len(vector):
            found += zip(self._changed, (self._fresh @ vector).tolist(), strict=True)
        return sorted(found, key=lambda pair: -pair[1])[:k]

    def vectors(self, ids: Sequence[str]) -> Vectors:
        patched = [row for row, name in enumerate(ids) if name in self._gone]
        if not patched:
            return self._base.vectors(ids)
        places = [self._places.get(ids[row]) for row in patched]
        mine = [np.full(self._fresh.shape[1], np.nan) if at is None else self._fresh[at] for at in places]
        result = self._base.vectors([*ids, ""])[: len(ids)]  # never the base's own array
        if result.shape[1] != self._fresh.shape[1]:
            result = np.full((len(ids), self._fresh.shape[1]), np.nan, np.float32)
        result[patched] = mine
        return result

    def sync(
        self,
        products: Iterable[Product],
        embedder: DocumentEmbedder,
        progress: Callable[[int, int], None] | None = None,
    ) -> SyncReport:
        return self._base.sync(products, embedder, progress)

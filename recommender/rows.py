"""A sparse matrix kept by rows, as little as scoring needs of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from recommender.arrays import Arrays, Floats, Ints

#: Entries that are sorted at once.
BLOCK = 4_000_000


@dataclass(frozen=True, slots=True)
class SparseRows:
    """An (n, `width`) matrix in CSR parts: row i is `indices`, `data` from `indptr[i]` to `indptr[i + 1]`."""

    indptr: NDArray[np.int64]
    indices: Ints
    data: Floats
    width: int

    @classmethod
    def of(cls, matrix: Any) -> "SparseRows":
        """The rows of a scipy sparse matrix."""
        csr = csr_matrix(matrix)
        return cls(
            csr.indptr.astype(np.int64),
            csr.indices.astype(np.int32),
            csr.data.astype(np.float32),
            csr.shape[1],
        )

    @property
    def count(self) -> int:
        return len(self.indptr) - 1

    def row(self, index: int) -> tuple[Ints, Floats]:
        """Column numbers and values of one row."""
        start, end = self.indptr[index], self.indptr[index + 1]
        return self.indices[start:end], self.data[start:end]

    def weighted_sum(self, rows: Ints, weights: Floats) -> Floats:
        """The weighted sum of the given rows, dense (width,)."""
        total = np.zeros(self.width, np.float32)
        for row, weight in zip(rows.tolist(), weights.tolist(), strict=True):
            columns, values = self.row(row)
            total[columns] += weight * values
        return total

    def column_of(self, rows: Ints, column: int) -> Floats:
        """The entries of one column in the given rows, (len(rows),), 0 where there is none."""
        counts = self.indptr[np.asarray(rows) + 1] - self.indptr[rows]
        ends = np.cumsum(counts)
        places = np.arange(counts.sum()) + np.repeat(self.indptr[rows] - (ends - counts), counts)
        found = np.flatnonzero(self.indices[places] == column)
        position = np.searchsorted(ends, found, side="right")
        return np.bincount(position, self.data[places[found]], len(rows)).astype(np.float32)

    def arrays(self) -> Arrays:
        return {
            "indptr": self.indptr,
            "indices": self.indices,
            "data": self.data,
            "width": np.array([self.width], np.int64),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "SparseRows":
        return cls(arrays["indptr"], arrays["indices"], arrays["data"], int(arrays["width"][0]))


def strongest(matrix: Any, keep: int) -> Any:
    """The same CSR matrix with only the `keep` largest entries of each row.

    Ties fall to the lower column, so that the outcome does not depend on the order of work. Rows are sorted in
    blocks of about BLOCK entries: sorting all at once would take several times the matrix's memory.
    """
    csr = csr_matrix(matrix)
    count = csr.shape[0]
    bounds = np.searchsorted(csr.indptr, np.arange(0, csr.nnz, BLOCK), side="left")
    starts = np.unique(np.append(bounds[bounds < count], 0))
    ends = np.append(starts[1:], count)
    parts = [_strongest(csr[start:end], keep) for start, end in zip(starts, ends, strict=True)]
    return vstack(parts, format="csr")


def _strongest(csr: Any, keep: int) -> Any:
    rows = np.repeat(np.arange(csr.shape[0]), np.diff(csr.indptr))
    order = np.lexsort((csr.indices, -csr.data, rows))
    place = np.arange(len(order)) - csr.indptr[rows[order]]
    kept = order[place < keep]
    return csr_matrix((csr.data[kept], (rows[kept], csr.indices[kept])), shape=csr.shape)

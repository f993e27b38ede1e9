"""Short forms of the vectors: a quick look over many products before the exact one over few."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

#: Dimensions of the short form, and how many vectors its axes are learned from.
DIMENSIONS = 64
SAMPLE = 5_000


@dataclass(frozen=True, slots=True)
class Coarse:
    """The vectors on the axes along which they differ most (PCA, not centred): `short` is (n, DIMENSIONS),
    `axes` (dimension, DIMENSIONS). A quarter of a kilobyte per product."""

    short: Vectors
    axes: Vectors

    @classmethod
    def of(cls, vectors: Vectors) -> "Coarse":
        """Of (n, dimension) vectors without NaN; short vectors stay whole."""
        if vectors.shape[1] <= DIMENSIONS:
            return cls(vectors, np.eye(vectors.shape[1], dtype=np.float32))
        sample = vectors[:: max(1, len(vectors) // SAMPLE)]
        _, axes = np.linalg.eigh(sample.T @ sample)
        chosen = np.ascontiguousarray(axes[:, -DIMENSIONS:], np.float32)
        return cls(vectors @ chosen, chosen)

    def scores(self, vector: Vectors, rows: Rows) -> Vectors:
        """(len(rows),) about the products of these rows' vectors with `vector`."""
        short = self.short if len(rows) == len(self.short) else np.take(self.short, rows, axis=0)
        return np.asarray(short @ (vector @ self.axes), np.float32)

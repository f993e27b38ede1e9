"""The vectors of a published Chroma folder as one array beside it: page by page reading them takes minutes."""

import json
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
VECTORS, MARKS = "mirror.npy", "mirror.json"
log = logging.getLogger(__name__)


def write(folder: Path, ids: Sequence[str], vectors: Vectors, marks: Mapping[str, str]) -> None:
    """Keeps ids, their vectors (n, dimension) in this order, and the mark of each."""
    np.save(folder / VECTORS, vectors)
    (folder / MARKS).write_text(json.dumps([[name, marks[name]] for name in ids]), encoding="utf-8")


def read(folder: Path, count: int) -> tuple[tuple[str, ...], Vectors, dict[str, str]] | None:
    """Ids, vectors and marks as written; None where they are missing, damaged or not `count`."""
    try:
        marks = dict(json.loads((folder / MARKS).read_text(encoding="utf-8")))
        vectors = np.load(folder / VECTORS)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        log.info("The vectors beside Chroma in %s cannot be read (%s); read from Chroma.", folder, error)
        return None
    if not len(marks) == len(vectors) == count:
        return None
    return tuple(marks), np.asarray(vectors, np.float32), marks

"""The array types that the room speaks, and how named parts share one flat dictionary."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Times = NDArray[np.int64]
Mask = NDArray[np.bool_]
#: What a model is saved as: plain numpy arrays, numbers or unicode, never pickled objects.
Arrays = dict[str, NDArray[np.generic]]


def with_prefix(prefix: str, arrays: Mapping[str, NDArray[np.generic]]) -> Arrays:
    """The same arrays under `prefix.name`."""
    return {f"{prefix}.{name}": array for name, array in arrays.items()}


def without_prefix(prefix: str, arrays: Mapping[str, NDArray[np.generic]]) -> Arrays:
    """The arrays saved under `prefix.`, by their own names; empty where there are none."""
    start = f"{prefix}."
    return {name[len(start) :]: array for name, array in arrays.items() if name.startswith(start)}


def unknown(count: int) -> Floats:
    """`count` scores that say "cannot say" (NaN)."""
    return np.full(count, np.nan, np.float32)

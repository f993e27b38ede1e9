"""What a release holds on disk: arrays without pickles, and JSON."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from recommender.recipe import Recipe
from recommender.recommender import Recommender
from shop.releases import MANIFEST, ReleaseError

RECOMMENDER = "recommender.npz"
RECIPE = "recipe.json"
#: Changes when a release of an older program can no longer be read.
FORMAT = 3


def write_recommender(folder: Path, recommender: Recommender) -> None:
    np.savez(folder / RECOMMENDER, **recommender.arrays())  # type: ignore[arg-type]
    _write(folder / RECIPE, recommender.recipe.to_dict())


def read_recommender(folder: Path) -> Recommender:
    """Raises ReleaseError when the files are missing or damaged."""
    recipe = read_recipe(folder)
    try:
        with np.load(folder / RECOMMENDER, allow_pickle=False) as arrays:
            return Recommender.from_arrays(dict(arrays), recipe)
    except (OSError, ValueError, KeyError) as error:
        raise ReleaseError(f"{folder / RECOMMENDER} cannot be read: {error}") from error


def read_recipe(folder: Path) -> Recipe:
    values: dict[str, Any] = _read(folder / RECIPE)
    return Recipe.from_dict(values)


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    _write(folder / MANIFEST, {"format": FORMAT, **manifest})


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{path} cannot be read: {error}") from error

"""What the sentence model learned from Aisle's examples of complaints: small matrices, added to its own weights."""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from knowledge.embedder import Embedder
from knowledge.onnx_encoder import ModelError, OnnxEncoder, read_manifest
from knowledge.onnx_export import describe, export
from shop.settings import Settings

Matrix = npt.NDArray[np.float32]

ADAPTER = Path(__file__).parent / "taxonomy" / "adapter.npz"


@dataclass(frozen=True, slots=True)
class Adapter:
    """Low-rank changes to the linear layers of one sentence model (LoRA, Hu et al. 2021).

    `base` is the `Embedder.version` that they were learned for, `version` changes with them. `changes` maps a layer's
    name to `(up, down)`, whose product is added to its weights. `head` (d + 1,) makes a complaint's logit of an
    adapted vector of length 1; the bias is last.
    """

    base: str
    version: str
    changes: Mapping[str, tuple[Matrix, Matrix]]
    head: Matrix

    @classmethod
    def read(cls, path: Path = ADAPTER) -> "Adapter | None":
        """The adapter in a file; None where there is none or it is damaged."""
        try:
            version = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                kept = {name: np.asarray(arrays[name]) for name in arrays.files}
            ups = {name[3:] for name in kept if name.startswith("up ")}
            changes = {name: (_single(kept[f"up {name}"]), _single(kept[f"down {name}"])) for name in ups}
            return cls(str(kept["base"]), version, changes, _single(kept["head"]))
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None

    def write(self, path: Path) -> None:
        """Stores the matrices with half precision; `version` is that of the file when it is read."""
        halves = {
            f"{side} {name}": matrix.astype(np.float16)
            for name, pair in self.changes.items()
            for side, matrix in zip(("up", "down"), pair, strict=True)
        }
        arrays: dict[str, Any] = {"base": np.array(self.base), "head": self.head, **halves}
        np.savez_compressed(path, **arrays)

    def change(self, model: Any) -> None:
        """Adds the changes to the weights of a loaded sentence-transformers model."""
        import torch

        layers = dict(model[0].auto_model.named_modules())
        with torch.no_grad():
            for name, (up, down) in self.changes.items():
                layers[name].weight += torch.from_numpy(up @ down)


def adapted_encoder(
    settings: Settings, embedder: Embedder, adapter: Adapter, say: Callable[[str], None]
) -> OnnxEncoder | None:
    """The embedder's model with the adapter's changes, on one thread; prepared in half a minute the first time.

    None where the adapter was learned for another model, or the model has no ONNX form.
    """
    if embedder.version != adapter.base or embedder.encoder is None:
        return None
    folder = settings.models / f"reader-{adapter.version}"
    if not _is_ready(folder):
        _prepare(folder, embedder, adapter, say)
    return OnnxEncoder(folder, 1) if _is_ready(folder) else None


def _prepare(folder: Path, embedder: Embedder, adapter: Adapter, say: Callable[[str], None]) -> None:
    model = embedder.original()
    adapter.change(model)
    building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        export(model.cpu(), describe(model, f"{embedder.name}, adapted", adapter.version), building, say)
        shutil.rmtree(folder, ignore_errors=True)
        for outdated in set(folder.parent.glob("reader-*")):
            shutil.rmtree(outdated, ignore_errors=True)
        building.rename(folder)
    except OSError:
        if not _is_ready(folder):  # another process was quicker
            raise
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _is_ready(folder: Path) -> bool:
    try:
        return bool(read_manifest(folder).files)
    except ModelError:
        return False


def _single(array: npt.NDArray[Any]) -> Matrix:
    return np.asarray(array, dtype=np.float32)

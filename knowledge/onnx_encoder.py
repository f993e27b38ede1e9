"""A sentence encoder on onnxruntime: numpy and tokenizers beside it, no torch. Runs on Python 3.10 too."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

BATCH = 16


class ModelError(RuntimeError):
    """A sentence model is missing, damaged or cannot do what was asked; the message says which."""


@dataclass(frozen=True)
class Manifest:
    """What lies in a model's folder.

    `weights` is the SHA-256 of the original weights, `source` a cheap fingerprint of the files they were
    read from. `files` maps each file to its SHA-256; it is empty where the model has no ONNX form, and
    `obstacle` then says why. `agreement` is the lowest cosine to the original on a few sentences.
    """

    model: str
    source: str
    weights: str
    dimension: int
    max_length: int
    pad_id: int
    query_prompt: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    agreement: float
    obstacle: str
    files: dict[str, str]
    format: int = 2

    def write(self, folder: Path) -> None:
        text = json.dumps(asdict(self), indent=2) + "\n"
        (folder / "manifest.json").write_text(text, encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a model's folder, every file of it checked; raises ModelError on any damage."""
    try:
        values = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        known = {name: values[name] for name in (item.name for item in fields(Manifest))}
        lists = {name: tuple(known[name]) for name in ("inputs", "outputs")}
        manifest = Manifest(**{**known, **lists})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"No prepared sentence model in {folder}: run `aisle train` first.") from error
    for name, digest in manifest.files.items():
        if not (folder / name).is_file() or file_sha256(folder / name) != digest:
            raise ModelError(f"{folder / name} is damaged: run `aisle train` to build it again.")
    return manifest


def file_sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


@dataclass(frozen=True)
class Pieces:
    """The pieces a tokenizer cuts a text into, each with what the model makes of it in its sentence.

    `spans` (n, 2) are places in the text, in characters; the model's own marks have empty ones.
    `states` are float32 (n, dimension).
    """

    spans: npt.NDArray[np.int64]
    states: npt.NDArray[np.float32]

    def mean(self, start: int, end: int) -> npt.NDArray[np.float32]:
        """float32 (dimension,): the mean state of the pieces within text[start:end], zeros where there is none."""
        inside = (self.spans[:, 0] < end) & (self.spans[:, 1] > start) & (self.spans[:, 0] < self.spans[:, 1])
        if not inside.any():
            return np.zeros(self.states.shape[1], dtype=np.float32)
        return np.asarray(self.states[inside].mean(axis=0), dtype=np.float32)


class OnnxEncoder:
    """Texts to L2-normalised vectors, by the ONNX model of a folder that `prepare_model` wrote.

    Safe to share between threads: a session and a tokenizer are only read. Raises ModelError where the
    folder holds no intact model.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self.manifest = read_manifest(folder)
        if not self.manifest.files:
            raise ModelError(f"{self.manifest.model} has no ONNX form: {self.manifest.obstacle}")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Its threads would otherwise spin between queries, on cores that others need.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(self.manifest.max_length)

    @property
    def dimension(self) -> int:
        return self.manifest.dimension

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """float32 (n, dimension), rows of length 1; texts longer than the model reads are cut.

        Texts of like length share a batch. Int8 scales depend on the batch, so the same text may differ
        by about 0.01 in cosine between calls.
        """
        return self._encoded(texts, ("embedding",))[0]

    def encode_pieces(self, texts: Sequence[str]) -> tuple[npt.NDArray[np.float32], list[Pieces]]:
        """What `encode` gives, and each text's pieces, from one run of the model."""
        return self._encoded(texts, ("embedding", "tokens"))

    def _encoded(
        self, texts: Sequence[str], outputs: Sequence[str]
    ) -> tuple[npt.NDArray[np.float32], list[Pieces]]:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        tokens = self._tokenizer.encode_batch(list(texts))
        pieces: dict[int, Pieces] = {}
        for rows in _batches([len(token.ids) for token in tokens]):
            vectors[rows], *states = self._run([tokens[row] for row in rows], outputs)
            if states:
                pieces.update({row: _pieces(tokens[row], states[0][n]) for n, row in enumerate(rows)})
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors = np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)
        return vectors, [pieces[row] for row in range(len(pieces))]

    def _run(self, tokens: "list[Any]", outputs: Sequence[str]) -> list[npt.NDArray[np.float32]]:
        shape = (len(tokens), max(len(token.ids) for token in tokens))
        arrays = {
            "input_ids": np.full(shape, self.manifest.pad_id, dtype=np.int64),
            "attention_mask": np.zeros(shape, dtype=np.int64),
            "token_type_ids": np.zeros(shape, dtype=np.int64),
        }
        for row, token in enumerate(tokens):
            arrays["input_ids"][row, : len(token.ids)] = token.ids
            arrays["attention_mask"][row, : len(token.ids)] = token.attention_mask
            arrays["token_type_ids"][row, : len(token.ids)] = token.type_ids
        feed = {name: arrays[name] for name in self.manifest.inputs}
        return [np.asarray(array, dtype=np.float32) for array in self._session.run(list(outputs), feed)]


def _pieces(token: Any, states: npt.NDArray[np.float32]) -> Pieces:
    spans = np.asarray(token.offsets, dtype=np.int64).reshape(-1, 2)
    return Pieces(spans, states[: len(token.ids)])


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Row numbers in groups of BATCH, rows of like length together."""
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    for start in range(0, len(order), BATCH):
        yield order[start : start + BATCH]

"""A loaded sentence-transformers model as one int8 ONNX graph: a vector per text and a state per token."""

import hashlib
import logging
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.onnx_encoder import Manifest, ModelError, OnnxEncoder, file_sha256

#: Texts on which an export must say what the original says: plain, capital, long, not English, odd, empty.
PROBES = (
    "waterproof jacket for hiking",
    "Merino Wool BASE LAYER, men's, size XL",
    "the zip broke after two weeks and the seams let water in " * 12,
    "Regenjacke für Kinder, größenverstellbar",
    "2.5 L / 85 oz bottle (BPA-free) @ 19.99",
    "",
)
INT8_AGREEMENT = 0.95
EXACT_AGREEMENT = 0.999
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUTS = ("embedding", "tokens")

log = logging.getLogger(__name__)


def describe(model: Any, name: str, source: str) -> Manifest:
    """The manifest of a loaded SentenceTransformer, without any exported file yet."""
    tokenizer = model.tokenizer
    length = model.max_seq_length or getattr(tokenizer, "model_max_length", 512)
    prompts = getattr(model, "prompts", None) or {}
    return Manifest(
        model=name,
        source=source,
        weights=_weights_sha256(model),
        dimension=int(model.encode([""], show_progress_bar=False).shape[1]),
        max_length=min(int(length), 8192),
        pad_id=int(getattr(tokenizer, "pad_token_id", None) or 0),
        query_prompt=str(prompts.get("query") or ""),
        inputs=tuple(i for i in getattr(tokenizer, "model_input_names", ()) if i in INPUTS),
        outputs=OUTPUTS,
        agreement=0.0,
        obstacle="",
        files={},
    )


def export(model: Any, manifest: Manifest, folder: Path, say: Callable[[str], None]) -> Manifest:
    """Writes model.onnx, tokenizer.json and manifest.json into `folder` and returns the manifest.

    The graph is int8 where that keeps a cosine of INT8_AGREEMENT to the original, else float32. A model that
    has no ONNX form gets a manifest without files, whose `obstacle` says why; nothing is raised for it.
    """
    try:
        say("Exporting the sentence model to ONNX")
        _write_tokenizer(model, folder)
        _write_graph(model, manifest.inputs, folder / "exact.onnx")
        finished = _quantised(model, manifest, folder) or _exact(model, manifest, folder)
    except Exception as error:  # the exporter's errors share no base class
        finished = replace(manifest, obstacle=_first_line(error))
        log.warning(
            "%s cannot be exported to ONNX (%s); queries run on torch.", manifest.model, finished.obstacle
        )
    for leftover in {path.name for path in folder.iterdir()} - set(finished.files):
        (folder / leftover).unlink()
    finished.write(folder)
    return finished


def _quantised(model: Any, manifest: Manifest, folder: Path) -> Manifest | None:
    """The int8 form, or None where it strays too far from the original.

    Scales per channel, because one scale per matrix drops to a cosine of 0.75 on all-MiniLM-L6-v2 (0.98 so);
    seven bits, because eight overflow on processors with AVX2 but no VNNI.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    quant_pre_process(folder / "exact.onnx", folder / "prepared.onnx", skip_symbolic_shape=True)
    quantize_dynamic(
        folder / "prepared.onnx",
        folder / "model.onnx",
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )
    return _checked(model, manifest, folder, INT8_AGREEMENT)


def _exact(model: Any, manifest: Manifest, folder: Path) -> Manifest:
    (folder / "exact.onnx").replace(folder / "model.onnx")
    checked = _checked(model, manifest, folder, EXACT_AGREEMENT)
    if checked is None:
        raise ModelError("the exported graph does not say what the model says")
    return checked


def _checked(model: Any, manifest: Manifest, folder: Path, least: float) -> Manifest | None:
    files = {name: file_sha256(folder / name) for name in ("model.onnx", "tokenizer.json")}
    candidate = replace(manifest, files=files)
    candidate.write(folder)
    exported = OnnxEncoder(folder).encode(PROBES)
    original = model.encode(list(PROBES), normalize_embeddings=True, show_progress_bar=False)
    agreement = float(np.min(np.sum(exported * original, axis=1)))
    return replace(candidate, agreement=round(agreement, 4)) if agreement >= least else None


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _write_tokenizer(model: Any, folder: Path) -> None:
    fast = getattr(model.tokenizer, "backend_tokenizer", None)
    if fast is None:
        raise ModelError("its tokenizer has no fast form")
    fast.save(str(folder / "tokenizer.json"))


def _write_graph(model: Any, inputs: tuple[str, ...], path: Path) -> None:
    import torch

    class Graph(torch.nn.Module):
        def forward(self, *arrays: Any) -> Any:
            made = model(dict(zip(inputs, arrays, strict=True)))
            return made["sentence_embedding"], made["token_embeddings"]

    sample = model.tokenizer(["two texts", "of unlike length"], padding=True, return_tensors="pt")
    axes = {name: {0: "texts", 1: "pieces"} for name in (*inputs, "tokens")} | {"embedding": {0: "texts"}}
    graph = Graph()
    graph.add_module("model", model)
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the tracer warns of branches that _checked covers
        torch.onnx.export(
            graph.eval(),
            tuple(sample[name].to("cpu") for name in inputs),
            str(path),
            input_names=list(inputs),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )


def _weights_sha256(model: Any) -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().float().numpy().tobytes())
    return digest.hexdigest()

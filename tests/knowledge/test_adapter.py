"""The adapter that comes with Aisle, how it is kept, and whom it is for."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge.adapter import ADAPTER, Adapter, adapted_encoder
from knowledge.complaints import ComplaintModel
from knowledge.embedder import Embedder
from shop.settings import Settings


@pytest.fixture(scope="module")
def shipped() -> Adapter:
    adapter = Adapter.read()
    assert adapter is not None
    return adapter


def test_the_shipped_adapter_is_small_and_made_for_the_packaged_model(
    shipped: Adapter, embedder: Embedder
) -> None:
    assert ADAPTER.stat().st_size < 2_000_000
    assert shipped.base == embedder.version
    assert shipped.head.shape == (embedder.dimension + 1,)


def test_its_head_alone_tells_a_complaint_from_praise(
    shipped: Adapter, model_settings: Settings, embedder: Embedder
) -> None:
    encoder = adapted_encoder(model_settings, embedder, shipped, print)
    assert encoder is not None
    vectors = encoder.encode(["The lid cracked on the first day", "It is not too small and does not smell"])
    logits = vectors @ shipped.head[:-1] + shipped.head[-1]
    assert logits[0] > 0 > logits[1]


def test_what_is_written_is_read(shipped: Adapter, tmp_path: Path) -> None:
    shipped.write(tmp_path / "copy.npz")
    again = Adapter.read(tmp_path / "copy.npz")
    assert again is not None and again.base == shipped.base and set(again.changes) == set(shipped.changes)
    for name, (up, down) in shipped.changes.items():
        assert np.array_equal(again.changes[name][0], up) and np.array_equal(again.changes[name][1], down)


def test_a_missing_or_damaged_file_is_no_adapter(tmp_path: Path) -> None:
    assert Adapter.read(tmp_path / "none.npz") is None
    for content in (b"", b"nonsense", ADAPTER.read_bytes()[:5000]):
        (tmp_path / "adapter.npz").write_bytes(content)
        assert Adapter.read(tmp_path / "adapter.npz") is None


def test_another_sentence_model_is_left_as_it_is(
    shipped: Adapter, model_settings: Settings, embedder: Embedder
) -> None:
    assert adapted_encoder(model_settings, embedder, replace(shipped, base="another"), print) is None


def test_the_changed_model_is_prepared_once_and_again_where_it_is_damaged(
    shipped: Adapter, model_settings: Settings, embedder: Embedder
) -> None:
    said: list[str] = []
    adapted_encoder(model_settings, embedder, shipped, said.append)
    said.clear()
    adapted_encoder(model_settings, embedder, shipped, said.append)
    assert said == []
    (model_settings.models / f"reader-{shipped.version}" / "model.onnx").write_bytes(b"nonsense")
    assert adapted_encoder(model_settings, embedder, shipped, said.append) is not None
    assert said == ["Exporting the sentence model to ONNX"]


def test_without_an_adapter_the_plain_model_finds_complaints(
    model_folder: Path, embedder: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Adapter, "read", classmethod(lambda cls: None))
    settings = Settings(var=tmp_path, threads=1)
    shutil.copytree(model_folder, settings.models / model_folder.name)
    model = ComplaintModel.load(settings, embedder)
    assert {path.name.partition("-")[0] for path in settings.models.iterdir()} == {"all", "complaints"}
    assert [finding.aspect for finding in model.find("The zip broke after a week")] == ["zip"]
    assert model.find("I love it") == []

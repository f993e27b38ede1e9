"""The vector index: embeds what changed, publishes as a whole, and gives way when Chroma does not answer."""

import logging
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge import generations, mirror
from knowledge.index import IndexUnavailableError, ProductIndex, SyncReport
from shop.product import Product
from shop.settings import Settings


class HashEmbedder:
    """Random but repeatable vectors; counts what it embedded."""

    def __init__(self, version: str = "v1", dimension: int = 16) -> None:
        self.version, self.dimension = version, dimension
        self.seen: list[str] = []

    def encode_documents(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> np.ndarray:
        self.seen += texts
        rows = [
            np.random.default_rng(zlib.crc32(text.encode())).normal(size=self.dimension) for text in texts
        ]
        vectors = np.array(rows, np.float32).reshape(len(texts), self.dimension)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def make(count: int) -> list[Product]:
    return [Product(f"p{number:03d}", f"Product {number}") for number in range(count)]


def ids(count: int) -> list[str]:
    return [product.product_id for product in make(count)]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(var=tmp_path)


def test_only_what_changed_is_embedded_again(settings: Settings) -> None:
    embedder, products = HashEmbedder(), make(30)
    index = ProductIndex.open(settings)
    assert index.sync(products, embedder) == SyncReport(30, 0, 0)
    assert index.sync(products, embedder) == SyncReport(0, 30, 0)
    embedder.seen.clear()
    products[4] = replace(products[4], description="now waterproof")
    products[5] = replace(products[5], price=9.0)
    assert index.sync(products[:-2], embedder) == SyncReport(1, 27, 2)
    assert embedder.seen == ["Product 4. now waterproof"]
    assert len(index) == 28


def test_another_model_embeds_everything_again(settings: Settings) -> None:
    index = ProductIndex.open(settings)
    index.sync(make(5), HashEmbedder())
    assert index.sync(make(5), HashEmbedder(version="v2", dimension=8)) == SyncReport(5, 0, 0)
    assert index.vectors(ids(5)).shape == (5, 8)


def test_the_nearest_come_first_and_survive_reopening(settings: Settings) -> None:
    embedder = HashEmbedder()
    index = ProductIndex.open(settings)
    index.sync(make(50), embedder)
    vectors = index.vectors(ids(50))
    for opened in (index, ProductIndex.open(settings)):
        found = opened.query(vectors[7], 5)
        assert found[0][0] == "p007" and found[0][1] == pytest.approx(1.0, abs=1e-4)
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
        assert len(opened.query(vectors[7], 500)) == 50
        np.testing.assert_allclose(opened.vectors(ids(50)), vectors, atol=1e-6)


def test_a_removed_product_is_never_found(settings: Settings) -> None:
    embedder, index = HashEmbedder(), ProductIndex.open(settings)
    index.sync(make(40), embedder)
    gone = index.vectors(["p007"])[0]
    index.sync([product for product in make(40) if product.product_id != "p007"], embedder)
    assert "p007" not in dict(index.query(gone, 40))
    assert len(index) == 39
    assert np.isnan(index.vectors(["p007"])).all()
    index.sync([], embedder)
    assert len(index) == 0 and index.query(gone, 3) == []


def test_vectors_come_in_the_order_asked(settings: Settings) -> None:
    index = ProductIndex.open(settings)
    index.sync(make(4), HashEmbedder())
    rows = index.vectors(["p003", "nowhere", "p000"])
    assert np.isnan(rows[1]).all()
    np.testing.assert_array_equal(rows[[0, 2]], index.vectors(ids(4))[[3, 0]])


def test_a_reader_keeps_its_reading_until_it_opens_again(settings: Settings) -> None:
    writer, embedder = ProductIndex.open(settings), HashEmbedder()
    writer.sync(make(20), embedder)
    reader = ProductIndex.open(settings)
    assert not reader.stale
    writer.sync(make(25), embedder)
    assert reader.stale and len(reader) == 20
    assert len(reader.query(reader.vectors(["p003"])[0], 50)) == 20
    assert len(ProductIndex.open(settings)) == 25


def test_a_writer_starts_from_what_another_published(settings: Settings) -> None:
    first, second = ProductIndex.open(settings), ProductIndex.open(settings)
    first.sync(make(10), HashEmbedder())
    assert second.sync(make(10), HashEmbedder()) == SyncReport(0, 10, 0)


def test_a_broken_run_changes_nothing(settings: Settings) -> None:
    class Failing(HashEmbedder):
        def encode_documents(self, texts: Sequence[str], progress: object = None) -> np.ndarray:
            raise KeyboardInterrupt

    index = ProductIndex.open(settings)
    index.sync(make(10), HashEmbedder())
    with pytest.raises(KeyboardInterrupt):
        index.sync(make(12), Failing())
    assert len(ProductIndex.open(settings)) == 10
    assert not list(settings.chroma_path.glob("draft-*"))


def test_old_readings_are_cleared_away(settings: Settings) -> None:
    index = ProductIndex.open(settings)
    for count in (5, 6, 7, 8):
        index.sync(make(count), HashEmbedder())
    assert sorted(path.name for path in settings.chroma_path.iterdir()) == ["000003", "000004", "current"]


def test_a_damaged_folder_is_empty_with_a_warning_and_heals(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    index = ProductIndex.open(settings)
    index.sync(make(5), HashEmbedder())
    index.close()
    current = generations.current(settings.chroma_path)
    assert current is not None
    (current / "chroma.sqlite3").write_bytes(b"no database")
    with caplog.at_level(logging.WARNING):
        damaged = ProductIndex.open(settings)
    assert len(damaged) == 0 and "aisle train" in caplog.text
    assert damaged.sync(make(5), HashEmbedder()) == SyncReport(5, 0, 0)
    assert len(ProductIndex.open(settings)) == 5


def test_a_closed_index_still_answers_from_memory(settings: Settings) -> None:
    index = ProductIndex.open(settings)
    index.sync(make(10), HashEmbedder())
    vector = index.vectors(["p004"])[0]
    index.close()
    assert index.query(vector, 1)[0][0] == "p004"


def test_an_absent_chroma_server_is_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings = Settings(var=tmp_path, chroma_host="127.0.0.1", chroma_port=1)
    with caplog.at_level(logging.WARNING):
        index = ProductIndex.open(settings)
    assert len(index) == 0 and "127.0.0.1:1" in caplog.text
    with pytest.raises(IndexUnavailableError, match="Chroma server"):
        index.sync(make(2), HashEmbedder())


def test_vectors_are_read_from_beside_chroma_and_from_chroma_alike(settings: Settings) -> None:
    index, embedder = ProductIndex.open(settings), HashEmbedder()
    index.sync(make(30), embedder)
    index.sync([*make(28), Product("a-new-one", "New")], embedder)
    folder = generations.current(settings.chroma_path)
    assert folder is not None
    beside = ProductIndex.open(settings)
    (folder / mirror.MARKS).write_text("[")
    from_chroma = ProductIndex.open(settings)
    ids = [product.product_id for product in make(28)] + ["a-new-one"]
    np.testing.assert_allclose(beside.vectors(ids), from_chroma.vectors(ids), atol=1e-6)
    for opened in (beside, from_chroma):
        assert opened.sync([*make(28), Product("a-new-one", "New")], embedder) == SyncReport(0, 29, 0)

"""What changed since the last load is found beside what did not, by meaning and by words."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge import lexical_cache, patched_lexical
from knowledge.index import ProductIndex
from knowledge.lexical import LexicalIndex
from knowledge.lexical_cache import lexical_index
from knowledge.patched_index import PatchedIndex
from knowledge.patched_lexical import PatchedLexical, patched
from shop.product import Product
from shop.settings import Settings

NOUNS = ("tent", "boots", "stove", "rain jacket", "sleeping bag", "lantern")
WORDS = ("light", "warm", "red", "blue", "strong", "small", "old", "new")


def shop(count: int) -> list[Product]:
    return [
        Product(f"p{row:04d}", f"{WORDS[row % 8]} {NOUNS[row % 6]} {WORDS[row // 8 % 8]} {row}")
        for row in range(count)
    ]


class Axes:
    """Each product's vector is an axis of its own."""

    version, dimension = "axes", 32

    def encode_documents(self, texts: Sequence[str], progress: object = None) -> np.ndarray:
        return np.eye(self.dimension, dtype=np.float32)[: len(texts)]


@pytest.fixture
def index(tmp_path: Path) -> ProductIndex:
    index = ProductIndex.open(Settings(var=tmp_path))
    index.sync(shop(20), Axes())
    return index


def test_a_patched_index_finds_the_new_and_not_what_went(index: ProductIndex) -> None:
    axes = np.eye(32, dtype=np.float32)
    patch = PatchedIndex(index, ["new", "p0003"], axes[[30, 31]], {"p0005"})
    assert len(patch) == 20
    for axis, name in ((30, "new"), (31, "p0003"), (7, "p0007")):
        assert patch.query(axes[axis], 2)[0] == (name, pytest.approx(1.0, abs=1e-4))
    assert "p0005" not in dict(patch.query(axes[5], 30))
    assert dict(patch.query(axes[3], 30))["p0003"] == pytest.approx(0.0, abs=1e-4)
    rows = patch.vectors(["p0003", "p0005", "p0007", "new", "nowhere"])
    assert rows[[0, 2, 3]].argmax(axis=1).tolist() == [31, 7, 30]
    assert np.isnan(rows[[1, 4]]).all()
    assert index.vectors(["p0003"])[0].argmax() == 3


def test_an_empty_index_can_be_patched(tmp_path: Path) -> None:
    patch = PatchedIndex(
        ProductIndex.open(Settings(var=tmp_path)), ["new"], np.ones((1, 4), np.float32) / 2, ()
    )
    assert patch.query(np.ones(4, np.float32) / 2, 3) == [("new", pytest.approx(1.0))]
    assert patch.vectors(["new", "old"]).shape == (2, 4)


def test_patched_words_agree_with_an_index_of_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patched_lexical, "SAMPLE", 100)
    products = shop(600)
    base = LexicalIndex.build(products)
    changed = [replace(products[0], title="folding kayak"), Product("zzz", "light rain jacket new 7000")]
    everything = [*products[2:], *changed]
    patch = patched(base, everything, changed, {"p0001"})
    assert isinstance(patch, PatchedLexical)
    whole = LexicalIndex.build(everything)
    for text in ("folding kayak", "light rain jacket", "warm stove", "nothing of this"):
        mine = dict(zip(patch.product_ids, patch.scores(text).tolist(), strict=True))
        other = dict(zip(whole.product_ids, whole.scores(text).tolist(), strict=True))
        assert mine.keys() == other.keys()
        best = max(other.values())
        for name, score in other.items():
            assert mine[name] == pytest.approx(score, abs=0.25 * best)
    assert patch.knows("kayak tent") and not patch.knows("submarine")
    assert sorted(patch.holding("light rain jacket new")) == sorted(whole.holding("light rain jacket new"))


def test_a_patched_word_index_answers_all_that_a_word_index_does() -> None:
    asked = [name for name, kind in vars(LexicalIndex).items() if callable(kind) and not name.startswith("_")]
    assert {name for name in asked if name != "save"} <= vars(PatchedLexical).keys()


def test_a_small_catalogue_is_indexed_anew() -> None:
    products = shop(40)
    changed = [Product("zzz", "folding kayak")]
    patch = patched(LexicalIndex.build(products), [*products, *changed], changed, ())
    assert not isinstance(patch, PatchedLexical) and patch.scores("kayak").argmax() == 40


def test_a_kept_word_index_is_read_again_until_a_text_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    products = shop(30)
    first = lexical_index(tmp_path, products)
    with monkeypatch.context() as patch:
        patch.setattr(LexicalIndex, "build", lambda products: pytest.fail("built again"))
        kept = lexical_index(tmp_path, [replace(product, price=9.0) for product in products])
    np.testing.assert_array_equal(first.scores("warm boots"), kept.scores("warm boots"))
    changed = [replace(products[0], title="folding kayak"), *products[1:]]
    assert lexical_index(tmp_path, changed).scores("kayak").argmax() == 0


def test_a_damaged_word_index_is_built_again(tmp_path: Path) -> None:
    products = shop(30)
    lexical_index(tmp_path, products)
    for file in tmp_path.glob("*/product_ids.json"):
        file.write_text("[")
    assert lexical_index(tmp_path, products).scores("boots").any()


def test_a_word_index_that_cannot_be_kept_works_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    assert lexical_cache.lexical_index(tmp_path / "file" / "folder", shop(5)).scores("tent").any()
    assert "could not be kept" in caplog.text

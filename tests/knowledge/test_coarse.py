"""Short vectors find, among many, those that the whole ones would."""

import numpy as np
import pytest

from knowledge import search as search_module
from knowledge.coarse import DIMENSIONS, Coarse
from knowledge.columns import Columns
from knowledge.index import ProductIndex
from knowledge.lexical import LexicalIndex
from knowledge.search import HybridSearch
from shop.filters import Filters
from shop.product import Product
from shop.settings import Settings


def unit(count: int, dimension: int, seed: int = 0) -> np.ndarray:
    """Vectors that differ much along a few axes and little along most, as those of sentences do."""
    scale = 1 / np.sqrt(1 + np.arange(dimension) / 4)
    vectors = np.random.default_rng(seed).standard_normal((count, dimension)) * scale
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def test_the_best_of_a_short_look_hold_the_best_of_a_long_one() -> None:
    vectors = unit(5_000, 256)
    coarse, rows = Coarse.of(vectors), np.arange(0, 5_000, 2)
    assert coarse.short.shape == (5_000, DIMENSIONS)
    for query in unit(20, 256, seed=1):
        looked = rows[np.argsort(-coarse.scores(query, rows))[:400]]
        assert len(set(rows[np.argsort(-(vectors[rows] @ query))[:10]]) & set(looked)) >= 9


def test_short_vectors_are_kept_whole() -> None:
    vectors = unit(30, 16)
    np.testing.assert_allclose(
        Coarse.of(vectors).scores(vectors[3], np.arange(30)), vectors @ vectors[3], atol=1e-6
    )


def test_nothing_has_short_vectors_too() -> None:
    for shape in ((0, 0), (0, 384)):
        assert Coarse.of(np.zeros(shape, np.float32)).scores(
            np.zeros(shape[1], np.float32), np.arange(0)
        ).shape == (0,)


class Given:
    """Vectors of its own for documents and queries."""

    version, dimension = "given", 96

    def __init__(self, count: int) -> None:
        self.vectors = unit(count, self.dimension)

    def encode_documents(self, texts: object, progress: object = None) -> np.ndarray:
        return self.vectors

    def encode_query(self, text: str) -> np.ndarray:
        return unit(1, self.dimension, seed=len(text))[0]


@pytest.mark.parametrize("few", [10, 150])
def test_whichever_way_candidates_are_found_the_best_are_among_them(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(search_module, "FEW", few)
    products = [Product(f"p{n:04d}", f"Lamp {n % 7}", price=float(n % 100)) for n in range(1_000)]
    given, index = Given(1_000), ProductIndex.open(Settings(var=tmp_path_factory.mktemp("coarse")))
    index.sync(products, given)
    search = HybridSearch(index, LexicalIndex.build(products), Columns.of(products), given)
    for limit in (5.0, 30.0, 80.0, 200.0):
        filters = Filters(price_max=limit)
        ids, scores = search.scores("lamp 3", filters)
        best = [ids[row] for row in np.argsort(-scores, kind="stable")[:10]]
        found = [hit.product_id for hit in search.search("lamp 3", filters, 10)]
        assert len(set(best) & set(found)) >= 9 and found[0] == best[0]

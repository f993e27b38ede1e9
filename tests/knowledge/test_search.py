"""Hybrid search finds by meaning and by words, and never breaks a limit."""

import math
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from knowledge import search as search_module
from knowledge.columns import Columns
from knowledge.embedder import Embedder
from knowledge.index import ProductIndex
from knowledge.lexical import LexicalIndex
from knowledge.limits import admits
from knowledge.search import HybridSearch
from shop.filters import Filters
from shop.product import Product
from shop.settings import Settings

Make = Callable[[tuple[Product, ...]], HybridSearch]


@pytest.fixture(scope="module")
def make_search(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Make:
    def make(products: tuple[Product, ...]) -> HybridSearch:
        index = ProductIndex.open(Settings(var=tmp_path_factory.mktemp("search")))
        index.sync(products, embedder)
        return HybridSearch(index, LexicalIndex.build(products), Columns.of(products), embedder)

    return make


class BagOfWords:
    """Texts as sums of one random vector per word: no meaning, but quick and repeatable."""

    version, dimension = "bag", 32

    def encode_documents(self, texts: Sequence[str], progress: object = None) -> np.ndarray:
        vectors = np.stack([sum(map(self._word, text.lower().split()), np.zeros(32)) for text in texts])
        return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)

    def encode_query(self, text: str) -> np.ndarray:
        return self.encode_documents([text])[0]

    def _word(self, word: str) -> np.ndarray:
        return np.random.default_rng(zlib.crc32(word.encode())).normal(size=32)


@pytest.fixture(scope="module")
def shop_search(make_search: Make, shop_products: tuple[Product, ...]) -> HybridSearch:
    return make_search(shop_products)


@pytest.fixture(scope="module")
def wide_products() -> tuple[Product, ...]:
    """Enough products that one limit leaves many: the approximate path."""
    kinds = ("Rain Jacket", "Hiking Boots", "Camp Stove", "Wool Socks", "Trail Backpack")
    colors = ("Black", "Navy", "Moss Green", "Crimson")
    return tuple(
        Product(
            f"w{n:04d}",
            f"{kinds[n % 5]} Model {n}",
            price=float(10 + n % 90),
            colors=(colors[n % 4],),
            product_type=f"Gear > {kinds[n % 5]}",
        )
        for n in range(600)
    )


@pytest.fixture(scope="module")
def wide_search(tmp_path_factory: pytest.TempPathFactory, wide_products: tuple[Product, ...]) -> HybridSearch:
    index, bag = ProductIndex.open(Settings(var=tmp_path_factory.mktemp("wide"))), BagOfWords()
    index.sync(wide_products, bag)
    return HybridSearch(index, LexicalIndex.build(wide_products), Columns.of(wide_products), bag)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("waterproof jacket", "storm"),
        ("something to cook on outdoors", "ember"),
        ("footwear for mountain walks", "ridge"),
        ("wellies for children", "puddle"),
        ("northfold leather", "ridge"),
    ],
)
def test_meaning_and_words_find_the_product(shop_search: HybridSearch, words: str, first: str) -> None:
    assert shop_search.search(words, k=3)[0].product_id == first


def test_the_issue_example(shop_search: HybridSearch) -> None:
    hits = shop_search.search("waterproof jacket for hiking", Filters(price_max=120, not_colors=("black",)))
    assert hits[0].product_id == "drizzle"
    assert "storm" not in {hit.product_id for hit in hits}, "it comes in Black/White"


def test_scores_fall_and_are_the_sum_of_their_parts(shop_search: HybridSearch) -> None:
    hits = shop_search.search("rain jacket", k=6)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert hit.score == pytest.approx(hit.dense + search_module.LEXICAL_WEIGHT * hit.lexical, abs=1e-5)
        assert 0 <= hit.lexical <= 1 and -1 <= hit.dense <= 1.001


def test_pages_join_without_gap_or_double(wide_search: HybridSearch) -> None:
    filters = Filters(not_colors=("navy",))
    whole = [hit.product_id for hit in wide_search.search("wool socks", filters, k=30)]
    pages = [
        hit.product_id for at in (0, 10, 20) for hit in wide_search.search("wool socks", filters, 10, at)
    ]
    assert pages == whole and len(set(whole)) == 30


def test_no_words_browse_stock_and_rating(shop_search: HybridSearch) -> None:
    hits = shop_search.search("  ", k=6)
    assert [hit.product_id for hit in hits][:2] == ["ridge", "storm"]
    assert hits[-1].product_id == "puddle", "out of stock"
    assert math.isnan(hits[0].dense)
    assert [hit.product_id for hit in shop_search.search("", Filters(categories=("boots",)))] == [
        "ridge",
        "puddle",
    ]


@pytest.mark.parametrize("words", ["the", "???", "zzzqqq", "x" * 5000, "jacke für regen"])
def test_odd_words_do_no_harm(shop_search: HybridSearch, words: str) -> None:
    assert len(shop_search.search(words, k=4)) == 4


def test_limits_that_nothing_keeps_find_nothing(shop_search: HybridSearch) -> None:
    assert shop_search.search("jacket", Filters(price_max=1)) == []
    assert shop_search.search("jacket", k=0) == []
    assert shop_search.search("jacket", offset=100) == []


def test_an_empty_catalogue_finds_nothing(make_search: Make) -> None:
    empty = make_search(())
    assert empty.search("jacket") == [] and empty.search("") == []
    assert empty.scores("jacket")[0] == []


def test_a_new_product_is_found_by_its_words_before_it_is_embedded(
    embedder: Embedder, tmp_path: Path, shop_products: tuple[Product, ...]
) -> None:
    index = ProductIndex.open(Settings(var=tmp_path))
    columns, lexical = Columns.of(shop_products), LexicalIndex.build(shop_products)
    assert HybridSearch(index, lexical, columns, embedder).search("ember stove")[0].product_id == "ember"
    index.sync(shop_products[:3], embedder)
    assert HybridSearch(index, lexical, columns, embedder).search("ember stove")[0].product_id == "ember"


def test_a_deleted_product_is_gone_whatever_the_index_still_holds(
    embedder: Embedder, tmp_path: Path, shop_products: tuple[Product, ...]
) -> None:
    index = ProductIndex.open(Settings(var=tmp_path))
    index.sync(shop_products, embedder)
    lexical = LexicalIndex.build(shop_products)
    rest = tuple(product for product in shop_products if product.product_id != "storm")
    hits = HybridSearch(index, lexical, Columns.of(rest), embedder).search("waterproof rain jacket", k=10)
    assert len(hits) == 5 and "storm" not in {hit.product_id for hit in hits}


def test_similar_products_are_near_in_meaning(shop_search: HybridSearch) -> None:
    assert shop_search.similar("storm", k=1)[0].product_id == "drizzle"
    assert [hit.product_id for hit in shop_search.similar("ridge", Filters(categories=("boot",)))] == [
        "puddle"
    ]
    assert shop_search.similar("nowhere") == []


def test_scores_cover_every_product_that_keeps_the_limits(shop_search: HybridSearch) -> None:
    filters = Filters(categories=("jackets", "boots"))
    ids, scores = shop_search.scores("waterproof jacket", filters)
    assert ids == ["storm", "drizzle", "ridge", "puddle"] and scores.dtype == np.float32
    hits = shop_search.search("waterproof jacket", filters)
    assert ids[int(np.argmax(scores))] == hits[0].product_id
    assert np.isnan(shop_search.scores("", filters)[1]).all()


@hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    words=st.sampled_from(("", "rain jacket", "boots", "black socks", "gift", "zzz")),
    price_max=st.none() | st.floats(1, 110),
    colors=st.lists(st.sampled_from(("black", "blue", "green", "purple")), max_size=2).map(tuple),
    not_colors=st.lists(st.sampled_from(("black", "red")), max_size=1).map(tuple),
    categories=st.lists(st.sampled_from(("jackets", "gear", "sock", "tent")), max_size=2).map(tuple),
    few=st.sampled_from((0, 2000)),
)
def test_no_hit_ever_breaks_its_limits(
    wide_search: HybridSearch,
    wide_products: tuple[Product, ...],
    monkeypatch: pytest.MonkeyPatch,
    words: str,
    price_max: float | None,
    colors: tuple[str, ...],
    not_colors: tuple[str, ...],
    categories: tuple[str, ...],
    few: int,
) -> None:
    monkeypatch.setattr(search_module, "FEW", few)
    filters = Filters(price_max=price_max, colors=colors, not_colors=not_colors, categories=categories)
    passing = {product.product_id for product in wide_products if admits(product, filters)}
    hits = wide_search.search(words, filters, k=20)
    assert {hit.product_id for hit in hits} <= passing
    assert len(hits) == min(20, len(passing)) == len({hit.product_id for hit in hits})


def test_the_approximate_path_finds_what_exact_scoring_finds(
    wide_search: HybridSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    filters = Filters(not_colors=("black",), price_max=80)
    for words in ("rain jacket model 77", "warm feet", "cooking"):
        exact = [hit.product_id for hit in wide_search.search(words, filters)]
        with monkeypatch.context() as patched:
            patched.setattr(search_module, "FEW", 0)
            near = [hit.product_id for hit in wide_search.search(words, filters)]
        assert len(set(near) & set(exact)) >= 8


def test_price_changes_reach_the_limits_without_embedding(
    embedder: Embedder, tmp_path: Path, shop_products: tuple[Product, ...]
) -> None:
    index = ProductIndex.open(Settings(var=tmp_path))
    index.sync(shop_products, embedder)
    cheaper = tuple(replace(product, price=10.0, sale_price=None) for product in shop_products)
    assert index.sync(cheaper, embedder).embedded == 0
    search = HybridSearch(index, LexicalIndex.build(cheaper), Columns.of(cheaper), embedder)
    assert len(search.search("boots", Filters(price_max=11), k=10)) == 6


def test_what_should_not_be_there_comes_after_what_is_without_it(make_search: Make) -> None:
    search = make_search(
        (
            Product("straw", "Kids Water Bottle", "With a straw to sip from and a second straw to spare."),
            Product("silent", "Kids Water Bottle", "With a wide mouth."),
            Product("without", "Kids Water Bottle", "Without a straw, with a cap."),
        )
    )
    found = [hit.product_id for hit in search.search("water bottle without straw")]
    assert found == ["without", "silent", "straw"]


def test_a_slip_of_the_keyboard_finds_all_the_same(shop_search: HybridSearch) -> None:
    asked, slipped = (shop_search.search(words, k=5) for words in ("waterproof jacket", "watrproof jaket"))
    assert {hit.product_id for hit in asked} & {hit.product_id for hit in slipped}

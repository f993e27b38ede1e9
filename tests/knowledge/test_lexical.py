"""Word search: inflected and hyphened words meet, telling fields weigh more."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.lexical import LexicalIndex
from shop.product import Product


def best(index: LexicalIndex, text: str) -> str:
    return index.product_ids[int(np.argmax(index.scores(text)))]


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    return LexicalIndex.build(
        (
            Product("tent", "Two-Person Tent", "Rain fly included, jacket hook inside."),
            Product("jacket", "Rain Jacket", brand="Northfold", colors=("Crimson",)),
            Product("tee", "Camp T-Shirt"),
            Product("bag", "Dry Bag 20L"),
            Product("cafe", "Café mug"),
            Product("straw", "Water Bottle", "Comes with a straw. 24 oz."),
            Product("plain", "Water Bottle", "A simple cap, no straw. 32 oz."),
            Product("wide", "Door Mat 10x14"),
        )
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jackets", "jacket"),
        ("raining jacket", "jacket"),
        ("northfold", "jacket"),
        ("crimson", "jacket"),
        ("tshirt", "tee"),
        ("t-shirts", "tee"),
        ("20 l bag", "bag"),
        ("CAFE mugs", "cafe"),
        ("tents", "tent"),
        ("norhtfold jaket", "jacket"),
        ("bottle without straw", "plain"),
        ("32-ounce bottle", "plain"),
        ("24oz bottle", "straw"),
        ("mat 14 wide", "wide"),
    ],
)
def test_words_find_their_product(index: LexicalIndex, text: str, found: str) -> None:
    assert best(index, text) == found


@pytest.mark.parametrize("text", ["", "   ", "the of and", "zzzz", "!!!"])
def test_text_without_known_words_scores_nothing(index: LexicalIndex, text: str) -> None:
    scores = index.scores(text)
    assert scores.shape == (8,) and scores.dtype == np.float32 and not scores.any()


def test_what_should_not_be_there_is_found_where_it_is(index: LexicalIndex) -> None:
    share = dict(zip(index.product_ids, index.unwanted("bottle without straw or hook"), strict=True))
    assert share["straw"] == share["tent"] == 0.5
    assert not share["plain"] and not index.unwanted("bottle with straw").any()


def test_a_saved_index_scores_the_same(index: LexicalIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "lexical")
    loaded = LexicalIndex.load(tmp_path / "lexical")
    assert loaded.product_ids == index.product_ids
    np.testing.assert_allclose(loaded.scores("rain jacket"), index.scores("rain jacket"))
    assert not [path for path in (tmp_path / "lexical").iterdir() if path.suffix in (".pkl", ".pickle")]


@pytest.mark.parametrize("products", [(), (Product("blank", ""),)])
def test_a_catalogue_without_words_can_be_saved(products: tuple[Product, ...], tmp_path: Path) -> None:
    LexicalIndex.build(products).save(tmp_path)
    assert LexicalIndex.load(tmp_path).scores("boots").shape == (len(products),)

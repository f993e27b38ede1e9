"""What several buyers complain of is found and named, what one says or nobody means is not."""

import time
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from knowledge.discovery import discover
from knowledge.embedder import Embedder

BUCKLE = (
    "The buckle slips when the bag is full",
    "After an hour the buckle slips open",
    "The chest buckle slips all the time",
    "A buckle that slips under load",
    "On every hike the side buckle slips loose",
    "The buckle slips as soon as I walk",
)
SOAP = (
    "Water from it tastes of soap",
    "Everything I drink tastes like soap",
    "Even after a rinse the tea tastes of soap",
    "My juice has a taste of soap",
    "The first sip always tastes of soap",
)
IDLE = (
    "So disappointed",
    "I returned it",
    "Very disappointed with this one",
    "Going back",
    "Not good at all",
    "I sent it back",
)


@pytest.fixture
def made(embedder: Embedder) -> tuple[list[str], list[str], npt.NDArray[np.float32]]:
    sentences = [*BUCKLE, *SOAP, *IDLE, "The manual is in Dutch"]
    return sentences, products_of(sentences), embedder.encode_many(sentences)


def products_of(sentences: Sequence[str]) -> list[str]:
    return [f"p{place % 3}" for place in range(len(sentences))]


def test_complaints_are_found_and_named_by_their_own_words(
    made: tuple[list[str], list[str], npt.NDArray[np.float32]],
) -> None:
    buckle, soap = discover(*made)
    assert {"buckle", "slips"} <= set(buckle.words) and {"soap", "tastes"} <= set(soap.words)
    assert buckle.name == " / ".join(buckle.words) and len(buckle.words) <= 3
    assert (buckle.count, buckle.products, soap.count) == (6, 3, 5)
    assert set(buckle.sentences) <= set(BUCKLE) and len(soap.sentences) == 5


def test_what_was_dismissed_is_not_told_again(
    made: tuple[list[str], list[str], npt.NDArray[np.float32]], embedder: Embedder
) -> None:
    centre = embedder.encode_many(BUCKLE).sum(axis=0, keepdims=True)
    [soap] = discover(*made, dismissed=centre / np.linalg.norm(centre))
    assert "soap" in soap.words
    assert len(discover(*made, dismissed=np.zeros((0, centre.shape[1]), np.float32))) == 2


def test_one_products_trouble_and_few_voices_are_no_discovery(embedder: Embedder) -> None:
    vectors = embedder.encode_many(BUCKLE)
    assert discover(BUCKLE, ["p"] * len(BUCKLE), vectors) == []
    assert discover(BUCKLE[:4], ["a", "b", "c", "d"], vectors[:4]) == []
    assert discover([], [], vectors[:0]) == []


def test_the_same_words_again_are_no_more_voices_to_learn_from(embedder: Embedder) -> None:
    copies = [BUCKLE[0]] * 8
    assert discover(copies, products_of(copies), embedder.encode_many(copies)) == []


def test_what_the_shop_sells_names_no_complaint(embedder: Embedder) -> None:
    sold = [
        f"This lantern {rest}"
        for rest in ("is not for me", "went back", "let me down", "is bad", "was a mistake")
    ]
    assert discover(sold, products_of(sold), embedder.encode_many(sold)) == []
    skirts = ["I sent the skirt back", "The skirt is bad", "A bad skirt", "My skirt was wrong", "Sad skirt"]
    vectors = embedder.encode_many(skirts)
    assert discover(skirts, products_of(skirts), vectors, goods={"skirts"}) == []


def test_twenty_thousand_sentences_take_seconds_and_all_count() -> None:
    topics, chance = 10, np.random.default_rng(1)
    labels = np.arange(20_000) % topics
    vectors = (np.eye(64)[labels] + 0.05 * chance.normal(size=(20_000, 64))).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    fault = ["hinge", "lens", "wheel", "nozzle", "magnet", "spout", "brush", "cork", "dial", "wick"]
    end = ["wobbles", "bends", "rusts", "jams", "fades", "leans", "tears", "cracks", "melts", "drips"]
    when = [
        "outdoors",
        "indoors",
        "daily",
        "overnight",
        "slowly",
        "loudly",
        "often",
        "alone",
        "twice",
        "easily",
    ]
    sentences = [f"{fault[n]} {end[n]} {' '.join(chance.choice(when, 2))}" for n in labels]
    start = time.perf_counter()
    found = discover(sentences, products_of(sentences), vectors)
    assert time.perf_counter() - start < 60
    assert [each.count for each in found] == [2000] * topics
    assert {frozenset(set(each.words) & set(fault)) for each in found} == {
        frozenset({word}) for word in fault
    }
    assert found == discover(sentences, products_of(sentences), vectors)

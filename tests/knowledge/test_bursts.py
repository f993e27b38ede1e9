"""Copies and near-copies of a review count as one, and nobody else's opinion suffers."""

import random
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.bursts import weigh
from shop.review import Review

DAY_ONE = datetime(2026, 3, 1, tzinfo=UTC)
PRAISE = "This is the best lantern that I have ever owned, and my whole family loves it"
HONEST = [
    "Bright enough for the tent, though the switch is stiff.",
    "The hook bent on the second trip.",
    "Takes ordinary batteries, lasted four nights in the hills.",
    "My daughter reads by it every evening",
]


def written(texts: Sequence[str], days: Sequence[float | None]) -> list[Review]:
    return [
        Review(f"r{place}", "lamp", 5, text, timestamp=None if day is None else DAY_ONE + timedelta(days=day))
        for place, (text, day) in enumerate(zip(texts, days, strict=True))
    ]


def spam(count: int) -> list[str]:
    names = ("wow", "indeed", "truly", "folks", "honestly", "friends", "people")
    return [f"{PRAISE}, {names[place % 7]}{place}!" for place in range(count)]


def test_near_identical_reviews_of_one_week_share_the_weight_of_one() -> None:
    weights, [burst] = weigh(written([*spam(4), *HONEST], [0, 1, 2, 6, 0, 1, 2, 3]))
    assert [weights[f"r{place}"] for place in range(8)] == [0.25] * 4 + [1.0] * 4
    assert (burst.first, burst.last, burst.reviews) == (DAY_ONE, DAY_ONE + timedelta(days=6), 4)
    assert burst.example.startswith("This is the best lantern")


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (spam(2), [0, 1]),
        (spam(3), [0, 20, 40]),
        (spam(3), [None, None, None]),
        (["Love it!", "love it a lot", "So love it"], [0, 0, 0]),
        (["", "", ""], [0, 0, 0]),
        (HONEST, [0, 0, 0, 0]),
        (
            [
                "The boots fit as expected and look good",
                "The boots fit as they should, warm too",
                "These boots look good",
            ],
            [0] * 3,
        ),
    ],
    ids=["two only", "months apart", "undated", "short", "no words", "honest", "ordinary praise"],
)
def test_what_is_no_burst_counts_in_full(texts: list[str], days: list[float | None]) -> None:
    weights, bursts = weigh(written(texts, days))
    assert set(weights.values()) == {1.0} and bursts == ()


def test_the_same_words_count_once_whenever_they_were_written() -> None:
    texts = ["Love it", "LOVE it!", HONEST[0], HONEST[0].upper(), HONEST[1]]
    weights, bursts = weigh(written(texts, [0, 400, None, 90, 3]))
    assert list(weights.values()) == [0.5, 0.5, 0.5, 0.5, 1.0] and bursts == ()


def test_a_late_copy_of_a_burst_belongs_to_it() -> None:
    texts = spam(3)
    weights, [burst] = weigh(written([*texts, texts[0]], [0, 1, 2, 300]))
    assert set(weights.values()) == {0.25} and burst.reviews == 3


def test_two_bursts_are_told_apart_largest_first() -> None:
    other = [f"Sadly the lid of this can was dented when it came to our door {n}" for n in range(3)]
    _, bursts = weigh(written([*other, *spam(5)], [0] * 8))
    assert [burst.reviews for burst in bursts] == [5, 3]


def test_no_reviews_have_no_weights() -> None:
    assert weigh([]) == ({}, ())


@pytest.mark.parametrize("kind", ["own words", "near copies", "few words"])
def test_twenty_thousand_reviews_take_seconds(kind: str) -> None:
    choose, words = random.Random(3), [f"word{place}" for place in range(3000)]
    texts = {
        "own words": lambda: " ".join(choose.choices(words, k=50)),
        "near copies": lambda: f"{PRAISE} {choose.choice(words)} {choose.choice(words)}",
        "few words": lambda: " ".join(choose.choices(words[:15], k=20)),
    }
    reviews = written([texts[kind]() for _ in range(20_000)], [choose.random() * 7 for _ in range(20_000)])
    start = time.perf_counter()
    weights, _ = weigh(reviews)
    assert len(weights) == 20_000 and time.perf_counter() - start < 30


_sentences = st.sampled_from([*spam(6), *HONEST, "Love it", "", PRAISE])
_days = st.none() | st.integers(0, 30)
_reviews = st.lists(st.tuples(_sentences, _days), max_size=15).map(
    lambda pairs: written([text for text, _ in pairs], [day for _, day in pairs])
)


@settings(deadline=None)
@given(_reviews, st.randoms())
def test_order_does_not_matter_and_weights_are_shares(reviews: list[Review], chance: random.Random) -> None:
    weights, bursts = weigh(reviews)
    assert set(weights) == {review.review_id for review in reviews}
    assert all(0 < weight <= 1 for weight in weights.values())
    chance.shuffle(reviews)
    assert weigh(reviews) == (weights, bursts)


@settings(deadline=None)
@given(_reviews, st.integers(1, 5))
def test_reviews_of_other_words_change_nothing_and_count_in_full(reviews: list[Review], count: int) -> None:
    weights, bursts = weigh(reviews)
    others = [
        Review(f"new{n}", "lamp", 1, f"Unrelated{n} text{n} of{n} some{n} kind{n}", timestamp=DAY_ONE)
        for n in range(count)
    ]
    more, same = weigh([*others, *reviews])
    assert more == weights | {other.review_id: 1.0 for other in others} and same == bursts


@given(st.integers(1, 12))
def test_copies_together_weigh_as_much_as_one(count: int) -> None:
    [review] = written([PRAISE], [0])
    weights, _ = weigh([replace(review, review_id=str(place)) for place in range(count)])
    assert sum(weights.values()) == pytest.approx(1)

"""Reviews to complaints per product, with a model that knows three words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.aspects import Aspect
from knowledge.complaints import Finding
from knowledge.findings import Findings
from knowledge.mining import LEAST_SUPPORT, mine, needed, pick_examples, survey
from knowledge.rates import fit_prior
from knowledge.sentences import clauses
from shop.review import Review

WORDS = {"zip": "zip", "small": "fit_small", "late": "delivery", "bad": "other"}


@dataclass
class WordModel:
    """Finds a complaint in every clause that holds a known word."""

    version: str = "1"
    score: float = 0.9
    read: list[str] = field(default_factory=list)
    aspects: tuple[Aspect, ...] = (
        Aspect("zip", "zip fails", ()),
        Aspect("fit_small", "runs small", ()),
        Aspect("delivery", "late", (), shop=True),
        Aspect("other", "other", ()),
    )

    def find_many(
        self, texts: Iterable[str], progress: Callable[[int, int], None] | None = None
    ) -> list[list[Finding]]:
        texts = list(texts)
        self.read += texts
        return [
            [
                Finding(aspect, clause, self.score)
                for clause in clauses(text)
                for word, aspect in WORDS.items()
                if word in clause.lower()
            ]
            for text in texts
        ]


def reviews_of(product: str, texts: Sequence[str], rating: float = 2) -> list[Review]:
    return [Review(f"{product}-{place}", product, rating, text) for place, text in enumerate(texts)]


def calm(count: int) -> list[str]:
    return [f"I love it, number {place}" for place in range(count)]


ZIPPY = [f"After {place} days the zip failed for good." for place in range(1, 7)]


def test_complaints_are_counted_per_review_and_the_strongest_comes_first() -> None:
    texts = [*ZIPPY, "Too small. So small! It is small.", "A small one", "runs small", *calm(11)]
    found = mine([*reviews_of("jacket", texts), *reviews_of("cap", calm(40))], WordModel())
    assert set(found) == {"jacket"}
    assert [(c.aspect, c.support, c.reviews) for c in found["jacket"]] == [
        ("zip", 6, 20),
        ("fit_small", 3, 20),
    ]
    assert found["jacket"][0].share > found["jacket"][1].share > 0


def test_shares_are_shrunk_towards_the_catalogue() -> None:
    many = [review for n in range(30) for review in reviews_of(f"calm{n}", calm(20))]
    found = mine(
        [*reviews_of("few", ZIPPY[:3]), *reviews_of("lots", ZIPPY * 1 + calm(0)), *many], WordModel()
    )
    assert 0 < found["few"][0].share < 1 and found["few"][0].share < found["lots"][0].share


def test_less_than_the_least_support_is_no_complaint() -> None:
    texts = [*ZIPPY[: LEAST_SUPPORT - 1], *calm(3)]
    assert mine(reviews_of("jacket", texts), WordModel()) == {}


def test_the_same_words_twice_count_once() -> None:
    assert (
        mine(reviews_of("jacket", ["The zip failed!", "the zip failed", "The ZIP failed..."]), WordModel())
        == {}
    )


def test_delivery_is_the_shops_and_nameless_complaints_are_nobodys() -> None:
    late = [f"It came {place} days late." for place in range(2, 8)]
    result = survey(reviews_of("jacket", [*late, "bad", "so bad", "very bad", *calm(200)]), WordModel())
    assert result.products == {}
    assert [(c.aspect, c.support, c.reviews) for c in result.shop] == [("delivery", 6, 209)]
    assert result.shop[0].share == pytest.approx(6 / 209, abs=1e-4)


def test_who_gives_five_stars_is_believed_only_when_the_complaint_is_sure() -> None:
    happy = reviews_of("jacket", ZIPPY, rating=5)
    assert mine(happy, WordModel(score=0.6)) == {}
    assert mine(reviews_of("jacket", ZIPPY, rating=1), WordModel(score=0.6))["jacket"][0].support == 6
    assert needed(5) > needed(3) > needed(nan) - 1 and needed(0) == needed(1) and needed(9) == needed(5)


def test_only_new_and_changed_reviews_are_read_again() -> None:
    findings, model = Findings(), WordModel()
    reviews = reviews_of("jacket", [*ZIPPY, *calm(5)])
    first = mine(reviews, model, findings=findings)
    assert len(model.read) == 11
    kept, later = Findings(findings.rows()), WordModel()
    changed = [Review("jacket-0", "jacket", 2, "The zip is stuck again."), *reviews[1:]]
    assert mine(reviews, later, findings=kept) == first and later.read == []
    mine(changed, later, findings=kept)
    assert later.read == ["The zip is stuck again."]
    mine(changed, WordModel(version="2"), findings=kept)
    assert kept.get(changed[0], "1") is None and kept.get(changed[0], "2") is not None
    kept.keep(["jacket-1"])
    assert len(kept) == 1


def test_the_title_is_read_as_a_sentence_of_its_own() -> None:
    model = WordModel()
    mine([Review("1", "jacket", 2, "Nice otherwise.", title="Zip broke")], model)
    assert model.read == ["Zip broke\nNice otherwise."]


def test_examples_are_short_clear_and_distinct() -> None:
    sentences = [
        "zip",
        "The zip of my jacket broke on the first day of our trip.",
        "The zip of my jacket broke on the first day of the trip.",
        "AND THE ZIP IS SO BAD",
        "and so the zip was in the end what made me return the jacket after a long time of thinking about it",
        "The slider came off in my hand when I closed it.",
    ]
    assert pick_examples(sentences, 2) == (
        "The slider came off in my hand when I closed it.",
        "The zip of my jacket broke on the first day of our trip.",
    )
    found = mine(reviews_of("jacket", ZIPPY), WordModel())["jacket"][0]
    assert 1 <= len(found.examples) <= 3 and all("zip" in example for example in found.examples)


def test_progress_is_heard_and_no_reviews_give_no_complaints() -> None:
    heard: list[tuple[int, int]] = []
    mine(reviews_of("cap", calm(450)), WordModel(), lambda done, total: heard.append((done, total)))
    assert heard == [(400, 450), (450, 450)]
    assert survey([], WordModel()) == survey(iter([]), WordModel()) and mine([], WordModel()) == {}


def test_a_product_whose_reviews_say_nothing_has_no_complaints() -> None:
    assert mine(reviews_of("cap", ["", "  ", ""]), WordModel()) == {}


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=30))
def test_shrunk_rates_lie_between_the_observed_and_the_usual(pairs: list[tuple[int, int]]) -> None:
    supports, reviews = [min(pair) for pair in pairs], [max(pair) for pair in pairs]
    prior = fit_prior(supports, reviews)
    assert 0 <= prior.mean <= 1 and prior.strength > 0
    for k, n in zip(supports, reviews, strict=True):
        low, high = sorted([k / n if n else prior.mean, prior.mean])
        assert low - 1e-9 <= prior.shrink(k, n) <= high + 1e-9


def test_a_catalogue_of_like_products_shrinks_more_than_one_of_unlike_products() -> None:
    alike = fit_prior([2, 2, 3, 2, 1, 2], [20] * 6)
    unlike = fit_prior([0, 0, 19, 0, 18, 0], [20] * 6)
    assert alike.strength > unlike.strength

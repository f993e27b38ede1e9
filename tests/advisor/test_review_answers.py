"""Answers out of reviews: with counts, a dated quote, and nothing where the reviews do not tell."""

from datetime import UTC, datetime

import pytest

from advisor.answers import Fact
from advisor.compare import compare_complaints
from advisor.review_answers import ReviewAnswers
from shop.complaint import Complaint, Quote
from shop.product import Product
from shop.review_summary import NO_REVIEWS, Fit, ReviewSummary
from shop.settings import ROOT
from shop.wording import Wording

WORDING = Wording.load(ROOT / "bot" / "domain")
ANSWERS = ReviewAnswers(WORDING)
BOOT = Product("b", "Boots", review_count=83, sizes=("8", "9", "10"))
MAY = datetime(2026, 5, 3, tzinfo=UTC)
SMALL = Complaint(
    "fit_small", 0.2, 14, 83, (Quote("Tight for my wide feet.", MAY),), whom=("wide feet",), low=0.1
)
ZIP = Complaint("zip", 0.1, 9, 83, (Quote("It jams."),))
SUMMARY = ReviewSummary(83, (SMALL, ZIP), Fit(14, 40, 2))


def told(fact: Fact | None) -> str:
    assert fact is not None
    code = (
        fact.code
        if fact.values.get("quote") or not WORDING.knows(f"{fact.code}_short")
        else f"{fact.code}_short"
    )
    return WORDING.say(code, **fact.values)


def test_complaints_are_told_with_counts_and_one_dated_quote() -> None:
    said = told(ANSWERS.complaints(BOOT, SUMMARY))
    assert "runs small (14 of 83 reviews) and trouble with the zip (9)" in said
    assert "in May 2026" in said and "Tight for my wide feet." in said and "jams" not in said


def test_at_most_three_are_told() -> None:
    many = tuple(Complaint(name, 0.1, 9, 83) for name in ("smell", "zip", "noise", "heat"))
    said = told(ANSWERS.complaints(BOOT, ReviewSummary(83, many)))
    assert said.count("(9") == 3 and "warmth" not in said


@pytest.mark.parametrize(
    ("product", "summary", "code"),
    [
        (Product("n", "New"), NO_REVIEWS, "answer_no_reviews"),
        (Product("s", "Stars", review_count=4), NO_REVIEWS, "answer_no_words"),
        (BOOT, ReviewSummary(83), "answer_no_complaints"),
    ],
)
def test_where_nobody_complains_it_is_said_why(product: Product, summary: ReviewSummary, code: str) -> None:
    assert ANSWERS.complaints(product, summary).code == code


def test_of_variants_together_it_is_said_that_they_are() -> None:
    one = Product("v", "Boots, black", review_count=20)
    assert "14 of 83 reviews of all versions" in told(ANSWERS.complaints(one, SUMMARY))


def test_one_aspect_is_answered_by_its_own_counts() -> None:
    fact = ANSWERS.aspects(BOOT, SUMMARY, ["zip"], dict)
    assert "trouble with the zip (9 of 83 reviews)" in told(fact) and "small" not in told(fact)


def test_that_none_complains_is_said_only_where_many_wrote_and_not_one_did() -> None:
    fact = ANSWERS.aspects(BOOT, SUMMARY, ["noise"], lambda: {"zip": 9})
    assert told(fact) == "None of the 83 reviews of Boots complains of that (noisy)."
    assert ANSWERS.aspects(BOOT, SUMMARY, ["noise"], lambda: {"noise": 1}) is None
    assert ANSWERS.aspects(BOOT, ReviewSummary(19), ["noise"], dict) is None
    assert ANSWERS.aspects(BOOT, SUMMARY, [], dict) is None


def test_the_fit_is_told_three_ways_with_advice() -> None:
    said = told(ANSWERS.fit(BOOT, SUMMARY))
    assert "Of the 83 reviews of Boots, 14 found it small, 40 true to size and 2 large" in said
    assert "a size up if you are between sizes" in said and "in May 2026" in said


def test_whoever_names_their_size_gets_the_other_one_named() -> None:
    tight = ReviewSummary(60, (), Fit(20, 5, 0))
    assert "instead of 9 I'd take 10" in told(ANSWERS.fit(BOOT, tight, "9"))
    assert "no size beyond" in told(ANSWERS.fit(BOOT, tight, "10"))
    assert "I'd take a size up" in told(ANSWERS.fit(BOOT, tight))


def test_below_three_words_on_the_fit_nothing_is_said_of_it() -> None:
    assert ANSWERS.fit(BOOT, ReviewSummary(83, (), Fit(1, 1, 0))) is None


def test_what_comes_in_one_size_needs_no_advice() -> None:
    said = told(ANSWERS.fit(Product("h", "Hat", review_count=83, sizes=("One Size",)), SUMMARY))
    assert "14 found it small" in said and "take" not in said


def test_for_whom_is_told_only_where_reviews_say_so() -> None:
    said = told(ANSWERS.by_whom(BOOT, SUMMARY, "what do people with wide feet say"))
    assert "people with wide feet: runs small" in said and "Tight for my wide feet." in said
    unknown = told(ANSWERS.by_whom(BOOT, SUMMARY, "what do tall people say"))
    assert unknown == "The reviews of Boots don't say how it is for tall people."
    assert ANSWERS.by_whom(BOOT, SUMMARY, "is it warm") is None


def test_what_the_shop_does_is_told_of_the_shop() -> None:
    said = told(ANSWERS.of_shop(BOOT, [Complaint("delivery", 0.01, 56, 9988)]))
    assert "no fault of Boots" in said and "slow or faulty delivery (56 of 9,988 reviews)" in said
    assert "too few reviews" in told(ANSWERS.of_shop(BOOT, []))


def test_complaints_side_by_side() -> None:
    summaries = {"b": SUMMARY, "n": NO_REVIEWS, "q": ReviewSummary(30)}
    products = [BOOT, Product("n", "New"), Product("q", "Quiet", review_count=30)]
    table = compare_complaints(products, lambda key: summaries[key], WORDING)
    rows = {row.label: row.values for row in table.rows}
    assert rows["Reviews"] == ("83", "0", "30")
    assert rows["Most complained of"] == ("runs small (14 of 83)", "", "nothing that several share")
    assert rows["Then"] == ("trouble with the zip (9 of 83)", "", "")
    assert rows["In a buyer's words"][0] == "“Tight for my wide feet.” May 2026"
    assert compare_complaints(products[1:], lambda key: summaries[key], WORDING).rows == ()

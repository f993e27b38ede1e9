"""Readings of one product's reviews to counts."""

from datetime import UTC, datetime, timedelta
from math import nan

from knowledge.reading import Reading, Remark
from knowledge.tally import Tally, count, merged, needed
from shop.review import Review

START = datetime(2026, 5, 3, tzinfo=UTC)
CALM = Reading()
SMALL = Reading(fit=(("small", "Small on me"),), requests=(("pockets", "needs pockets"),))
TRUE = Reading(fit=(("true", "true to size"),), whom=("tall",))
LARGE = Reading(
    (Remark("smell", "stinks", 0.9),), (("large", "a tent on me"),), (("pockets", "no pockets"),), ("tall",)
)


def zip_broke(text: str, score: float = 0.9, severity: float = 0.5) -> Reading:
    return Reading((Remark("zip", text, score, severity),))


def review(number: int, text: str, rating: float = 2, days: int = 0, verified: bool | None = None) -> Review:
    return Review(
        f"r{number}", "jacket", rating, text, timestamp=START + timedelta(days=days), verified=verified
    )


def test_a_review_counts_once_per_aspect_however_often_it_complains() -> None:
    reading = Reading(
        (
            Remark("zip", "the zip stuck", 0.7),
            Remark("zip", "the zip broke", 0.9),
            Remark("smell", "it stinks", 0.9),
        )
    )
    tally = count([(review(1, "The zip stuck, the zip broke and it stinks."), reading)])
    assert {aspect: voiced.support for aspect, voiced in tally.aspects.items()} == {"zip": 1, "smell": 1}
    assert [quote.text for quote in tally.aspects["zip"].quotes] == ["the zip broke"]


def test_months_severity_and_verified_purchases_are_kept_apart() -> None:
    read = [
        (
            review(1, "The zip broke on day one.", verified=True),
            zip_broke("The zip broke on day one.", severity=1.0),
        ),
        (
            review(2, "Zip got stuck a little.", days=40, verified=False),
            zip_broke("Zip got stuck.", severity=0.2),
        ),
        (review(3, "Quite a lovely thing.", days=41), CALM),
    ]
    tally = count(read)
    assert {key: month.reviews for key, month in tally.months.items()} == {"2026-05": 1, "2026-06": 2}
    assert tally.months["2026-06"].support == {"zip": 1}
    voiced = tally.aspects["zip"]
    assert (voiced.severity, voiced.buyers, voiced.told) == (1.2, 1, 2)


def test_who_gives_five_stars_is_believed_only_when_the_complaint_is_sure() -> None:
    unsure = zip_broke("the zip broke", score=0.6)
    assert "zip" not in count([(review(1, "Somehow the zip broke", rating=5), unsure)]).aspects
    assert "zip" in count([(review(1, "Somehow the zip broke", rating=1), unsure)]).aspects
    assert needed(5) > needed(3) > needed(1) == needed(0)
    assert needed(9) == needed(5) and needed(1) < needed(nan) < needed(5)


def test_the_same_words_twice_count_once_and_reviews_without_words_not_at_all() -> None:
    same = [(review(n, "The zip failed!", days=90 * n), zip_broke("The zip failed!")) for n in range(3)]
    tally = count([*same, (review(7, "  "), CALM)])
    assert round(tally.reviews, 2) == 1 and round(tally.aspects["zip"].support, 2) == 1


def test_what_no_aspect_covers_is_nobodys_complaint() -> None:
    nameless = Reading((Remark("other", "it hums a tune I hate", 0.95),))
    assert count([(review(1, "It hums a tune I hate"), nameless)]).aspects == {}


def test_fit_and_requests_are_collected() -> None:
    read = [
        (review(1, "Small on me, size up, needs pockets"), SMALL),
        (review(2, "Quite true to size"), TRUE),
    ]
    tally = count(read)
    assert tally.fit == {"small": 1, "true": 1} and tally.requests == [("pockets", "needs pockets")]


def test_for_whom_is_told_of_the_complaint_it_came_with() -> None:
    wide = Reading((Remark("fit_small", "pinches my wide feet", 0.9),), whom=("wide feet",))
    tally = count(
        [
            (review(1, "It pinches my wide feet"), wide),
            (review(2, "Loved by tall me"), Reading(whom=("tall",))),
        ]
    )
    assert tally.aspects["fit_small"].whom == {"wide feet": 1}


def test_a_tally_is_the_same_after_it_was_stored() -> None:
    read = [
        (review(1, "The zip broke on day one.", verified=True), zip_broke("The zip broke on day one.")),
        (Review("r2", "jacket", nan, "Undated and stinking, no pockets"), LARGE),
    ]
    tally = count(read)
    again = Tally.from_dict(tally.to_dict())
    assert again.to_dict() == tally.to_dict() and again.months.keys() == {"2026-05", ""}
    assert Tally().to_dict() == {} and Tally.from_dict({}) == Tally()


def test_tallies_add_up() -> None:
    one = count([(review(1, "The zip broke on day one."), zip_broke("The zip broke on day one."))])
    two = count(
        [
            (review(2, "Zip got stuck in the lining."), zip_broke("Zip got stuck in the lining.")),
            (review(3, "Nice"), CALM),
        ]
    )
    whole = merged([one, two])
    assert (whole.reviews, whole.aspects["zip"].support) == (3, 2)
    assert {quote.text for quote in whole.aspects["zip"].quotes} == {
        "The zip broke on day one.",
        "Zip got stuck in the lining.",
    }
    assert (one.reviews, two.reviews) == (1, 2), "the parts stay as they are"

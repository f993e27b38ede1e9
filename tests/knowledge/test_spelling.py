"""Slips of the keyboard reach the word that was meant; words of other shops do not turn into ours."""

import pytest

from knowledge.spelling import Spelling


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling(
        {"jacket": 40, "racket": 90, "boot": 30, "boat": 5, "rain": 20, "coat": 9, "bike": 50, "hapax": 1}
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jaket", ("jacket",)),
        ("jakcet", ("jacket",)),
        ("jackett", ("jacket",)),
        ("boott", ("boot",)),
        ("raincoat", ("rain", "coat")),
    ],
)
def test_a_slip_is_repaired(spelling: Spelling, typed: str, meant: tuple[str, ...]) -> None:
    assert spelling.repair(typed) == meant


@pytest.mark.parametrize("typed", ["jacket", "boat", "nike", "zzzzzz", "bot", "x200", "hapaxx", ""])
def test_known_short_and_foreign_words_stay(spelling: Spelling, typed: str) -> None:
    assert spelling.repair(typed) == (typed,)


def test_without_a_catalogue_nothing_is_repaired() -> None:
    assert Spelling({}).repair("jaket") == ("jaket",)

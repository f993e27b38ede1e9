"""How bad a complaint is, by its words and by the stars beside it."""

from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.severity import severity


@pytest.mark.parametrize(
    "sentence",
    [
        "a bit snug",
        "The straps are slightly long",
        "One minor nitpick: the label scratches",
        "The pockets could be deeper",
        "I wish the cable were longer",
        "The only downside is the hood",
        "Not a big deal, but the lid rattles",
        "It is kinda heavy",
        "It takes some getting used to",
    ],
)
def test_a_nuisance_is_mild(sentence: str) -> None:
    assert severity(sentence, nan) == 0.25


@pytest.mark.parametrize(
    "sentence",
    [
        "The sleeves are too short",
        "Runs small",
        "The zip sticks",
        "It never fell apart, but the seams are crooked",
        "I have not had to return it yet, the colour is off though",
        "Does not fit my trash can",
        "Slightly painful at the heel",
        "The cap goes back on crookedly",
        "This kind of fabric wrinkles",
    ],
)
def test_a_plain_fault_is_in_the_middle(sentence: str) -> None:
    assert severity(sentence, nan) == 0.5


@pytest.mark.parametrize(
    "sentence",
    [
        "I had to return it",
        "They're going back.",
        "Sent them straight back",
        "Completely unwearable",
        "Useless in rain",
        "The handle broke after a day",
        "The seam split on the very first wear",
        "Dangerous for a child",
        "It burned my hand",
        "It ruined my carpet",
        "I want a refund",
        "Pure garbage",
        "It fell apart",
        "Never again!",
        "A waste of money",
        "Doesn’t even turn on",
        "I wish I had my money back",
        "No support at all, awful",
        "The heel gave me blisters",
    ],
)
def test_a_reason_to_send_it_back_is_severe(sentence: str) -> None:
    assert severity(sentence, nan) == 1.0


def test_the_stars_move_it() -> None:
    for sentence in ("a bit snug", "The sleeves are too short"):
        assert severity(sentence, 5) < severity(sentence, 3) < severity(sentence, 1)
        assert severity(sentence, 3) == severity(sentence, nan)
    assert severity("It fell apart", 5) < severity("It fell apart", 1) == 1.0


@given(st.text(max_size=200), st.floats(allow_infinity=False))
def test_it_is_always_between_nothing_and_one(sentence: str, rating: float) -> None:
    assert 0 <= severity(sentence, rating) <= 1


@given(st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0, nan]))
def test_a_nuisance_is_never_as_bad_as_a_severe_fault(rating: float) -> None:
    assert severity("a bit snug", rating) < severity("Too short", rating) < severity("Useless", rating)

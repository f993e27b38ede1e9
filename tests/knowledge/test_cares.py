"""What a shopper's words say that they mind, and what they take back."""

import pytest

from knowledge.aspects import load_aspects
from knowledge.cares import Cares

CARES = Cares(load_aspects())


def wanted(text: str) -> set[str]:
    return {care.aspect for care in CARES.read(text) if care.wanted}


def spared(text: str) -> set[str]:
    return {care.aspect for care in CARES.read(text) if not care.wanted}


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("I have wide feet", {"fit_small"}),
        ("my feet r quite wide", {"fit_small"}),
        ("boots for wide feet under 150", {"fit_small"}),
        ("must survive rain", {"waterproof"}),
        ("It has to last.", {"breaks"}),
        ("something that wont fall apart", {"breaks"}),
        ("I’m a light sleeper", {"noise"}),
        ("I have sensitive skin", {"comfort"}),
        ("no blisters please", {"comfort"}),
        ("nothing that isn't waterproof", {"waterproof"}),
        ("boots that must survive rain, it has to last", {"waterproof", "breaks"}),
        ("I don't mind paying more for a quiet one", {"noise"}),
        ("black jacket under 100", set()),
        ("it arrives in a hurry", set()),
    ],
)
def test_what_is_minded(text: str, aspects: set[str]) -> None:
    assert (wanted(text), spared(text)) == (aspects, set())


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("doesn't need to be waterproof", {"waterproof"}),
        ("it doesnt have to be waterproof", {"waterproof"}),
        ("not waterproof", {"waterproof"}),
        ("I don't mind the noise", {"noise"}),
        ("the smell doesn't bother me", {"smell"}),
        ("noise is fine", {"noise"}),
        ("I don't mind leaks, it's for the garden", {"waterproof"}),
        ("I don't mind if it runs small", {"fit_small"}),
        ("I don't have wide feet", {"fit_small"}),
        ("wide feet dont matter anymore", {"fit_small"}),
    ],
)
def test_what_is_taken_back(text: str, aspects: set[str]) -> None:
    assert (wanted(text), spared(text)) == (set(), aspects)


def test_one_message_may_do_both_and_the_last_word_counts() -> None:
    both = "I'm tall but I don't care about the colour"
    assert (wanted(both), spared(both)) == ({"length"}, {"colour"})
    assert spared("I have wide feet. I don't have wide feet") == {"fit_small"}


def test_what_the_shop_does_is_no_matter_of_a_product() -> None:
    assert wanted("I am in a hurry and need it by friday") == set()


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("too small", {"fit_small"}),
        ("The zip broke", {"zip"}),
        ("it broke", {"breaks"}),
        ("they leak", {"waterproof"}),
        ("ugly", set()),
    ],
)
def test_the_reason_against_a_product_is_told_by_words_of_complaints(text: str, aspects: set[str]) -> None:
    assert CARES.told_of(text) == aspects


def test_a_pattern_with_capitals_is_found_in_small_letters_too() -> None:
    (aspect, *_) = load_aspects()
    shouted = type(aspect)("own", "own", (), cares=("GORE-TEX",))
    assert [care.aspect for care in Cares([shouted]).read("needs Gore-Tex")] == ["own"]

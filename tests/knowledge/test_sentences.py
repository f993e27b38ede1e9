"""Review text falls into the pieces that each say one thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.sentences import clauses, says_something, sentences, takes_back


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Great boots, but the zip broke after 2.5 weeks", ["Great boots", "the zip broke after 2.5 weeks"]),
        ("Although the zip is stiff, the jacket is warm", ["the zip is stiff", "the jacket is warm"]),
        ("nice jacket;zip broke\n- smells", ["nice jacket", "zip broke", "smells"]),
        ("Uncomfortable.", ["Uncomfortable."]),
        ("Love it!!! So soft 😍 runs small :( sadly", ["Love it!!!", "So soft", "runs small", "sadly"]),
        ("Wanted to love this- i did love the color", ["Wanted to love this", "i did love the color"]),
        ("The old one broke, this one holds", ["The old one broke", "this one holds"]),
        ("One thing though: the straps are far too short", ["the straps are far too short"]),
        ("Not only cheap but also bad", ["Not only cheap but also bad"]),
        ("Sadly, the sleeves are short", ["Sadly, the sleeves are short"]),
        ("Fits well.Looks good", ["Fits well", "Looks good"]),
        ("It is light — the lid leaks", ["It is light", "the lid leaks"]),
    ],
)
def test_a_review_is_cut_where_something_new_is_said(text: str, pieces: list[str]) -> None:
    assert clauses(text) == pieces


@pytest.mark.parametrize(
    "text",
    [
        "I am 5.5 feet tall",
        "It is small, e.g. for kids",
        "Made in the U.S. with care",
        "See www.shop.com for more",
    ],
)
def test_a_full_stop_inside_a_word_ends_nothing(text: str) -> None:
    assert sentences(text) == [text]


def test_a_unit_at_a_sentence_end_still_ends_it() -> None:
    assert sentences("I'm 5'3\" and 120 lbs. Runs small.") == ["I'm 5'3\" and 120 lbs.", "Runs small."]


def test_text_without_punctuation_is_cut_where_sentences_seem_to_start() -> None:
    text = "ordered these boots for my wife last month in brown the zip was stuck on the very first day i returned them"
    assert clauses(text) == [
        "ordered these boots for my wife last month in brown",
        "the zip was stuck on the very first day",
        "i returned them",
    ]


def test_a_worry_stays_with_what_it_is_about() -> None:
    text = "when i ordered it online last week from my sofa i was really afraid that it would be far too small for me"
    assert any("afraid" in piece and "too small" in piece for piece in clauses(text))


def test_tokenised_text_reads_like_written_text() -> None:
    assert sentences("It does n't smell .") == ["It doesn't smell."]


@pytest.mark.parametrize("text", ["", "   ", "!!!", "😍😍", "...", "\n\n"])
def test_text_without_words_has_no_clauses(text: str) -> None:
    assert clauses(text) == []


def test_empty_words_say_nothing_and_may_take_back() -> None:
    assert not says_something("this one does not") and takes_back("Mine doesn't.")
    assert says_something("it leaks") and not takes_back("it doesn't leak") and not takes_back("It is.")


def test_who_disagrees_takes_back_what_others_said_and_blames_nothing() -> None:
    for clause in ("Not on my feet.", "I disagree", "I do not agree at all"):
        assert takes_back(clause) and not says_something(clause)
    for clause in ("Not on time", "I disagree with the size chart that came with it"):
        assert says_something(clause) and not takes_back(clause)


def test_what_is_only_supposed_says_nothing() -> None:
    for clause in ("Should it break", "In case one gets lost", "If it were any shorter I would return it"):
        assert not says_something(clause)
    for clause in ("Should have been longer", "Should it not be warm?", "If it rains the seams leak"):
        assert says_something(clause)


@given(st.text(max_size=300))
def test_no_text_breaks_the_splitting_and_no_word_is_invented(text: str) -> None:
    for piece in clauses(text):
        assert piece.strip() and len(piece) <= len(text) + text.count("...") + 1
        assert len(piece.split()) <= 60


def test_a_very_long_text_is_split_in_linear_time() -> None:
    assert len(clauses("the strap broke and it was bad, " * 3000)) >= 3000

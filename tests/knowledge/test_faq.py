"""Which answer of the shop's FAQ a question gets, and which questions get none."""

import pytest

from benchmarks.faq_quality import ask, demo_faq, precision_recall
from knowledge.embedder import Embedder
from knowledge.faq import ANSWERS, SURE, FaqIndex, clauses
from shop.faq import FaqEntry


@pytest.fixture(scope="module")
def faq(embedder: Embedder) -> FaqIndex:
    """The demo shop's FAQ."""
    return FaqIndex(demo_faq(), embedder.encode_many)


def answer(faq: FaqIndex, text: str, least: float = ANSWERS) -> str:
    """The id of the entry that answers, "" where none does."""
    found = faq.find(text, least)
    return found[0].entry.entry_id if found else ""


def test_every_question_of_the_faq_finds_its_own_answer_beyond_doubt(faq: FaqIndex) -> None:
    for entry in faq.entries:
        for question in entry.questions:
            assert answer(faq, question, SURE) == entry.entry_id
            assert answer(faq, question.lower().rstrip("?"), SURE) == entry.entry_id


@pytest.mark.parametrize("half", ["chosen_on", "held_out"])
def test_most_questions_are_answered_and_most_answers_are_right(faq: FaqIndex, half: str) -> None:
    asked = ask(faq, half)
    assert len(asked) >= 80
    precision, recall = precision_recall(asked, ANSWERS)
    assert precision >= 0.88 and recall >= 0.78
    precision, recall = precision_recall(asked, SURE)
    assert precision >= 0.94 and recall >= 0.5


def test_what_is_not_about_the_shop_is_never_answered_beyond_doubt(faq: FaqIndex) -> None:
    asked = [one for half in ("chosen_on", "held_out") for one in ask(faq, half) if not one.answerable]
    assert len(asked) >= 80
    assert [one.text for one in asked if faq.find(one.text, SURE)] == []


@pytest.mark.parametrize(
    "text", ["is it waterproof", "does the second one run small", "do you rent out tents", "hello", "?", ""]
)
def test_other_questions_get_no_answer(faq: FaqIndex, text: str) -> None:
    assert faq.find(text) == []


@pytest.mark.parametrize(
    ("text", "entry_id"),
    [
        ("do you deliver to canada and is it waterproof", "delivery-abroad"),
        ("Is it light? And how long is the warranty?", "warranty"),
        ("i like the green one, but do you gift wrap", "gift-wrapping"),
    ],
)
def test_the_part_about_the_shop_is_answered(faq: FaqIndex, text: str, entry_id: str) -> None:
    assert answer(faq, text) == entry_id


@pytest.mark.parametrize(
    ("text", "entry_id"),
    [
        ("waranty", "warranty"),
        ("openning hours", "hours"),
        ("is there a studnet discount", "student-discount"),
    ],
)
def test_typing_errors_are_read_over(faq: FaqIndex, text: str, entry_id: str) -> None:
    assert answer(faq, text) == entry_id


def test_words_of_the_answer_count(faq: FaqIndex) -> None:
    assert answer(faq, "do you take mastercard") == "payment"
    assert answer(faq, "can i park at your store") == "address"


def test_of_two_questions_about_the_shop_neither_is_lost(faq: FaqIndex) -> None:
    found = faq.find("can i pay with mastercard and is shipping free")
    assert {match.entry.entry_id for match in found} >= {"delivery-cost", "payment"}


def test_answers_close_to_each_other_are_both_found_the_better_one_first(embedder: Embedder) -> None:
    france = FaqEntry("france", ("Do you deliver to France?",), "Yes, in four days.")
    spain = FaqEntry("spain", ("Do you deliver to Spain?",), "Yes, in six days.")
    wrap = FaqEntry("wrap", ("Do you gift wrap?",), "Yes.")
    faq = FaqIndex((france, spain, wrap), embedder.encode_many)
    assert {match.entry for match in faq.find("do you deliver to europe")} == {france, spain}
    assert [match.entry for match in faq.find("do you deliver to spain")] == [spain]
    assert [match.entry for match in faq.find("can you gift wrap it")] == [wrap]


def test_an_empty_faq_answers_nothing(embedder: Embedder) -> None:
    assert FaqIndex((), embedder.encode_many).find("do you deliver abroad") == []


def test_a_single_entry_can_be_found_and_missed(embedder: Embedder) -> None:
    faq = FaqIndex([FaqEntry("wrap", ("Do you gift wrap?",), "Yes, for free.")], embedder.encode_many)
    assert answer(faq, "can you gift wrap it") == "wrap"
    assert answer(faq, "how long is the warranty") == ""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("is it free", ["is it free"]),
        ("is it free? thanks", ["is it free? thanks"]),
        ("is it free and is it fast", ["is it free and is it fast", "is it free", "is it fast"]),
    ],
)
def test_a_text_is_read_as_a_whole_and_by_its_clauses(text: str, parts: list[str]) -> None:
    assert clauses(text) == parts

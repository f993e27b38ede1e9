"""The shop's answers are those in the database at the moment of the question."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from advisor.answers import ShopAnswer
from advisor.help_page import HelpPage
from shop.faq import FaqEntry
from shop.storage.database import Database
from shop.storage.faq import load_faq, save_faq, stage_faq
from shop.storage.version import faq_version

WRAP = FaqEntry("wrap", ("Do you gift wrap?", "Wrapping?"), "Yes.", link="https://shop.example/wrap")
HOURS = FaqEntry("hours", ("When are you open?",), "From 9 to 5.")
WORDS = ("gift", "wrap", "open", "hours")


def by_words(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """A vector of which of WORDS a text has, of length 1."""
    rows = [[float(word in text.lower()) + 1e-6 for word in WORDS] for text in texts]
    vectors = np.array(rows, np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'aisle.db'}")
    database.migrate()
    yield database
    database.dispose()


@pytest.fixture
def page(db: Database) -> HelpPage:
    return HelpPage(lambda: faq_version(db), lambda: load_faq(db), by_words)


def test_without_an_faq_nothing_is_answered(page: HelpPage) -> None:
    assert page.is_empty()
    assert page.answer("do you gift wrap") is None


def test_the_answer_comes_word_for_word_with_its_link(db: Database, page: HelpPage) -> None:
    save_faq(db, [WRAP, HOURS])
    assert not page.is_empty()
    assert page.answer("gift wrap?") == ShopAnswer("Do you gift wrap?", "Yes.", "https://shop.example/wrap")


def test_an_edited_faq_is_in_force_at_the_next_question(db: Database, page: HelpPage) -> None:
    save_faq(db, [WRAP])
    assert page.answer("gift wrap?") is not None
    assert page.answer("when are you open") is None
    with stage_faq(db) as stage:
        stage.add([HOURS])
        stage.merge(replace_all=True)
    assert page.answer("gift wrap?") is None
    found = page.answer("when are you open")
    assert found is not None and found.answer == "From 9 to 5."


def test_it_is_read_once_and_not_for_every_question(db: Database) -> None:
    read: list[int] = []

    def load() -> list[FaqEntry]:
        read.append(1)
        return load_faq(db)

    page = HelpPage(lambda: faq_version(db), load, by_words)
    save_faq(db, [WRAP, HOURS])
    for _ in range(3):
        page.answer("gift wrap?")
    assert len(read) == 1


def test_more_certainty_can_be_asked_for(db: Database, page: HelpPage) -> None:
    save_faq(db, [WRAP, HOURS])
    vague = "gift or open hours"
    assert page.answer(vague) is not None
    assert page.answer(vague, sure=True) is None
    assert page.answer("Do you gift wrap?", sure=True) is not None

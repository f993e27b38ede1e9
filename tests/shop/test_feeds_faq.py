"""A shop's FAQ comes in from the files that people write by hand, and bad entries are told."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from shop.faq import FaqEntry
from shop.feeds.errors import FeedError
from shop.feeds.importer import ImportReport, import_file
from shop.storage.database import Database
from shop.storage.faq import load_faq
from shop.storage.version import catalogue_version, faq_version

Bring = Callable[..., ImportReport]
DELIVERY = FaqEntry(
    "delivery",
    ("How long does delivery take?", "When will it arrive?"),
    "Two to four working days.",
    "delivery",
    "https://shop.example/help#delivery",
)
HOURS = FaqEntry("hours", ("When are you open?",), "Monday to Friday:\n10 to 18.", "hours")
YAML = """\
# What shoppers ask us.
- id: delivery
  topic: Delivery
  questions:
  - How long does delivery take?
  - When will it arrive?
  answer: Two to four working days.
  link: https://shop.example/help#delivery

- id: hours
  topic: hours
  questions: [When are you open?]
  answer: |
    Monday to Friday:
    10 to 18.
"""
ROWS = [
    {
        "id": entry.entry_id,
        "topic": entry.topic,
        "questions": list(entry.questions),
        "answer": entry.answer,
        "link": entry.link,
    }
    for entry in (DELIVERY, HOURS)
]
CSV = """id,topic,questions,answer,link
delivery,Delivery,How long does delivery take? | When will it arrive?,Two to four working days.,https://shop.example/help#delivery
hours,hours,When are you open?,"Monday to Friday:
10 to 18.",
"""
FORMATS = {
    "YAML": [
        YAML,
        "---\n" + YAML,
        "faq:\n" + "".join(f"  {line}\n" for line in YAML.splitlines()[1:]),
        YAML.replace("\n", "\r\n"),
    ],
    "JSON": [json.dumps(ROWS), json.dumps({"faq": ROWS})],
    "JSON Lines": ["\n".join(map(json.dumps, ROWS))],
    "CSV": [CSV, CSV.replace(" | ", "|")],
}


@pytest.fixture
def bring(db: Database, tmp_path: Path) -> Bring:
    """Imports text into each kind of database in turn, from a file whose name says nothing."""

    def bring(content: str, **options: object) -> ImportReport:
        path = tmp_path / "feed"
        path.write_text(content, newline="")
        return import_file(db, "faq", path, **options)  # type: ignore[arg-type]

    return bring


def rejects(path: Path | None) -> list[list[str]]:
    """Line, column and expectation of each reject."""
    assert path is not None
    with path.open(newline="") as file:
        return [[row["line"], row["column"], row["expected"]] for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("name", "content"), [(name, text) for name, texts in FORMATS.items() for text in texts]
)
def test_every_format_brings_the_same_answers(bring: Bring, db: Database, name: str, content: str) -> None:
    report = bring(content)
    assert (report.format, report.read, report.added, report.rejected) == (name, 2, 2, 0)
    assert load_faq(db) == [DELIVERY, HOURS]


def test_importing_twice_changes_nothing_and_an_edit_changes_one(bring: Bring, db: Database) -> None:
    bring(YAML)
    version = faq_version(db)
    again = bring(YAML)
    assert (again.added, again.changed, again.unchanged, faq_version(db)) == (0, 0, 2, version)
    edited = bring(YAML.replace("Two to four", "Three"))
    assert (edited.changed, edited.unchanged) == (1, 1)
    assert faq_version(db) > version
    assert load_faq(db)[0].answer == "Three working days."


def test_replacing_takes_out_what_is_gone(bring: Bring, db: Database) -> None:
    bring(YAML)
    report = bring(json.dumps([ROWS[1]]), replace=True)
    assert (report.retired, report.unchanged) == (1, 1)
    assert load_faq(db) == [HOURS]


def test_the_catalogue_is_as_new_as_before(bring: Bring, db: Database) -> None:
    before = catalogue_version(db)
    bring(YAML)
    assert catalogue_version(db) == before


def test_an_entry_without_an_id_is_known_again_by_its_first_question(bring: Bring, db: Database) -> None:
    bring("question,answer\nDo you gift wrap?,No.\nWhere are you?,Here.\n")
    report = bring("question,answer\nDo you gift wrap?,Yes.\n")
    assert (report.added, report.changed) == (0, 1)
    assert {entry.answer for entry in load_faq(db)} == {"Yes.", "Here."}


def test_markup_is_stripped(bring: Bring, db: Database) -> None:
    bring(
        "question,answer\nDo you wrap?,\"<p>Yes, <b>gladly</b>.\n</p><p class='x'\n>Free &amp; fast.</p>\"\n"
    )
    assert load_faq(db)[0].answer == "Yes, gladly. Free & fast."


def test_text_stays_as_it_is_written(bring: Bring, db: Database) -> None:
    bring("- id: 007\n  questions: Is it free?\n  answer: yes\n  topic: 2026-01-31\n")
    (entry,) = load_faq(db)
    assert (entry.entry_id, entry.answer, entry.topic) == ("007", "yes", "2026-01-31")


def test_bad_entries_are_told_and_good_ones_come_in(bring: Bring, db: Database) -> None:
    report = bring(
        "- {id: good, question: Is it?, answer: It is.}\n"
        "- {id: silent, question: Is it?}\n"
        "- {id: unasked, answer: It is.}\n"
        f"- {{id: long, question: Is it?, answer: {'x' * 1001}}}\n"
        f"- {{id: whole, question: Is it?, answer: {'x' * 1000}}}\n"
        f"- {{id: talk, question: {'y' * 301}, answer: It is.}}\n"
        "- {id: script, question: Is it?, answer: It is., link: 'javascript:alert(1)'}\n"
        "- {id: path, question: Is it?, answer: It is., url: /help}\n"
        f"- {{id: {'z' * 201}, question: Is it?, answer: It is.}}\n"
        "- {id: deep, question: Is it?, answer: {text: It is.}}\n"
        "- only words\n"
        "- {id: good, question: Is it?, answer: It is indeed.}\n"
    )
    assert (report.read, report.added, report.rejected, report.duplicates) == (12, 2, 9, 1)
    answer, link = (
        "a text of 1 to 1000 characters",
        "an address of at most 2000 characters that begins with http:// or https://",
    )
    assert rejects(report.rejects_path) == [
        ["2", "answer", answer],
        ["3", "questions", "at least one question"],
        ["4", "answer", answer],
        ["6", "question", "questions of at most 300 characters"],
        ["7", "link", link],
        ["8", "url", link],
        ["9", "id", "an id of at most 200 characters"],
        ["10", "answer", "a text"],
        ["11", "", "an entry with names and values"],
    ]
    assert [(entry.entry_id, entry.answer[:13]) for entry in load_faq(db)] == [
        ("good", "It is indeed."),
        ("whole", "x" * 13),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("- id: 1\n  answer: [", "This is not YAML: line 3"),
        ("- &a {question: Is it?, answer: It is.}\n- *a\n", "aliases"),
        ("faq:\n", "No row|has no rows"),
        ("- id: 1\n", "expected at least one question"),
        ("question,topic\nIs it?,x\n", "no column answer"),
        ("- " * 5000, "not YAML|No row"),
    ],
)
def test_what_cannot_be_read_changes_nothing(bring: Bring, db: Database, content: str, words: str) -> None:
    bring(YAML)
    with pytest.raises(FeedError, match=words):
        bring(content, replace=True)
    assert load_faq(db) == [DELIVERY, HOURS]

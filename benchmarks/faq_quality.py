"""How well shoppers' questions find their answer in the shop's FAQ, and where the thresholds come from.

usage: python -m benchmarks.faq_quality [--mistakes]

The FAQ is the demo shop's; the questions of benchmarks/faq_questions.yml were written by hand in two halves, with
questions among them that the FAQ does not answer, questions about products and talk. The constants of
knowledge/faq.py come from here. On the first half, with all questions of each entry:
ANSWERS is the lowest threshold with a precision of 90 %, SURE the lowest with 97 % and nothing of the unanswered,
CLOSE the widest margin at which at most 15 % of the answers offer another question besides. On both halves together:
WHOLE and WORDS are the smallest weights beyond which the average precision of the last table gains nothing on both.
The second half is no blind test: the demo shop's FAQ was reworded after reading mistakes on both. All is measured
again with one question per entry, as the briefest shops have it.
Precision is of all that is answered, recall of all that has an answer. `--mistakes` prints each wrong answer.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from knowledge import faq as module
from knowledge.embedder import Embedder
from knowledge.faq import ANSWERS, CLOSE, MOST, SURE, FaqIndex, FaqMatch
from shop.demo.words import FOLDER
from shop.faq import FaqEntry
from shop.feeds.importer import import_file
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.faq import load_faq

QUESTIONS = Path(__file__).with_name("faq_questions.yml")
NO_ANSWER = ("unanswered", "product", "other")
THRESHOLDS = tuple(step / 20 for step in range(10, 27))
MARGINS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3)


@dataclass(frozen=True)
class Asked:
    """A question, the ids of the entries that answer it (or its kind, where none does), and the ranking."""

    text: str
    right: frozenset[str]
    ranked: Sequence[FaqMatch]

    @property
    def answerable(self) -> bool:
        return not self.right <= set(NO_ANSWER)

    @property
    def likeness(self) -> float:
        return self.ranked[0].likeness

    def answered_right(self, within: float = 0.0) -> bool:
        """Whether the best entry is right, or one of those offered that are `within` of it."""
        near = [match for match in self.ranked[:MOST] if match.likeness >= self.likeness - within]
        return any(match.entry.entry_id in self.right for match in near)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mistakes", action="store_true", help="print each wrong answer")
    options = parser.parse_args()
    embedder = Embedder.load(Settings())
    entries = demo_faq()
    for name, faq in (("", entries), (", one question per entry", first_questions(entries))):
        index = FaqIndex(faq, embedder.encode_many)
        for half in ("chosen_on", "held_out"):
            asked = ask(index, half)
            thresholds_table(f"{half}{name}", asked)
            margins_table(asked)
            if options.mistakes:
                read_aloud(asked)
        weights_table(index)
    return 0


def demo_faq() -> list[FaqEntry]:
    """The demo shop's FAQ, imported as a shop's is."""
    with TemporaryDirectory() as folder:
        db = Database(f"sqlite:///{folder}/aisle.db")
        db.migrate()
        import_file(db, "faq", FOLDER / "help.yml")
        entries = load_faq(db)
        db.dispose()
    return entries


def first_questions(entries: Sequence[FaqEntry]) -> list[FaqEntry]:
    return [replace(entry, questions=entry.questions[:1]) for entry in entries]


def ask(index: FaqIndex, half: str) -> list[Asked]:
    """Every question of one half of the labelled ones."""
    labelled = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))[half]
    return [
        Asked(text, frozenset(name.strip() for name in right.split(",")), index.rank(text))
        for right, texts in labelled.items()
        for text in texts
    ]


def precision_recall(asked: Sequence[Asked], threshold: float) -> tuple[float, float]:
    """Right answers among those given from this likeness on, and among those that could be given."""
    given = [one for one in asked if one.likeness >= threshold]
    right = sum(one.answered_right() for one in given)
    return right / max(len(given), 1), right / sum(one.answerable for one in asked)


def thresholds_table(name: str, asked: Sequence[Asked]) -> None:
    answerable = sum(one.answerable for one in asked)
    print(f"\n{name}: {answerable} questions with an answer, {len(asked) - answerable} without")
    print(f"{'threshold':>9}{'precision':>11}{'recall':>8}   answered without an answer")
    for threshold in THRESHOLDS:
        precision, recall = precision_recall(asked, threshold)
        wrong = {
            kind: sum(one.right == {kind} and one.likeness >= threshold for one in asked)
            for kind in NO_ANSWER
        }
        mark = {ANSWERS: "  <- ANSWERS", SURE: "  <- SURE"}.get(threshold, "")
        counts = ", ".join(f"{count} {kind}" for kind, count in wrong.items())
        print(f"{threshold:9.2f}{precision:11.3f}{recall:8.3f}   {counts}{mark}")


def margins_table(asked: Sequence[Asked]) -> None:
    """What offering the near ones besides brings, of the questions that are answered from ANSWERS on."""
    given = [one for one in asked if one.answerable and one.likeness >= ANSWERS]
    print(f"{'margin':>9}{'in sight':>11}{'offers':>8}")
    for margin in MARGINS:
        seen = sum(one.answered_right(margin) for one in given) / max(len(given), 1)
        offered = sum(one.likeness - one.ranked[1].likeness <= margin for one in given) / max(len(given), 1)
        print(f"{margin:9.2f}{seen:11.3f}{offered:8.3f}{'   <- CLOSE' if margin == CLOSE else ''}")


def weights_table(index: FaqIndex) -> None:
    """Average precision of the answers, best first, by the weights of the whole entry and of its words."""
    chosen = module.WHOLE, module.WORDS
    print(f"\n{'WHOLE':>9}{'WORDS':>8}{'chosen_on':>11}{'held_out':>10}")
    try:
        for module.WHOLE, module.WORDS in product((0.0, 0.3, 0.6, 0.9), (0.0, 0.2, 0.4)):
            first, second = (average_precision(ask(index, half)) for half in ("chosen_on", "held_out"))
            mark = "   <- chosen" if chosen == (module.WHOLE, module.WORDS) else ""
            print(f"{module.WHOLE:9.1f}{module.WORDS:8.1f}{first:11.3f}{second:10.3f}{mark}")
    finally:
        module.WHOLE, module.WORDS = chosen


def average_precision(asked: Sequence[Asked]) -> float:
    """The mean, over the questions with an answer, of the precision at which each is answered right; 0 for others."""
    right = [one.answered_right() for one in sorted(asked, key=lambda one: -one.likeness)]
    hits = [sum(right[: place + 1]) / (place + 1) for place, good in enumerate(right) if good]
    return sum(hits) / sum(one.answerable for one in asked)


def read_aloud(asked: Sequence[Asked]) -> None:
    for one in asked:
        if one.likeness >= ANSWERS and not one.answered_right():
            print(f"  {one.likeness:.2f} {one.ranked[0].entry.entry_id:18}{one.text}")


if __name__ == "__main__":
    sys.exit(main())

"""Which thresholds of FallbackClassifier serve shoppers best: figures behind those in config.yml.

The shipped pipeline reads, fold by fold, the bot's held-out examples and, as messages that no shop answers, the test
part of HWU64 (alarms, music, e-mails). Per threshold it prints which share of the examples is answered and rightly,
which is answered wrongly, and which share of the foreign messages is not taken for a wish or a question to the shop.

usage: AISLE_BENCH_DATA=../shared/data python -m benchmarks.nlu_thresholds
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.data import ROOT
from benchmarks.nlu_quality import hwu64, own_folds, trained_and_read
from benchmarks.nlu_scores import FALLBACK
from knowledge.embedder import prepare_model
from shop.settings import Settings

THRESHOLDS = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)
MARGINS = (0.0, 0.02, 0.05, 0.1)
#: Intents that promise nothing of the shop.
HARMLESS = (
    *(
        FALLBACK,
        "out_of_scope",
        "other_language",
        "greet",
        "goodbye",
        "thank",
        "help",
        "bot_challenge",
        "insult",
    ),
    *("affirm", "deny"),
)
Pairs = list[tuple[str, dict[str, Any]]]


def main() -> None:
    prepare_model(Settings(), print)
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    open_pipeline = [part for part in pipeline if part["name"] != "FallbackClassifier"]
    foreign = [example["text"] for example in hwu64()[1]]
    own: Pairs = []
    outside: list[dict[str, Any]] = []
    for number, (train, test) in enumerate(own_folds()):
        texts = [example["text"] for example in test]
        more = foreign if number == 0 else []
        with tempfile.TemporaryDirectory() as folder:
            made = trained_and_read(open_pipeline, train, texts + more, Path(folder) / "model.tar.gz")
        read = made["readings"]
        own += zip([example["intent"] for example in test], read, strict=False)
        outside += read[len(texts) :]
    print(f"{len(own)} examples, {len(outside)} foreign messages")
    print(f"{'threshold':>10}{'margin':>8}{'right':>8}{'wrong':>8}{'asked back':>12}{'foreign kept out':>18}")
    for threshold in THRESHOLDS:
        line(own, outside, threshold, 0.02)
    for margin in MARGINS:
        line(own, outside, 0.3, margin)


def line(own: Pairs, outside: Sequence[dict[str, Any]], threshold: float, margin: float) -> None:
    said = [(wanted, answered(reading, threshold, margin)) for wanted, reading in own]
    right = sum(wanted == intent for wanted, intent in said) / len(said)
    back = sum(intent == FALLBACK for _, intent in said) / len(said)
    kept = sum(answered(reading, threshold, margin) in HARMLESS for reading in outside) / len(outside)
    print(f"{threshold:10.2f}{margin:8.2f}{right:8.3f}{1 - right - back:8.3f}{back:12.3f}{kept:18.3f}")


def answered(reading: dict[str, Any], threshold: float, margin: float) -> str:
    """The intent that FallbackClassifier would leave standing."""
    first, second = reading["confidences"][:2]
    if first < threshold or first - second < margin:
        return FALLBACK
    return str(reading["ranking"][0])


if __name__ == "__main__":
    main()

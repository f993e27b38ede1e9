"""Scores of readings against annotated examples."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.metrics import f1_score

FALLBACK = "nlu_fallback"
Example = Mapping[str, Any]
Reading = Mapping[str, Any]


@dataclass(frozen=True)
class Scores:
    """`intent` and `macro` are F1 of the classifier's first intent, `answered` the share not given up on.

    `words` is the micro F1 of entities counted by word, as `rasa test nlu` counts; `spans` asks for exact borders.
    """

    intent: float
    macro: float
    answered: float
    words: float
    spans: float


def scores(examples: Sequence[Example], readings: Sequence[Reading], types: Iterable[str]) -> Scores:
    """Scores over examples; entities of types that the data does not annotate are no part of it."""
    known = set(types)
    said = [first(reading) for reading in readings]
    true = [example["intent"] for example in examples]
    pairs = [
        (example["text"], spans(example, known), spans(reading, known))
        for example, reading in zip(examples, readings, strict=True)
    ]
    return Scores(
        float(f1_score(true, said, average="micro")),
        float(f1_score(true, said, average="macro", zero_division=0.0, labels=sorted(set(true)))),
        float(np.mean([reading["intent"] != FALLBACK for reading in readings])),
        f1((words(text, wanted), words(text, found)) for text, wanted, found in pairs),
        f1((wanted, found) for _, wanted, found in pairs),
    )


def first(reading: Reading) -> str:
    """The classifier's first intent, whether or not it was sure enough."""
    return next((name for name in reading["ranking"] if name != FALLBACK), FALLBACK)


def spans(found: Mapping[str, Any], types: set[str]) -> set[tuple[int, int, str]]:
    entities = found.get("entities") or ()
    return {(e["start"], e["end"], e["entity"]) for e in entities if e["entity"] in types}


def words(text: str, found: set[tuple[int, int, str]]) -> set[tuple[int, int, str]]:
    """The words of the text that lie in a span, each with the span's entity."""
    return set(_labelled(text, found))


def _labelled(text: str, found: set[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    for word in re.finditer(r"\S+", text):
        for start, end, entity in found:
            if start < word.end() and end > word.start():
                yield word.start(), word.end(), entity


def f1(pairs: Iterable[tuple[set[Any], set[Any]]]) -> float:
    """Micro F1 over (wanted, found) sets; nan where nothing is wanted nor found."""
    right = wrong = 0
    for wanted, found in pairs:
        right += len(wanted & found)
        wrong += len(wanted ^ found)
    return 2 * right / (2 * right + wrong) if right + wrong else float("nan")

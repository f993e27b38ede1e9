"""Spans of a token sequence as BIO tags, and the likeliest tags that form whole spans."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

OUTSIDE = "O"
_NEVER = -1e9


@dataclass(frozen=True)
class Span:
    """Tokens `start` to `end` (exclusive) are one `entity`; `confidence` is that of its least sure token."""

    entity: str
    start: int
    end: int
    confidence: float = 1.0


def to_tags(spans: Sequence[Span], length: int) -> list[str]:
    """One of O, B-entity, I-entity for each of `length` tokens.

    >>> to_tags([Span("color", 1, 3)], 4)
    ['O', 'B-color', 'I-color', 'O']
    """
    tags = [OUTSIDE] * length
    for span in spans:
        for place in range(span.start, span.end):
            tags[place] = f"{'B' if place == span.start else 'I'}-{span.entity}"
    return tags


def to_spans(tags: Sequence[str], confidence: Sequence[float]) -> list[Span]:
    """The spans of well-formed tags."""
    starts = [place for place, tag in enumerate(tags) if tag.startswith("B-")]
    spans = []
    for start in starts:
        end = start + 1
        while end < len(tags) and tags[end].startswith("I-"):
            end += 1
        spans.append(Span(tags[start][2:], start, end, float(min(confidence[start:end]))))
    return spans


def decode(probabilities: npt.NDArray[np.float32], labels: Sequence[str]) -> list[Span]:
    """The spans of the likeliest well-formed tags (Viterbi), from probabilities (tokens, labels)."""
    if not len(probabilities):
        return []
    steps = allowed_steps(tuple(labels))
    scores = np.log(probabilities + 1e-9)
    best = scores[0] + np.array([_NEVER if label.startswith("I-") else 0.0 for label in labels])
    origins = []
    for row in scores[1:]:
        paths = best[:, np.newaxis] + steps
        origins.append(paths.argmax(axis=0))
        best = paths.max(axis=0) + row
    path = [int(best.argmax())]
    for origin in reversed(origins):
        path.append(int(origin[path[-1]]))
    path.reverse()
    confidence = probabilities[np.arange(len(path)), path]
    return to_spans([labels[place] for place in path], [float(value) for value in confidence])


@lru_cache(maxsize=4)
def allowed_steps(labels: tuple[str, ...]) -> npt.NDArray[np.float64]:
    """(labels, labels): 0 where the second may follow the first, else a very low score."""
    steps = np.zeros((len(labels), len(labels)))
    for column, label in enumerate(labels):
        if label.startswith("I-"):
            steps[:, column] = [0.0 if before[2:] == label[2:] else _NEVER for before in labels]
    return steps

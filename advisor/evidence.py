"""Sentences that answer a question: from the product's own text and from its reviews."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
import numpy.typing as npt

from knowledge.lexical import stemmed

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]
KEPT_PRODUCTS = 256
#: What a sentence gains that has every telling word of the question.
WORDS = 0.25
_ASKING = frozenset(stemmed("does did how what which when where who will would can could should really any"))


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its likeness to the question: the vectors' cosine and WORDS for all of its words."""

    text: str
    likeness: float


class Evidence:
    """Ranks sentences against a question, by meaning and by the question's very words: a long sentence that
    says "waterproof" among other things answers "is it waterproof?", though its vector is far from it.

    The vectors of a product's sentences are kept for the next question.
    """

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._kept: OrderedDict[tuple[str, ...], npt.NDArray[np.float32]] = OrderedDict()
        self._lock = Lock()

    def rank(self, question: str, sentences: Sequence[str]) -> list[Passage]:
        """The sentences, most alike first."""
        if not sentences:
            return []
        likeness = self._vectors(tuple(sentences)) @ self._encode([question])[0]
        likeness = likeness + WORDS * _shared(question, sentences)
        order = np.argsort(-likeness, kind="stable")
        return [Passage(sentences[row], float(likeness[row])) for row in order]

    def _vectors(self, sentences: tuple[str, ...]) -> npt.NDArray[np.float32]:
        with self._lock:
            if sentences in self._kept:
                self._kept.move_to_end(sentences)
                return self._kept[sentences]
        vectors = self._encode(sentences)
        with self._lock:
            self._kept[sentences] = vectors
            while len(self._kept) > KEPT_PRODUCTS:
                self._kept.popitem(last=False)
        return vectors


def _shared(question: str, sentences: Sequence[str]) -> npt.NDArray[np.float32]:
    """(n,) the share of the question's telling words that each sentence has."""
    asked = set(stemmed(question)) - _ASKING
    found = [len(asked & set(stemmed(sentence))) / max(len(asked), 1) for sentence in sentences]
    return np.array(found, np.float32)

"""Sentences that answer a question: from the product's own text and from its reviews."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
import numpy.typing as npt

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]
KEPT_PRODUCTS = 256


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its vector's likeness to the question (cosine, -1 to 1)."""

    text: str
    likeness: float


class Evidence:
    """Ranks sentences against a question; the vectors of a product's sentences are kept for the next one."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._kept: OrderedDict[tuple[str, ...], npt.NDArray[np.float32]] = OrderedDict()
        self._lock = Lock()

    def rank(self, question: str, sentences: Sequence[str]) -> list[Passage]:
        """The sentences, most alike first."""
        if not sentences:
            return []
        likeness = self._vectors(tuple(sentences)) @ self._encode([question])[0]
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

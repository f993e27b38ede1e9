"""Finds the entry of the shop's FAQ that answers a shopper's question, by meaning and by words.

The weights, thresholds and the margin below were chosen on benchmarks/faq_questions.yml, by what
`python -m benchmarks.faq_quality` prints; its docstring says by which rule each.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import accumulate
from math import log

import numpy as np
import numpy.typing as npt

from knowledge.lexical import stemmed
from knowledge.words import words
from shop.faq import FaqEntry

Vectors = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]

#: What the nearness of the whole entry and the words it shares add to the nearness of its closest question.
WHOLE, WORDS = 0.6, 0.2
#: The likeness from which an entry answers a message that is understood as a question about the shop.
ANSWERS = 0.8
#: The likeness from which it answers a message of which nothing is understood.
SURE = 1.0
#: Entries this much less alike than the best one may be meant instead; MOST entries are found at all.
CLOSE, MOST = 0.1, 3

_CLAUSES = re.compile(r"[?!.;,]+(?:\s+|$)|\s+(?:and|but|also|plus)\s+")
_SHORTEST_CLAUSE = 2  # words
_MISSPELT = 5  # letters; shorter words are too easily taken for others
_ALIKE = 0.83


@dataclass(frozen=True, slots=True)
class FaqMatch:
    """An entry and its likeness to a question: near 0 for nothing in common, up to 1.8 for its own words."""

    entry: FaqEntry
    likeness: float


class FaqIndex:
    """The FAQ in memory. Safe to share between threads; read-only once built."""

    def __init__(self, entries: Iterable[FaqEntry], encode: Encode) -> None:
        self.entries = tuple(entries)
        self._encode = encode
        self._starts = list(accumulate((len(entry.questions) for entry in self.entries), initial=0))[:-1]
        self._questions = _encoded(encode, [text for entry in self.entries for text in entry.questions])
        self._wholes = _encoded(encode, [f"{entry.questions[0]} {entry.answer}" for entry in self.entries])
        self._words = [frozenset(stemmed(_text(entry))) for entry in self.entries]
        self._seen = Counter(word for own in self._words for word in own)
        self._spellings = sorted({word for entry in self.entries for word in words(_text(entry))})

    def find(self, text: str, least: float = ANSWERS) -> list[FaqMatch]:
        """The entry that answers, before those that may be meant instead or are asked for in another clause;
        [] where the best one's likeness is below `least`."""
        ranked = self.rank(text)
        if not ranked or ranked[0].likeness < least:
            return []
        tops = [self.rank(part)[0] for part in clauses(text)[1:]]
        as_well = {top.entry for top in tops if top.likeness >= least}
        near = ranked[0].likeness - CLOSE
        return [match for match in ranked if match.likeness >= near or match.entry in as_well][:MOST]

    def rank(self, text: str) -> list[FaqMatch]:
        """Every entry, most alike first. A text that asks several things is read clause by clause as well."""
        if not self.entries:
            return []
        parts = clauses(self._respelt(text))
        asked = self._encode(parts).T
        closest = np.maximum.reduceat(self._questions @ asked, self._starts, axis=0)
        likeness = (closest + WHOLE * (self._wholes @ asked) + WORDS * self._shared(parts)).max(axis=1)
        order = np.argsort(-likeness, kind="stable")
        return [FaqMatch(self.entries[row], float(likeness[row])) for row in order]

    def _shared(self, parts: Sequence[str]) -> Vectors:
        """float32 (entries, parts): the share of a part's words that the entry has, rare words counting more."""
        shares = np.zeros((len(self.entries), len(parts)), np.float32)
        for column, part in enumerate(parts):
            weights = {word: self._weight(word) for word in stemmed(part)}
            for row, own in enumerate(self._words):
                shares[row, column] = sum(weights[word] for word in own & weights.keys())
            shares[:, column] /= sum(weights.values()) or 1.0
        return shares

    def _weight(self, word: str) -> float:
        """Inverse document frequency over the entries; a word of none of them weighs most."""
        return log((len(self.entries) + 1) / (self._seen[word] + 0.5))

    def _respelt(self, text: str) -> str:
        """The text with misspelt words of the FAQ put right: "retrun policy" is "return policy"."""
        return re.sub(r"[^\W\d_]+", lambda found: self._known(found[0].lower()), text)

    def _known(self, word: str) -> str:
        if len(word) < _MISSPELT or word in self._spellings:
            return word
        alike = get_close_matches(word, self._spellings, 1, _ALIKE)
        return alike[0] if alike and alike[0][0] == word[0] else word


def clauses(text: str) -> list[str]:
    """The text and, where it has several of two words or more, its clauses.

    >>> clauses("do you deliver to canada and is it waterproof")
    ['do you deliver to canada and is it waterproof', 'do you deliver to canada', 'is it waterproof']
    """
    parts = [part for part in _CLAUSES.split(text) if len(part.split()) >= _SHORTEST_CLAUSE]
    return [text, *parts] if len(parts) > 1 else [text]


def _text(entry: FaqEntry) -> str:
    return " ".join((*entry.questions, entry.topic, entry.answer))


def _encoded(encode: Encode, texts: Sequence[str]) -> Vectors:
    return encode(texts) if texts else np.zeros((0, 0), np.float32)

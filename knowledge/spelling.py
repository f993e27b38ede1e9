"""Spelling repair: a word that the catalogue does not know becomes the nearest one that it does."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

#: Shorter words have too many neighbours; longer ones may hold two slips.
SHORTEST, TWO_SLIPS = 4, 6
#: Words in fewer products are as likely slips themselves.
FEWEST = 2
CANDIDATES = 10
REMEMBERED = 10_000


class Spelling:
    """Repairs words by a catalogue's own: after Norvig (2007), nearest first, then the most frequent.

    `counts` says in how many products each word occurs. Safe to share between threads.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._usual: defaultdict[str, list[str]] = defaultdict(list)
        for word, count in counts.items():
            if count >= FEWEST and word.isalpha():
                self._usual[word[0]].append(word)
        self.repair = lru_cache(REMEMBERED)(self._repair)

    def _repair(self, word: str) -> tuple[str, ...]:
        """The word itself where it is known or beyond repair, else its nearest one or the two it runs together."""
        if word in self._counts or len(word) < SHORTEST or not word.isalpha():
            return (word,)
        return self._nearest(word) or self._parts(word) or (word,)

    def _nearest(self, word: str) -> tuple[str, ...]:
        """The most frequent of the nearest; the first letter is hardly ever wrong, and "nike" is no "bike"."""
        slips = 1 if len(word) < TWO_SLIPS else 2
        usual = self._usual.get(word[0], [])
        found = process.extract(word, usual, scorer=OSA.distance, score_cutoff=slips, limit=CANDIDATES)
        best = min(found, key=lambda near: (near[1], -self._counts[near[0]]), default=None)
        return (best[0],) if best else ()

    def _parts(self, word: str) -> tuple[str, ...]:
        """Two known words of three letters and more that the word consists of, the rarer one as frequent as can be."""
        pairs = [(word[:at], word[at:]) for at in range(3, len(word) - 2)]
        known = [pair for pair in pairs if min(self._counts.get(part, 0) for part in pair) >= FEWEST]
        return max(known, key=lambda pair: min(self._counts[part] for part in pair), default=())

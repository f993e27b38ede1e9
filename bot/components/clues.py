"""What the letters of a word and of its neighbours say about it, as numbers of a vocabulary."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

NONE = 0
_EDGE = "<>"


def clues(words: Sequence[str]) -> list[list[str]]:
    """The clues of each word: itself, its ends, its neighbours and pairs with them."""
    lower = [word.lower() for word in words]
    padded = [_EDGE, _EDGE, *lower, _EDGE, _EDGE]
    return [_of(padded[place : place + 5]) for place in range(len(lower))]


def _of(window: Sequence[str]) -> list[str]:
    before2, before, word, after, after2 = window
    return [
        f"0={word}",
        f"-1={before}",
        f"+1={after}",
        f"-2={before2}",
        f"+2={after2}",
        f"-1,0={before} {word}",
        f"0,+1={word} {after}",
        f"-2,-1={before2} {before}",
        f"+1,+2={after} {after2}",
        f"-1,+1={before} {after}",
        f"begins={word[:3]}",
        f"ends={word[-3:]}",
        f"digit={any(letter.isdigit() for letter in word)}",
    ]


def vocabulary(sentences: Iterable[Sequence[str]], least: int = 2) -> dict[str, int]:
    """A number from 1 for each clue that the sentences give at least `least` times."""
    counts = Counter(clue for words in sentences for found in clues(words) for clue in found)
    kept = (clue for clue, count in counts.items() if count >= least)
    return {clue: number for number, clue in enumerate(kept, 1)}


def numbered(words: Sequence[str], known: Mapping[str, int]) -> npt.NDArray[np.int32]:
    """int32 (words, clues per word); NONE where the vocabulary lacks a clue."""
    rows = [[known.get(clue, NONE) for clue in found] for found in clues(words)]
    return np.asarray(rows, dtype=np.int32).reshape(len(words), -1)

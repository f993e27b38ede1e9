"""Cheap clues to whether a clause praises or blames: word lists, negation, "too", worries, old products."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

WORD_LISTS = Path(__file__).parent / "taxonomy" / "polarity.txt"
#: How many words a negation reaches: "not a very good fit" is negated, "not mine but a good fit" is not.
REACH = 4
#: How many words a worry or an old product reaches.
FRAME = 8
CONTRAST = {"but", "however", "although", "though", "except", "yet", "still"}
STOPS = CONTRAST | {",", ";", ".", "!", "?", "(", ")", "and"}
_NOT = {"not", "n't", "never"}
EMPHASIS = {"very", "so", "really", "extremely", "way", "totally", "completely", "far", "much", "quite"}

FEATURES = (
    "good",
    "bad",
    "negated good",
    "negated bad",
    "hoped good",
    "feared bad",
    "bad before",
    "balance",
    "too",
    "not too",
    "not enough",
    "negators",
    "worry",
    "before",
    "wish",
    "question",
    "contrast",
    "only",
    "emphasis",
    "length",
)

_TOKEN = re.compile(r"n't|[a-z]+(?:_[a-z]+)*(?=n't)|[a-z]+(?:_[a-z]+)*|[,;.!?()]")

#: "could not be happier", "can't ask for more": praise in the clothes of a negation.
_NO_BETTER = re.compile(
    r"\b(?:could|can) ?(?:n't|not) (?:be|ask for|have asked for|get|find|imagine|wish for|have been)"
    r" (?:any )?(?:a )?(?:better|more|happier|easier|nicer|\w+ier)\b"
)

#: Negations that take a run-up, said straight: "not what I would call comfortable", "I have yet to find a fault".
_ROUNDABOUT = re.compile(
    r"\bnot (?:exactly )?what (?:i|you)(?:'d| would) call\b|\b(?:have |has )?yet to (?:find|see|have|meet|discover)\b"
    r"|\b(?:nobody|no ?one) (?:could|would|can) (?:ever |possibly )?(?:call|say)\b"
)

#: "Too expensive, no."
_AFTER_ALL_NOT = re.compile(r"[,?] no\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class WordLists:
    """Whole words, word beginnings and phrases of each list."""

    words: Mapping[str, frozenset[str]]
    stems: Mapping[str, tuple[str, ...]]
    phrases: re.Pattern[str]

    @classmethod
    def read(cls, path: Path) -> "WordLists":
        """Reads lines of `name: word stem* joined_phrase ...`."""
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
        lists = {name: rest.split() for name, _, rest in (line.partition(":") for line in lines)}
        words = {name: frozenset(w for w in all_ if not w.endswith("*")) for name, all_ in lists.items()}
        stems = {name: tuple(w[:-1] for w in all_ if w.endswith("*")) for name, all_ in lists.items()}
        phrases = sorted({w.replace("_", " ") for all_ in words.values() for w in all_ if "_" in w}, key=len)
        return cls(words, stems, re.compile(rf"\b({'|'.join(reversed(phrases))})\b"))

    def tokens(self, text: str) -> list[str]:
        """Lower-case words and punctuation; known phrases as one word, "n't" as its own."""
        text = text.lower().replace("’", "'")
        text = _NO_BETTER.sub("perfect", re.sub(r"\bcan't\b", "can n't", text))
        text = _ROUNDABOUT.sub("not", text)
        return _TOKEN.findall(self.phrases.sub(lambda match: match[0].replace(" ", "_"), text))

    def kinds(self, token: str) -> tuple[str, ...]:
        """The lists that a token is on."""
        return _kinds(self, token)


@lru_cache(maxsize=20_000)
def _kinds(lists: WordLists, token: str) -> tuple[str, ...]:
    return tuple(
        name for name, words in lists.words.items() if token in words or token.startswith(lists.stems[name])
    )


@cache
def word_lists() -> WordLists:
    """The lists that come with Aisle, read once."""
    return WordLists.read(WORD_LISTS)


def clues(text: str) -> list[float]:
    """One number per name in FEATURES, each between -3 and 3.

    A negation turns the words of praise or blame up to REACH words after it, praise only once ("did not like
    the loud noise" still blames the noise); a worry ("I was afraid", "I expected") and an old product ("my last
    one") take the words after them for themselves, up to FRAME words or the next part of the sentence.
    """
    reader = _Reader(word_lists())
    tokens = word_lists().tokens(text)
    for place in range(len(tokens)):
        reader.read(tokens, place)
    counts = reader.counts
    if _AFTER_ALL_NOT.search(text):
        counts.update({"bad": 0.0, "too": 0.0, "negated bad": counts["bad"], "not too": counts["too"]})
    counts["question"] = float("?" in tokens)
    counts["only"] = float("only" in tokens)
    counts["length"] = len(tokens) / 20
    counts["balance"] = (counts["bad"] + counts["negated good"]) - (counts["good"] + counts["negated bad"])
    return [max(-3.0, min(counts[name], 3.0)) for name in FEATURES]


def clue_matrix(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """float32 (n, len(FEATURES))."""
    return np.array([clues(text) for text in texts], dtype=np.float32).reshape(len(texts), len(FEATURES))


class _Reader:
    """Counts clues word by word; `reach` and `frame` are what earlier words still do to the next ones."""

    def __init__(self, lists: WordLists) -> None:
        self.lists = lists
        self.counts = dict.fromkeys(FEATURES, 0.0)
        self.reach = 0
        self.frame = ""
        self.frame_reach = 0

    def read(self, tokens: list[str], place: int) -> None:
        word = tokens[place]
        kinds = self.lists.kinds(word)
        self._move_on(word, kinds)
        for name in kinds:
            self.counts[self._kind(name, "negators" in kinds)] += 1
        if word == "too" and place + 1 < len(tokens) and tokens[place + 1] not in STOPS:
            self.counts["not too" if self.reach else "feared bad" if self.frame else "too"] += 1
        self.counts["not enough"] += word == "enough" and not _NOT.isdisjoint(
            tokens[max(0, place - 4) : place]
        )
        self.counts["contrast"] += word in CONTRAST
        self.counts["emphasis"] += word in EMPHASIS
        if "good" in kinds:
            self.reach = 0

    def _move_on(self, word: str, kinds: tuple[str, ...]) -> None:
        self.reach = REACH if "negators" in kinds else 0 if word in STOPS else max(0, self.reach - 1)
        self.frame_reach = max(0, self.frame_reach - 1)
        if not self.frame_reach or (word in STOPS and word not in ("and", "though")):
            self.frame = ""
        for name in ("worry", "before"):
            if name in kinds:
                self.frame, self.frame_reach = name, FRAME

    def _kind(self, name: str, negates: bool) -> str:
        if name not in ("good", "bad"):
            return name
        if self.reach and not negates:
            return f"negated {name}"
        if not self.frame:
            return name
        if name == "good":
            return "hoped good"
        return "feared bad" if self.frame == "worry" else "bad before"

"""The shop's own answers, as they are in the database at this moment."""

from collections.abc import Callable, Sequence
from threading import Lock

from advisor.answers import ShopAnswer
from knowledge.faq import ANSWERS, SURE, Encode, FaqIndex
from shop.faq import FaqEntry


class HelpPage:
    """Answers from the FAQ; one that was imported since is read before the next question is answered.

    `version` says cheaply which FAQ is in the database, `load` reads it. Thread-safe.
    """

    def __init__(
        self, version: Callable[[], int], load: Callable[[], Sequence[FaqEntry]], encode: Encode
    ) -> None:
        self._version = version
        self._load = load
        self._encode = encode
        self._read = 0
        self._index = FaqIndex((), encode)
        self._reading = Lock()

    def is_empty(self) -> bool:
        """Whether the shop has no FAQ."""
        return not self._newest().entries

    def answer(self, question: str, sure: bool = False) -> ShopAnswer | None:
        """The answer to the question, None where the FAQ has none. `sure` asks for one that fits so well that
        nothing else needs to say that the question is about the shop."""
        found = self._newest().find(question, SURE if sure else ANSWERS)
        if not found:
            return None
        entry = found[0].entry
        others = tuple(match.entry.questions[0] for match in found[1:])
        return ShopAnswer(entry.questions[0], entry.answer, entry.link, others)

    def _newest(self) -> FaqIndex:
        version = self._version()
        if version != self._read:
            with self._reading:
                if version != self._read:
                    self._index, self._read = FaqIndex(self._load(), self._encode), version
        return self._index

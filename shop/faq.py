"""An answer of the shop's own help page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """`questions` are ways of asking for the same `answer`, the first one the way it is shown; there is at
    least one. `link` is an address with http or https, "" where there is none."""

    entry_id: str
    questions: tuple[str, ...]
    answer: str
    topic: str = ""
    link: str = ""

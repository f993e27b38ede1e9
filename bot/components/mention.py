"""A piece of a message that means something to a shop."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

EXCLUDED = "excluded"


@dataclass(frozen=True)
class Mention:
    """`text[start:end]` names `value` of `entity`; `role` is "excluded" where it is ruled out."""

    entity: str
    value: str | float
    start: int
    end: int
    role: str = ""

    def overlaps(self, other: "Mention") -> bool:
        return self.start < other.end and other.start < self.end

    def to_entity(self, extractor: str) -> dict[str, Any]:
        """The mention as Rasa writes entities."""
        entity: dict[str, Any] = {
            "entity": self.entity,
            "start": self.start,
            "end": self.end,
            "value": self.value,
            "extractor": extractor,
        }
        return {**entity, "role": self.role} if self.role else entity


def without_overlaps(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions in reading order; of two that overlap the longer stays, of equals the first given."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: m.start - m.end):
        if not any(mention.overlaps(other) for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)

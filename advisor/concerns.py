"""What a shopper minds, by aspect of complaint; who says nothing minds everything a little."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

#: How much an aspect weighs of which nothing is known, and one that the shopper said they mind.
GENERAL = 0.6
STATED = 4.0


@dataclass(frozen=True, slots=True)
class Concerns:
    """`stated` are the aspects that the shopper named; `learned` are weights, above GENERAL, of those for which they
    sent things back or disliked them."""

    stated: frozenset[str] = frozenset()
    learned: Mapping[str, float] = field(default_factory=dict)

    def weight(self, aspect: str) -> float:
        """How much the aspect weighs, GENERAL to STATED."""
        return STATED if aspect in self.stated else min(max(GENERAL, self.learned.get(aspect, 0.0)), STATED)

    def minds(self, aspect: str) -> bool:
        """Whether the shopper minds the aspect more than most."""
        return self.weight(aspect) > GENERAL

    def also(self, aspects: Iterable[str]) -> "Concerns":
        """With these stated as well."""
        return Concerns(self.stated.union(aspects), self.learned)


NO_CONCERNS = Concerns()

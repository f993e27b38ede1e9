"""What was read in one review, and how it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shop.review import Review


@dataclass(frozen=True, slots=True)
class Remark:
    """A complaint in a review: its aspect, the clause that voices it, the probability that it does (0 to 1), and how
    bad it is (0 to 1)."""

    aspect: str
    sentence: str
    score: float
    severity: float = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """What one review says: `remarks` are its complaints; `fit` and `requests` are pairs, (direction, sentence) with
    the direction "small", "true" or "large", and (feature, sentence) of what is wished for; `whom` says for whom."""

    remarks: tuple[Remark, ...] = ()
    fit: tuple[tuple[str, str], ...] = ()
    requests: tuple[tuple[str, str], ...] = ()
    whom: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The reading as JSON-able values, what says nothing left out."""
        remarks = [[item.aspect, item.sentence, item.score, item.severity] for item in self.remarks]
        lists = {"remarks": remarks, "fit": self.fit, "requests": self.requests, "whom": self.whom}
        return {name: list(values) for name, values in lists.items() if values}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Reading":
        """The reading that `to_dict` wrote."""
        return cls(
            tuple(Remark(*item) for item in values.get("remarks", ())),
            tuple((direction, sentence) for direction, sentence in values.get("fit", ())),
            tuple((feature, sentence) for feature, sentence in values.get("requests", ())),
            tuple(values.get("whom", ())),
        )


def words_of(review: Review) -> str:
    """What is read of a review: its title as a sentence of its own, and its text."""
    return "\n".join(part for part in (review.title.strip(), review.text.strip()) if part)

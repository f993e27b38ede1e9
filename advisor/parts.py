"""The parts of a score as they are told outside: what each is called, and what goes together."""

from collections.abc import Mapping

#: Scores of the recommender that are told as one part; a score that is not named here keeps its name.
TOLD_AS: Mapping[str, str] = {
    "neighbours": "collaborative",
    "ease": "collaborative",
    "factors": "collaborative",
}
#: The parts that every result of a search or a recommendation carries, 0 where they say nothing.
PARTS = (
    "search",
    "collaborative",
    "sequence",
    "content",
    "repeats",
    "era",
    "segment",
    "popularity",
    "complaint",
    "rule",
)
#: The parts that stand for what this very shopper did.
OF_HISTORY = ("collaborative", "sequence", "content", "repeats")


def told(scores: Mapping[str, float]) -> dict[str, float]:
    """The named scores of a result as its parts; they add up to the same.

    >>> {name: part for name, part in told({"ease": 0.5, "neighbours": 0.25, "rule": 1.0}).items() if part}
    {'collaborative': 0.75, 'rule': 1.0}
    """
    parts = dict.fromkeys(PARTS, 0.0)
    for name, score in scores.items():
        part = TOLD_AS.get(name, name)
        parts[part] = parts.get(part, 0.0) + score
    return parts

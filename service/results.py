"""Suggestions as the results of a request."""

from collections.abc import Sequence
from typing import Any

from advisor.advisor import Advisor
from shop.suggestion import Suggestion


def results(advisor: Advisor, items: Sequence[Suggestion], explain: bool) -> list[dict[str, Any]]:
    """The cards of the suggestions; to `explain`, each with its score and the named parts that add up to it."""
    cards = advisor.cards(items)
    if not explain:
        return cards
    found = {item.product_id: item for item in items}
    return [{**card, **_sum(found[card["product_id"]])} for card in cards]


def _sum(item: Suggestion) -> dict[str, Any]:
    return {
        "score": round(item.score, 6),
        "parts": {name: round(part, 6) for name, part in item.parts.items()},
    }

"""What only the maker of the demo shop knows, for evaluation."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from shop.demo.catalogue import Item
from shop.demo.flaws import Flaw
from shop.demo.people import Person


def customer_cards(people: Iterable[Person]) -> list[dict[str, str]]:
    """The demo customers as the demo page offers them."""
    return [
        {"customer_id": person.customer_id, "name": person.name, "description": person.description}
        for person in people
        if person.plan
    ]


def truth_of(
    seed: int,
    end: datetime,
    days: int,
    items: Sequence[Item],
    people: Iterable[Person],
    flaws: Iterable[Flaw],
    complaints: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    """The hidden truth as JSON: flaws with their products, customers' tastes, complaints per review.

    Reviews that are not named complain of nothing.
    """
    return {
        "seed": seed,
        "end": end.isoformat(),
        "days": days,
        "flaws": [_flaw(flaw, items) for flaw in flaws],
        "customers": {person.customer_id: _tastes(person) for person in people},
        "complaints": {review_id: list(aspects) for review_id, aspects in complaints.items()},
    }


def _flaw(flaw: Flaw, items: Sequence[Item]) -> dict[str, Any]:
    of_style = [item for item in items if item.style.style_id == flaw.style_id]
    return {
        "item_group_id": flaw.style_id,
        "title": of_style[0].style.title,
        "aspect": flaw.aspect,
        "rate": flaw.rate,
        "product_ids": [item.product.product_id for item in of_style],
    }


def _tastes(person: Person) -> dict[str, Any]:
    return {
        "segment": person.segment,
        "gender": person.gender,
        "size": person.size,
        "price_level": round(person.level, 3),
        "categories": _strongest(person.categories),
        "brands": _strongest(person.brands),
        "colors": _strongest(person.colors),
    }


def _strongest(tastes: Mapping[str, float]) -> list[str]:
    """The three strongest tastes that are not dislikes, strongest first."""
    liked = [key for key, pull in tastes.items() if pull > 0]
    return sorted(liked, key=lambda key: (-tastes[key], key))[:3]

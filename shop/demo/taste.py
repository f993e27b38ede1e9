"""What a customer would like: the hidden utility of every item."""

import math
from collections.abc import Sequence
from random import Random

from shop.demo.catalogue import Item
from shop.demo.palette import palette
from shop.demo.people import Person

STYLE_PULL = 1.0  # spread of the styles' appeal, log scale: a few sell very well
COLOR_PULL = 0.35


class Shelf:
    """The items by category, with what makes them attractive to everybody."""

    def __init__(self, items: Sequence[Item], seed: int) -> None:
        rng = Random(f"{seed}:shelf")
        self.items = items
        self.charm = [STYLE_PULL * item.style.appeal + COLOR_PULL * rng.gauss(0, 1) for item in items]
        self.families = [palette()[item.color].family for item in items]
        self.levels = [math.log(_adult_price(item) / item.style.category.price) for item in items]
        self.by_category: dict[str, list[int]] = {}
        for place, item in enumerate(items):
            self.by_category.setdefault(item.style.category.key, []).append(place)
        self.kinds = {gender: self._kinds_for(gender) for gender in ("female", "male")}

    def made_for(self, place: int, gender: str) -> bool:
        """Whether a customer of this gender may buy the item, children's things included."""
        return self.items[place].style.people in ("unisex", "kids", gender)

    def _kinds_for(self, gender: str) -> list[str]:
        return [
            category
            for category, places in self.by_category.items()
            if any(self.made_for(place, gender) for place in places)
        ]


class Taste:
    """One customer's utility of the items, worked out category by category when asked."""

    def __init__(self, person: Person, shelf: Shelf) -> None:
        self.person = person
        self.shelf = shelf
        self.owned: set[int] = set()
        self._known: dict[str, dict[int, float]] = {}

    def choose(self, category: str, number: int, rng: Random, heat: float = 1.0) -> list[int]:
        """Up to `number` different items of the category; lower `heat` is choosier."""
        scored = [
            (self._score(place, utility) / heat - math.log(-math.log(rng.random() or 1e-12)), place)
            for place, utility in self._utilities(category).items()
        ]  # Gumbel's trick: the order of these sums is sampling without replacement
        return [place for _, place in sorted(scored, reverse=True)[:number]]

    def utility(self, place: int) -> float:
        """How much the customer wants the item at `place` of the shelf."""
        utilities = self._utilities(self.shelf.items[place].style.category.key)
        return self._score(place, utilities[place])

    def kinds(self) -> list[str]:
        """The categories that hold something made for this customer."""
        return self.shelf.kinds[self.person.gender]

    def _score(self, place: int, utility: float) -> float:
        return utility - 3.0 if place in self.owned else utility

    def _utilities(self, category: str) -> dict[int, float]:
        """Utility by place, of the items made for people like this customer."""
        if category not in self._known:
            self._known[category] = {
                place: self._utility(place)
                for place in self.shelf.by_category[category]
                if self.shelf.made_for(place, self.person.gender)
            }
        return self._known[category]

    def _utility(self, place: int) -> float:
        person, shelf, style = self.person, self.shelf, self.shelf.items[place].style
        distance = shelf.levels[place] - (math.log(1 - style.discount) * -0.5) - person.level
        return (
            shelf.charm[place]
            + 0.6 * person.activities.get(style.activity, 0.0)
            + person.brands.get(style.brand.name, 0.0)
            + person.colors.get(shelf.families[place], 0.0)
            - 4.0 * distance * distance
            + (0.4 if style.discount else 0.0)
            + (person.kids if style.people == "kids" else 0.0)
        )


def _adult_price(item: Item) -> float:
    return item.style.price / (0.6 if item.style.people == "kids" else 1.0)

"""Styles: what a brand designs, before it is sold in colours and sizes."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from random import Random
from typing import TypeVar

from shop.demo.brand import Brand, brands
from shop.demo.category import GRADES, Category, categories

T = TypeVar("T")

GRADE_PRICE = (0.68, 0.9, 1.2, 1.6)
PEOPLE_TITLES = {"male": "Men's ", "female": "Women's ", "kids": "Kids' ", "unisex": ""}
CUTS = ("slim", "regular", "regular", "relaxed")


@dataclass(frozen=True, slots=True)
class Style:
    """One design. `grade` 0 (plain) to 3 (fine); `price` in USD; `appeal` is its pull on shoppers (log scale).

    `discount` is the share taken off while on sale, 0 where it is not.
    """

    style_id: str
    category: Category
    brand: Brand
    name: str
    noun: str
    people: str
    grade: int
    activity: str
    cut: str
    material: str
    drawing: str
    two_tone: bool
    price: float
    discount: float
    appeal: float

    @property
    def title(self) -> str:
        return f"{self.brand.name} {self.name} {PEOPLE_TITLES[self.people]}{self.noun}"


def invent_styles(rng: Random) -> Iterator[Style]:
    """Endless styles, spread evenly over the categories from the first on."""
    taken: set[str] = set()
    names = {brand.name: _names(brand, rng) for brand in brands().values()}
    for number, category in enumerate(_wheel(), start=1):
        yield _invent(f"nf-{number:04d}", category, names, taken, rng)


def _wheel() -> Iterator[Category]:
    """Deals the categories in proportion to their number of styles, endlessly."""
    turn = sorted(
        ((place + 0.5) / category.styles, order, category.key)
        for order, category in enumerate(categories().values())
        for place in range(category.styles)
    )
    return cycle([categories()[key] for _, _, key in turn])


def _invent(
    style_id: str, category: Category, names: dict[str, Iterator[str]], taken: set[str], rng: Random
) -> Style:
    brand = brands()[rng.choice(category.brands)]
    grade = _grade(category, brand, rng)
    people = rng.choice(category.people)
    noun = by_grade(category.nouns, grade, rng)
    name = _free_name(names[brand.name], f"{noun}{people}{brand.name}", taken)
    return Style(
        style_id=style_id,
        category=category,
        brand=brand,
        name=name,
        noun=noun,
        people=people,
        grade=grade,
        activity="family" if people == "kids" else rng.choice(category.activities),
        cut=rng.choice(CUTS),
        material=by_grade(category.materials, grade, rng),
        drawing=by_grade(category.drawings, grade, rng),
        two_tone=rng.random() < 0.45,
        price=_price(category, brand, grade, people, rng),
        discount=rng.choice((0.15, 0.2, 0.25, 0.3, 0.4)) if rng.random() < 0.18 else 0.0,
        appeal=rng.gauss(0.0, 1.0),
    )


def by_grade(values: tuple[T, ...], grade: int, rng: Random) -> T:
    """The value of the grade where there is one per grade, else any."""
    return values[grade] if len(values) == len(GRADES) else rng.choice(values)


def round_price(price: float) -> float:
    """The price as a shop would print it: 18.95, 89.00, 249.00."""
    if price < 50:
        return round(price) - 0.05
    step = 5 if price < 200 else 10
    return float(max(step, round(price / step) * step) - 1)


def _grade(category: Category, brand: Brand, rng: Random) -> int:
    if category.any_grade:
        return rng.choice(GRADES)
    ideal = 3.6 * (brand.level - 0.62)
    weights = [math.exp(-((grade - ideal) ** 2) / 1.3) for grade in GRADES]
    return rng.choices(GRADES, weights)[0]


def _price(category: Category, brand: Brand, grade: int, people: str, rng: Random) -> float:
    factor = GRADE_PRICE[grade] * brand.level**0.6 * rng.uniform(0.93, 1.07)
    return round_price(category.price * factor * (0.6 if people == "kids" else 1.0))


def _names(brand: Brand, rng: Random) -> Iterator[str]:
    names = list(brand.style_names)
    rng.shuffle(names)
    while True:
        yield from names


def _free_name(names: Iterator[str], suffix: str, taken: set[str]) -> str:
    name, version = next(names), 1
    for _ in range(40):
        if name + suffix not in taken:
            break
        name = next(names)
    while name + suffix in taken:
        version += 1
        name = f"{name.removesuffix(f' {version - 1}')} {version}"
    taken.add(name + suffix)
    return name

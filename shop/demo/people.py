"""The customers of the demo shop and their hidden tastes."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from shop.demo.brand import brands
from shop.demo.category import categories
from shop.demo.palette import palette
from shop.demo.words import lines, load_words

NO_KIDS = -8.0


@dataclass(frozen=True, slots=True)
class Visit:
    """A planned visit of a demo customer, `days` before the end of the history."""

    days: int
    step: str
    category: str


@dataclass(frozen=True, slots=True)
class Person:
    """A customer. Tastes are log-scale: 0 is indifferent, 1 is e times as likely.

    `level` is the price level they look for: log of price over the category's middle.
    `visits` is how often they come in half a year; `plan` replaces it where it is not empty.
    """

    customer_id: str
    name: str
    description: str
    segment: str
    gender: str
    size: str
    level: float
    visits: float
    kids: float
    activities: Mapping[str, float]
    categories: Mapping[str, float]
    brands: Mapping[str, float]
    colors: Mapping[str, float]
    plan: tuple[Visit, ...] = ()


def invent_people(seed: int, number: int) -> list[Person]:
    """The demo customers with names first, then c-0001, c-0002 and so on; `number` in all."""
    named = [_demo_person(key, entry) for key, entry in load_words("people")["demo"].items()][:number]
    width = max(4, len(str(number)))
    others = (
        _person(f"c-{place:0{width}d}", Random(f"{seed}:person:{place}"))
        for place in range(1, number - len(named) + 1)
    )
    return [*named, *others]


def _person(customer_id: str, rng: Random) -> Person:
    segments = load_words("people")["segments"]
    segment = rng.choices(list(segments), [entry["share"] for entry in segments.values()])[0]
    entry = segments[segment]
    gender = rng.choices(("female", "male"), (0.52, 0.48))[0]
    return Person(
        customer_id=customer_id,
        name="",
        description="",
        segment=segment,
        gender=gender,
        size=rng.choice(("XS", "S", "M", "M", "L") if gender == "female" else ("S", "M", "L", "L", "XL")),
        level=entry["level"] + rng.gauss(0, 0.22),
        visits=min(28.0, rng.lognormvariate(1.15, 0.75)),
        kids=0.3 if segment == "family_camper" and rng.random() < 0.8 else NO_KIDS,
        activities=_blurred(entry["activities"], (), rng, 0.4),
        categories=_blurred(entry["categories"], tuple(categories()), rng, 0.8),
        brands=_blurred(entry["brands"], tuple(brands()), rng, 0.6),
        colors=_blurred(entry["colors"], _families(), rng, 0.6),
    )


def _demo_person(key: str, entry: dict[str, object]) -> Person:
    segment = load_words("people")["segments"][entry["segment"]]
    return Person(
        customer_id=key,
        name=str(entry["name"]),
        description=str(entry["description"]),
        segment=str(entry["segment"]),
        gender=str(entry["gender"]),
        size=str(entry["size"]),
        level=float(str(entry["level"])),
        visits=0.0,
        kids=float(str(entry.get("kids", NO_KIDS))),
        activities=segment["activities"],
        categories=segment["categories"],
        brands=_mapping(entry["brands"]),
        colors=_mapping(entry["colors"]),
        plan=tuple(_visit(line) for line in lines(str(entry["history"]))),
    )


def _mapping(value: object) -> Mapping[str, float]:
    assert isinstance(value, dict)
    return value


def _visit(line: str) -> Visit:
    days, step, category = line.split()
    return Visit(int(days), step, category)


def _families() -> tuple[str, ...]:
    return tuple(sorted({color.family for color in palette().values()}))


def _blurred(
    base: Mapping[str, float], others: tuple[str, ...], rng: Random, spread: float
) -> dict[str, float]:
    keys = [*base, *(key for key in others if key not in base)]
    return {key: base.get(key, 0.0) + rng.gauss(0, spread) for key in keys}

"""The categories of the demo shop: what they are made of, cost and are good for."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from shop.demo.words import lines, load_words

FILES = ("clothing", "footwear", "packs", "camping", "accessories")
GRADES = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Detail:
    """A feature that styles of the grades `lowest` to `highest` may have."""

    highlight: str
    text: str
    lowest: int = 0
    highest: int = 3


@dataclass(frozen=True, slots=True)
class Category:
    """One category. Tuples of four values go from the plainest grade to the finest.

    `price` is that of a middling style in USD; `peak` (month 1 to 12) and `swing` (0 = none)
    describe the season; `uses` are pairs of activity and sentence.
    """

    key: str
    type: str
    nouns: tuple[str, ...]
    item: str
    plural: bool
    drawings: tuple[str, ...]
    styles: int
    price: float
    people: tuple[str, ...]
    sizes: str
    fit: str
    brands: tuple[str, ...]
    any_grade: bool
    colors: tuple[str, ...]
    activities: tuple[str, ...]
    peak: int
    swing: float
    story: str
    materials: tuple[str, ...]
    facts: dict[str, tuple[Any, ...]]
    openings: tuple[str, ...]
    specs: tuple[str, ...]
    details: tuple[Detail, ...]
    uses: tuple[tuple[str, str], ...]


@cache
def categories() -> dict[str, Category]:
    """All categories by key, in the order of the word lists."""
    return {key: _read(key, entry) for name in FILES for key, entry in load_words(name).items()}


def _read(key: str, entry: dict[str, Any]) -> Category:
    peak, swing = entry["season"]
    return Category(
        key=key,
        type=entry["type"],
        nouns=tuple(entry["nouns"]),
        item=entry["item"],
        plural=bool(entry.get("plural", False)),
        drawings=tuple(entry["drawings"]),
        styles=int(entry["styles"]),
        price=float(entry["price"]),
        people=tuple(entry["people"]),
        sizes=entry["sizes"],
        fit=entry["fit"],
        brands=tuple(entry["brands"]),
        any_grade=entry.get("grades") == "any",
        colors=tuple(entry.get("colors", ())),
        activities=tuple(entry["activities"]),
        peak=int(peak),
        swing=float(swing),
        story=entry["story"],
        materials=tuple(entry["materials"]),
        facts={name: tuple(values) for name, values in entry["facts"].items()},
        openings=lines(entry["open"]),
        specs=lines(entry["spec"]),
        details=tuple(_detail(line) for line in lines(entry["detail"])),
        uses=tuple(_use(line) for line in lines(entry["use"])),
    )


def _detail(line: str) -> Detail:
    highlight, text, *grades = (part.strip() for part in line.split("|"))
    lowest, _, highest = (grades[0] if grades else "0").partition("-")
    return Detail(highlight, text, int(lowest), int(highest or GRADES[-1]))


def _use(line: str) -> tuple[str, str]:
    activity, _, text = line.partition(":")
    return activity, text.strip()

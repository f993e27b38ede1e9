"""Sentences about a product that agree with it in number, size and colour."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

from shop.demo.catalogue import Item
from shop.demo.words import lines, load_words, sentence

HARD = frozenset(("kitchen", "light", "bottle", "poles"))
WORN = frozenset(
    (
        "rain",
        "rain_legs",
        "warm",
        "skin",
        "legs",
        "boots",
        "trail",
        "run",
        "sandals",
        "hands",
        "head",
        "cap",
        "socks",
        "dress",
    )
)
DAYS = (3, 4, 5, 8, 10, 12, 14, 20, 25, 30, 40, 60, 90)
SINGULAR = {
    "it": "it",
    "them": "it",
    "this": "this",
    "s": "s",
    "es": "es",
    "is": "is",
    "was": "was",
    "has": "has",
}
PLURAL = {
    "it": "they",
    "them": "them",
    "this": "these",
    "s": "",
    "es": "",
    "is": "are",
    "was": "were",
    "has": "have",
}


@dataclass(frozen=True, slots=True)
class Phrases:
    """Says sentences of the word lists about one item, for one reviewer."""

    item: Item
    size: str
    rng: Random
    values: Mapping[str, object]

    @classmethod
    def of(cls, item: Item, size: str, rng: Random) -> "Phrases":
        """Phrases that keep to the same place, person and number of days."""
        return cls(item, size, rng, _values(item, size, rng))

    @property
    def for_kids(self) -> bool:
        return self.item.style.people == "kids"

    @property
    def story(self) -> str:
        return self.item.style.category.story

    def say(self, topic: str) -> str:
        """Any sentence of talk.yml's topic."""
        return self.fill(self.rng.choice(_block("talk", topic)))

    def about(self, words: str, aspect: str) -> str:
        """A sentence on the aspect from the word list: the product's own kind half of the time."""
        own = _block(words, f"{aspect}.{self.story}")
        common = self._common(words, aspect)
        pool = own if own and (not common or self.rng.random() < 0.6) else common
        return self.fill(self.rng.choice(pool)) if pool else ""

    def fill(self, template: str) -> str:
        return sentence_case(template, template.format_map(self.values))

    def _common(self, words: str, aspect: str) -> tuple[str, ...]:
        pool = _block(words, aspect)
        if self.story not in HARD:
            pool += _block(words, f"{aspect}.fabric")
        if self.story in WORN:
            pool += _block(words, f"{aspect}.worn")
        return pool


def _values(item: Item, size: str, rng: Random) -> Mapping[str, object]:
    style = item.style
    number = PLURAL if style.category.plural else SINGULAR
    return number | {
        "It": sentence(number["it"]),
        "This": sentence(number["this"]),
        "item": style.category.item,
        "kind": _kind(style.noun),
        "brand": style.brand.name,
        "color": item.color.lower(),
        "size": size or "usual size",
        "days": rng.choice(DAYS),
        "place": rng.choice(_names("places")),
        "person": rng.choice(_names("unisex" if style.people == "kids" else style.people)),
        "receiver": rng.choice(_names(style.people)),
        "run": rng.choice(_names("runs")),
    }


def sentence_case(template: str, text: str) -> str:
    """A capital first letter where the template began with a value, else the text as written."""
    return sentence(text) if template.startswith("{") else text


def _kind(noun: str) -> str:
    lowered = noun.lower()
    return lowered.removesuffix("s") if lowered.endswith("shirts") else lowered.replace("t-shirt", "T-shirt")


@cache
def _block(words: str, topic: str) -> tuple[str, ...]:
    return lines(load_words(words).get(topic, ""))


@cache
def _names(topic: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in str(load_words("talk")[topic]).split(","))

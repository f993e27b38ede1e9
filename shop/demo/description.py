"""What the shop writes about a style."""

from random import Random
from typing import Any

from shop.demo.category import Detail
from shop.demo.style import Style, by_grade
from shop.demo.words import lines, load_words, sentence


def describe(style: Style, rng: Random) -> tuple[str, tuple[str, ...]]:
    """A description of four to seven sentences, and the highlights that it mentions."""
    facts = _facts(style, rng)
    details = _details(style, rng)
    middle = [_fill(rng.choice(style.category.specs), facts), *(detail.text for detail in details)]
    if rng.random() < 0.3:
        rng.shuffle(middle)
    parts = [_fill(rng.choice(style.category.openings), facts), *middle]
    parts += _fit(style, rng) + _use(style, rng)
    if rng.random() < 0.4:
        parts.append(rng.choice(style.brand.voice))
    return " ".join(parts), tuple(detail.highlight for detail in details)


def material_words(material: str) -> str:
    """A feed's "suede/polyester" as one says it."""
    return " and ".join(material.split("/"))


def _facts(style: Style, rng: Random) -> dict[str, Any]:
    facts = {name: by_grade(values, style.grade, rng) for name, values in style.category.facts.items()}
    scale = 0.65 if style.people == "kids" else 0.92 if style.people == "female" else 1.0
    facts["weight"] = _weight(facts["weight"] * scale * rng.uniform(0.94, 1.06))
    facts["material"] = material_words(style.material)
    return facts | {sentence(name): sentence(str(value)) for name, value in facts.items()}


def _weight(grams: float) -> str:
    step = 1 if grams < 100 else 5 if grams < 1000 else 10
    return f"{round(grams / step) * step:,}"


def _fill(template: str, facts: dict[str, Any]) -> str:
    return sentence(template.format_map(facts))


def _details(style: Style, rng: Random) -> list[Detail]:
    fitting = [detail for detail in style.category.details if detail.lowest <= style.grade <= detail.highest]
    return rng.sample(fitting, min(len(fitting), rng.choice((2, 3, 3, 4))))


def _fit(style: Style, rng: Random) -> list[str]:
    fits = load_words("fits").get(style.category.fit)
    return [rng.choice(lines(fits[style.cut]))] if fits and rng.random() < 0.85 else []


def _use(style: Style, rng: Random) -> list[str]:
    uses = [text for activity, text in style.category.uses if activity == style.activity]
    return [rng.choice(uses)] if uses else []

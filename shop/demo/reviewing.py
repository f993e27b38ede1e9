"""Who reviews what and when: buyers of the half year, and of the two years before."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random

from shop.demo.flaws import Flaw
from shop.demo.people import Person
from shop.demo.phrases import Phrases
from shop.demo.review_text import Draft, write_review
from shop.demo.season import moment_between
from shop.demo.shopping import Bought
from shop.demo.sizes import SIZES
from shop.demo.taste import Shelf, Taste
from shop.demo.words import load_words
from shop.review import Review

REVIEWED = 0.5  # share of purchases that get a review
BACKGROUND = 0.07  # chance of a complaint about a product without a flaw
SHOP_COMPLAINT = 0.025  # chance of one about delivery, packaging, service or price
MENTIONS = 0.16  # chance of naming a trouble that the buyer did not have
EARLIER = timedelta(days=540)


@dataclass(frozen=True, slots=True)
class WrittenReview:
    """A review with the aspects it really complains of."""

    review: Review
    complaints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Occasion:
    """A purchase that is going to be reviewed."""

    person: Person
    place: int
    moment: datetime
    verified: bool


def review_all(
    occasions: Sequence[Occasion], shelf: Shelf, flaws: Sequence[Flaw], seed: int
) -> Iterator[WrittenReview]:
    """The reviews in order of time, with ids."""
    by_style: dict[str, list[Flaw]] = {}
    for flaw in flaws:
        by_style.setdefault(flaw.style_id, []).append(flaw)
    ordered = sorted(occasions, key=lambda one: (one.moment, one.person.customer_id, one.place))
    for number, occasion in zip(count(1), ordered, strict=False):
        rng = Random(f"{seed}:review:{number}")
        yield _write(f"r-{number:06d}", occasion, shelf, by_style, rng)


def choose_occasions(
    people: Mapping[str, Person],
    bought: Sequence[Bought],
    shelf: Shelf,
    number: int,
    start: datetime,
    end: datetime,
    seed: int,
) -> list[Occasion]:
    """`number` occasions: half of the purchases at most, then buyers of the years before.

    Fewer only where the shop has nothing for anybody.
    """
    rng = Random(f"{seed}:occasions")
    recent = [
        Occasion(people[one.customer_id], one.place, one.moment + timedelta(days=rng.uniform(4, 40)), True)
        for one in bought
        if rng.random() < REVIEWED
    ]
    chosen = [one for one in recent if one.moment < end][:number]
    chosen = [Occasion(one.person, one.place, one.moment.replace(microsecond=0), True) for one in chosen]
    crowd = [person for person in people.values() if not person.plan and shelf.kinds[person.gender]]
    tastes: dict[str, Taste] = {}
    while crowd and len(chosen) < number:
        person = rng.choice(crowd)
        taste = tastes.setdefault(person.customer_id, Taste(person, shelf))
        chosen.append(_earlier(taste, shelf, start, rng))
    return chosen


def _earlier(taste: Taste, shelf: Shelf, start: datetime, rng: Random) -> Occasion:
    kinds = taste.kinds()
    weights = [math.exp(taste.person.categories.get(kind, 0.0)) * _size(kind, shelf) for kind in kinds]
    place = taste.choose(rng.choices(kinds, weights)[0], 1, rng)[0]
    moment = moment_between(start - EARLIER, start, rng)
    return Occasion(taste.person, place, moment, rng.random() < 0.85)


def _size(kind: str, shelf: Shelf) -> float:
    return math.sqrt(len(shelf.by_category[kind]))


def _write(
    review_id: str, occasion: Occasion, shelf: Shelf, flaws: Mapping[str, Sequence[Flaw]], rng: Random
) -> WrittenReview:
    item = shelf.items[occasion.place]
    phrases = Phrases.of(item, _size_of(occasion, shelf, rng), rng)
    complaints = _complaints(flaws.get(item.style.style_id, ()), phrases.story, rng)
    draft = write_review(
        phrases, complaints, _mention(flaws.get(item.style.style_id, ()), phrases.story, rng), rng
    )
    return WrittenReview(_review(review_id, occasion, item.product.product_id, draft), draft.complaints)


def _review(review_id: str, occasion: Occasion, product_id: str, draft: Draft) -> Review:
    return Review(
        review_id=review_id,
        product_id=product_id,
        customer_id=occasion.person.customer_id,
        rating=draft.rating,
        title=draft.title,
        text=draft.text,
        timestamp=occasion.moment,
        verified=occasion.verified,
    )


def _complaints(flaws: Sequence[Flaw], story: str, rng: Random) -> tuple[str, ...]:
    planted = [flaw.aspect for flaw in flaws if rng.random() < flaw.rate]
    plausible = load_words("plausible")
    if rng.random() < BACKGROUND:
        planted.append(rng.choice(plausible[story]))
    if rng.random() < SHOP_COMPLAINT:
        planted.append(rng.choice(plausible["shop"]))
    return tuple(dict.fromkeys(planted))[:2]


def _mention(flaws: Sequence[Flaw], story: str, rng: Random) -> str:
    if rng.random() > MENTIONS * (2 if flaws else 1):
        return ""
    mild = load_words("mild")
    known: list[str] = [flaw.aspect for flaw in flaws] * 3 + list(load_words("plausible")[story]) + ["any"]
    known = [aspect for aspect in known if aspect in mild]
    return rng.choice(known)


def _size_of(occasion: Occasion, shelf: Shelf, rng: Random) -> str:
    style = shelf.items[occasion.place].style
    sizes = SIZES[style.category.sizes][style.people]
    if style.category.fit == "none" and style.category.sizes != "gloves":
        return ""
    return occasion.person.size if occasion.person.size in sizes else rng.choice(sizes) if sizes else ""

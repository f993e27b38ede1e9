"""Half a year of shopping: visits of the customers, as GA4 events."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from math import exp
from random import Random

from shop.demo.category import categories
from shop.demo.people import Person, Visit
from shop.demo.season import moment_between, season
from shop.demo.taste import Shelf, Taste
from shop.demo.words import load_words
from shop.event import Event

CART_RATE = 0.42
BUY_RATE = 0.66
REFUND_RATE = 0.03
LIST_RATE = 0.24
COLORS_LOOKED_AT = 0.3


@dataclass(frozen=True, slots=True)
class Bought:
    """A purchase: the item's place on the shelf, who and when."""

    customer_id: str
    place: int
    moment: datetime


@dataclass
class Trail:
    """What a customer leaves behind while shopping."""

    person: Person
    taste: Taste
    end: datetime
    rng: Random
    events: list[Event] = field(default_factory=list)
    bought: list[Bought] = field(default_factory=list)
    interest: str = ""

    def note(self, name: str, place: int, moment: datetime, session_id: str, quantity: int = 1) -> None:
        product = self.taste.shelf.items[place].product
        if moment < self.end:
            self.events.append(
                Event(
                    event_id="",
                    name=name,
                    timestamp=moment,
                    product_id=product.product_id,
                    customer_id=self.person.customer_id,
                    session_id=session_id,
                    quantity=quantity,
                    price=product.current_price,
                )
            )


def go_shopping(person: Person, shelf: Shelf, start: datetime, end: datetime, seed: int) -> Trail:
    """Everything one customer looks at and buys between `start` and `end`."""
    trail = Trail(person, Taste(person, shelf), end, Random(f"{seed}:shopping:{person.customer_id}"))
    if person.plan:
        _follow_plan(trail, start)
    else:
        _visit_freely(trail, start)
    return trail


def send_back(trail: Trail, returns: Mapping[int, float]) -> None:
    """Adds refunds; `returns` raises the rate of the items at these places of the shelf."""
    for number, bought in enumerate(trail.bought, start=1):
        if trail.person.plan or trail.rng.random() > REFUND_RATE + returns.get(bought.place, 0.0):
            continue
        moment = bought.moment + timedelta(days=trail.rng.uniform(3, 16))
        session_id = _session_name(trail, number) + "-return"
        trail.note("refund", bought.place, moment.replace(microsecond=0), session_id)


def number_events(events: list[Event]) -> Iterator[Event]:
    """The events in order of time, with ids."""
    events.sort(key=lambda event: (event.timestamp, event.customer_id))
    for number, event in zip(count(1), events, strict=False):
        yield replace(event, event_id=f"e-{number:07d}")


def _visit_freely(trail: Trail, start: datetime) -> None:
    rng = trail.rng
    share = (trail.end - start).total_seconds() / (182 * 86400)
    visits = max(1, round(trail.person.visits * share + rng.random() - 0.5))
    moments = sorted(moment_between(start, trail.end, rng) for _ in range(visits))
    for number, moment in enumerate(moments, start=1):
        _session(trail, _session_name(trail, number), moment)


def _session(trail: Trail, session_id: str, moment: datetime) -> None:
    rng = trail.rng
    category = _interest(trail, moment)
    seen: list[int] = []
    for _ in range(rng.choice((1, 1, 2, 3))):
        if not category:
            break
        seen = _browse(trail, category, session_id, moment)
        moment += timedelta(seconds=rng.randrange(120, 600))
        trail.interest = category
        bought = seen and _maybe_buy(trail, seen, session_id, moment)
        if bought or rng.random() < 0.35:
            category = _goes_with(trail, category)
        moment += timedelta(seconds=rng.randrange(40, 300))


def _browse(trail: Trail, category: str, session_id: str, moment: datetime) -> list[int]:
    """Look at a list or straight at products; returns the places looked at."""
    rng = trail.rng
    shown = trail.taste.choose(category, 8, rng, heat=1.6)
    if rng.random() < LIST_RATE:
        for place in shown[:4]:
            trail.note("view_item_list", place, moment, session_id)
        moment += timedelta(seconds=rng.randrange(5, 40))
        trail.note("select_item", shown[0], moment, session_id)
    looked = trail.taste.choose(category, rng.choice((1, 2, 2, 3, 4)), rng)
    looked += _other_colors(trail, looked[0])
    for place in looked:
        moment += timedelta(seconds=rng.randrange(8, 95))
        trail.note("view_item", place, moment, session_id)
    return looked


def _other_colors(trail: Trail, place: int) -> list[int]:
    if trail.rng.random() > COLORS_LOOKED_AT:
        return []
    shelf = trail.taste.shelf
    style = shelf.items[place].style
    return [
        other
        for other in shelf.by_category[style.category.key]
        if other != place and shelf.items[other].style is style
    ][:1]


def _maybe_buy(trail: Trail, seen: Sequence[int], session_id: str, moment: datetime) -> bool:
    rng = trail.rng
    best = max(seen, key=trail.taste.utility)
    if rng.random() > CART_RATE or not trail.taste.shelf.items[best].product.in_stock:
        return False
    trail.note("add_to_cart", best, moment, session_id)
    if rng.random() > BUY_RATE:
        return False
    _buy(trail, best, session_id, moment + timedelta(seconds=rng.randrange(60, 400)))
    return True


def _buy(trail: Trail, place: int, session_id: str, moment: datetime) -> None:
    kind = trail.taste.shelf.items[place].style.category.key
    quantity = 2 if kind in ("socks", "bottles", "sleeping_bags") and trail.rng.random() < 0.3 else 1
    trail.note("purchase", place, moment, session_id, quantity)
    trail.taste.owned.add(place)
    if moment < trail.end:
        trail.bought.append(Bought(trail.person.customer_id, place, moment))


def _interest(trail: Trail, moment: datetime) -> str:
    """What the visit is about: something that goes with the last one, the same again, or new."""
    chance = trail.rng.random()
    if trail.interest and chance < 0.35:
        return _goes_with(trail, trail.interest) or trail.interest
    if trail.interest and chance < 0.6:
        return trail.interest
    kinds = trail.taste.kinds()
    if not kinds:
        return ""
    weights = [
        exp(trail.person.categories.get(kind, 0.0) + season(categories()[kind], moment)) for kind in kinds
    ]
    return trail.rng.choices(kinds, weights)[0]


def _goes_with(trail: Trail, category: str) -> str:
    tastes, kinds = trail.person.categories, trail.taste.kinds()
    others: dict[str, float] = {
        kind: pull for kind, pull in load_words("goes_with")[category].items() if kind in kinds
    }
    if not others:
        return ""
    weights = [pull * exp(0.4 * tastes.get(kind, 0.0)) for kind, pull in others.items()]
    return trail.rng.choices(list(others), weights)[0]


def _follow_plan(trail: Trail, start: datetime) -> None:
    for number, visit in enumerate(trail.person.plan, start=1):
        day = trail.end - timedelta(days=visit.days)
        if day < start or visit.category not in trail.taste.kinds():
            continue
        moment = moment_between(day, min(day + timedelta(days=1), trail.end), trail.rng)
        _planned_visit(trail, visit, _session_name(trail, number), moment)


def _planned_visit(trail: Trail, visit: Visit, session_id: str, moment: datetime) -> None:
    looked = trail.taste.choose(visit.category, 3, trail.rng, heat=0.4)
    for place in reversed(looked):
        trail.note("view_item", place, moment, session_id)
        moment += timedelta(seconds=trail.rng.randrange(20, 90))
    if visit.step in ("cart", "buy"):
        trail.note("add_to_cart", looked[0], moment, session_id)
    if visit.step == "buy":
        _buy(trail, looked[0], session_id, moment + timedelta(seconds=120))


def _session_name(trail: Trail, number: int) -> str:
    return f"s-{trail.person.customer_id.removeprefix('c-')}-{number:02d}"

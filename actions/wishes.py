"""How a message changes the wish in force."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any, get_args

from actions.gifts import about_receiver, same_gift
from actions.heard import Heard
from actions.words import free_words, joined, refused, spare_words, subject, together, without_phrases
from advisor.wish import Order, Wish
from knowledge.limits import admits
from shop.filters import Filters
from shop.product import Product

#: Entity -> the fields of Filters that admit and exclude its values ("" where nothing excludes).
FIELDS: Mapping[str, tuple[str, str]] = {
    "brand": ("brands", "not_brands"),
    "category": ("categories", "not_categories"),
    "color": ("colors", "not_colors"),
    "material": ("materials", "not_materials"),
    "size": ("sizes", ""),
    "audience": ("audiences", ""),
}
#: What "forget the price" and its like reset.
DROPPED: Mapping[str, tuple[str, ...]] = {
    **{entity: tuple(filter(None, fields)) for entity, fields in FIELDS.items()},
    "price": ("price_min", "price_max"),
    "rating": ("rating_min",),
    "on_sale": ("on_sale",),
    "new": ("new",),
}
#: What "the cheapest one" and its like say of the order in a search.
ORDERS: Mapping[str, Order] = {"cheapest": "price_asc", "dearest": "price_desc", "best": "rating"}
#: The limits that are either asked for or not.
SWITCHES = ("in_stock", "on_sale", "new")
#: "around 60" admits 60 and a fifth of it more or less.
AROUND = 0.2
#: The limits that are about the shopper more than about the kind of product.
LASTING = (
    "price_min",
    "price_max",
    "sizes",
    "audiences",
    "in_stock",
    "on_sale",
    "not_brands",
    "not_colors",
    "not_materials",
)
#: A find_products without a kind of product and with more free words than this is a new wish.
FRAGMENT = 1


def next_wish(heard: Heard, old: Wish, let_go: tuple[str, ...] = ()) -> Wish:
    """The wish after this message: a new one, or the old one refined. The words `let_go` name what need not be.

    Who looked for their wife and now says no more than "dresses" still looks for her. Who asked for what is on
    sale, of any kind, and now says "jackets" wants those on sale. Who goes on about "him" still looks for him, for
    as much money.
    """
    words, said, gone = spare_words(free_words(heard), let_go), about_receiver(heard, old), refused(heard)
    if starts_anew(heard, old):
        return _applied(said, _worded(_outlasting(heard, old), words, gone, words))
    anew = heard.values("category") or lets_go(heard, old)
    known = "" if anew else spare_words(without_phrases(old.words, gone), let_go)
    return _applied(said, _worded(old, joined(known, words), gone, words))


def _worded(wish: Wish, words: str, gone: tuple[str, ...], said: str) -> Wish:
    """The wish for these words, without what is gone; what the shopper has just `said` may be there after all."""
    return replace(wish, words=words, without=together((*wish.without, *gone), said))


def _outlasting(heard: Heard, old: Wish) -> Wish:
    """What holds of the old wish whatever kind of product is named next."""
    kept, fragment = same_gift(heard, old), len(subject(heard).split()) <= FRAGMENT
    if kept != Wish() or not fragment:
        return kept
    of_any_kind = not (old.words or old.filters.categories)
    return Wish(
        without=old.without if of_any_kind else (),
        filters=Filters(
            audiences=old.filters.audiences,
            on_sale=old.filters.on_sale and of_any_kind,
            new=old.filters.new and of_any_kind,
        ),
    )


def stated(heard: Heard) -> Filters:
    """The limits that this very message states."""
    return _applied(heard, Wish()).filters


def standing(wish: Wish, product: Product, said: Filters) -> dict[str, Any]:
    """The limits that outlast a change of subject to `product`: those it keeps itself, where `said` has no other.

    Who asked for less than 120 and likes a coat for 90 still wants to pay less than 120; who turns to a coat for
    150 has let go of it. What kind of product it was, or from whom, does not outlast it, nor does a price that only
    "cheaper" set.
    """
    limits, nothing = wish.unstepped().filters, Filters()
    price = any(getattr(said, name) is not None for name in DROPPED["price"])
    kept = {name: getattr(limits, name) for name in LASTING if not (price and name in DROPPED["price"])}
    return {
        name: value
        for name, value in kept.items()
        if value != getattr(nothing, name)
        and getattr(said, name) == getattr(nothing, name)
        and admits(product, replace(nothing, **{name: value}))
    }


def starts_anew(heard: Heard, old: Wish) -> bool:
    """Whether the message asks for another kind of product, or says what it wants from the start.

    Who says of what was not wanted that it "is fine" goes on about the old wish.
    """
    if old == Wish():
        return True
    categories = heard.values("category")
    if categories:
        return not any(_related(new, known) for new in categories for known in old.filters.categories)
    own = without_phrases(subject(heard), old.without)
    return heard.intent == "find_products" and len(own.split()) > FRAGMENT


def lets_go(heard: Heard, old: Wish) -> bool:
    """Whether the message rules out the very kinds of product that were asked for."""
    ruled_out, known = heard.values("category", excluded=True), old.filters.categories
    return bool(known) and not _uncovered(known, ruled_out)


def _uncovered(kinds: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds that none of the others is or holds: boots hold hiking boots."""
    return tuple(kind for kind in kinds if not any(_covers(other, kind) for other in others))


def _covers(wider: str, kind: str) -> bool:
    return set(wider.lower().split()) <= set(kind.lower().split())


def _related(first: str, second: str) -> bool:
    """Whether one category is the other or a kind of it ("jackets", "rain jackets")."""
    return _covers(first, second) or _covers(second, first)


def _applied(heard: Heard, wish: Wish) -> Wish:
    filters = _dropped(heard, wish.filters)
    for entity in FIELDS:
        filters = _with_values(heard, entity, filters)
    filters = _with_price(heard, filters)
    filters = replace(
        filters,
        rating_min=heard.value("rating_min") or filters.rating_min,
        **{name: getattr(filters, name) or bool(heard.value(name)) for name in SWITCHES},
    )
    order = heard.value("order") or _order_of_extreme(heard)
    return replace(
        wish,
        filters=filters,
        order=order if order in get_args(Order) else wish.order,
        stepped=wish.stepped and not heard.states_price,
        budget=None if heard.states_price else wish.budget,
        around=heard.value("price_around") if heard.states_price else _still_around(wish, filters),
    )


def _still_around(wish: Wish, filters: Filters) -> float | None:
    return None if filters.price_min is None and filters.price_max is None else wish.around


def _order_of_extreme(heard: Heard) -> str | None:
    """Who looks for "the cheapest one" wants the cheapest first, who steps from it does not."""
    if heard.value("price_step"):
        return None
    return next((ORDERS[value] for value in heard.values("reference") if value in ORDERS), None)


def _dropped(heard: Heard, filters: Filters) -> Filters:
    nothing = Filters()
    names = [name for value in heard.values("dropped") for name in DROPPED.get(value, ())]
    return replace(filters, **{name: getattr(nothing, name) for name in names})


def _with_values(heard: Heard, entity: str, filters: Filters) -> Filters:
    """Named values replace the old ones ("also" adds them); excluded ones add up. The last word counts."""
    admit, exclude = FIELDS[entity]
    wanted, ruled_out = _wanted(heard, entity), heard.values(entity, excluded=True)
    old = getattr(filters, admit)
    if wanted and heard.says(r"\b(?:also|as well|too)\b") and heard.intent == "refine":
        wanted = tuple(dict.fromkeys((*old, *wanted)))
    gone = _uncovered if entity == "category" else _without
    changes: dict[str, Any] = {admit: gone(wanted or old, ruled_out)}
    if exclude:
        changes[exclude] = tuple(
            dict.fromkeys((*_still_banned(entity, getattr(filters, exclude), wanted), *ruled_out))
        )
    return replace(filters, **changes)


def _still_banned(entity: str, banned: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[str, ...]:
    """What is not wanted after all: who wants hiking boots lets boots back in."""
    if entity != "category":
        return _without(banned, wanted)
    return tuple(kind for kind in banned if not any(_covers(kind, other) for other in wanted))


def _wanted(heard: Heard, entity: str) -> tuple[str, ...]:
    """The values asked for. Of categories side by side the last is meant: "camping stoves" are stoves."""
    if entity != "category":
        return heard.values(entity)
    named = [mention for mention in heard.mentions if mention.entity == entity and not mention.excluded]
    beside = {one for one, next_one in pairwise(named) if not heard.text[one.end : next_one.start].strip(" ")}
    return tuple(dict.fromkeys(mention.value for mention in named if mention not in beside))


def _without(values: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    gone = {other.lower() for other in others}
    return tuple(value for value in values if value.lower() not in gone)


def _with_price(heard: Heard, filters: Filters) -> Filters:
    """A stated limit replaces its side; the other side goes where it would contradict."""
    stated = low, high = _stated_price(heard)
    if low is None and high is None:
        return filters
    low = filters.price_min if low is None else float(low)
    high = filters.price_max if high is None else float(high)
    if _contradict(low, high, both=None not in stated):
        low, high = (None, high) if heard.value("price_max") is not None else (low, None)
    return replace(filters, price_min=low, price_max=high)


def _contradict(low: float | None, high: float | None, both: bool) -> bool:
    """Whether nothing is between the two; who says "at least 300" after "up to 300" lets go of the latter."""
    return low is not None and high is not None and (low > high or (low == high and not both))


def _stated_price(heard: Heard) -> tuple[float | None, float | None]:
    around = heard.value("price_around")
    if around is not None:
        return round(around * (1 - AROUND), 2), round(around * (1 + AROUND), 2)
    return heard.value("price_min"), heard.value("price_max")


def in_price_step(wish: Wish, step: str, bound: float) -> Wish:
    """The wish for less ("cheaper") or more ("dearer") than `bound`."""
    budget = None
    if step == "cheaper":
        budget = wish.budget if wish.stepped else wish.filters.price_max
        limits = replace(wish.filters, price_min=None, price_max=round(bound - 0.01, 2))
    else:
        limits = replace(wish.filters, price_min=round(bound + 0.01, 2), price_max=None)
    return replace(wish, filters=limits, stepped=True, budget=budget, around=None)


_SCALE = ("xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl")


def in_size_step(wish: Wish, step: str) -> Wish:
    """The wish one size up or down from its own, in its own system; unchanged where it has none to be stepped."""
    sizes = tuple(
        filter(None, (_stepped(size, 1 if step == "bigger" else -1) for size in wish.filters.sizes))
    )
    return replace(wish, filters=replace(wish.filters, sizes=sizes)) if sizes else wish


def _stepped(size: str, step: int) -> str:
    lowered = size.lower()
    if lowered in _SCALE:
        place = _SCALE.index(lowered) + step
        return _SCALE[place].upper() if 0 <= place < len(_SCALE) else ""
    system, _, text = size.rpartition(" ")
    try:
        number = float(text)
    except ValueError:
        return ""
    return f"{system} {number + step:g}".strip()

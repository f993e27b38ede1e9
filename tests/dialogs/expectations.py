"""What a line of a conversation may expect, and what is wrong where it is not so.

Products are named by their place in the list that the shopper saw while typing (1, 2, -1), by a name given with
`call`, or as "cheapest" and "dearest" of that list.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from statistics import mean
from typing import Any

from stage import Scene

from knowledge.limits import admits
from shop.filters import Filters
from shop.product import Product

#: A check tells what is wrong, "" where nothing is.
Check = Callable[[Any, Scene], str]
_LISTS = tuple(item.name for item in fields(Filters) if item.default == ())


def problems(expected: Mapping[str, Any], scene: Scene) -> list[str]:
    """One sentence for each expectation that is not met. Raises KeyError for one that means nothing."""
    checked = ((name, CHECKS[name](value, scene)) for name, value in expected.items())
    return [f"{name}: {problem}" for name, problem in checked if problem]


def _intent(expected: Any, scene: Scene) -> str:
    return _differs(scene.intent in _several(expected), expected, scene.intent)


def _action(expected: Any, scene: Scene) -> str:
    return _differs(list(scene.actions) == _several(expected), expected, list(scene.actions))


def _says(expected: Any, scene: Scene) -> str:
    """Every one of the responses, whatever else was said; a list in the list is a choice."""
    said = set(scene.responses)
    return _differs(all(said & set(_several(code)) for code in _several(expected)), expected, scene.responses)


def _says_not(expected: Any, scene: Scene) -> str:
    return _differs(
        not set(_several(expected)) & set(scene.responses), f"none of {expected}", scene.responses
    )


def _wish(expected: Mapping[str, Any], scene: Scene) -> str:
    """All limits in force, no other; whatever the answer shows keeps them."""
    held = (scene.slots.get("wish") or {}).get("filters") or {}
    if _folded(held) != _folded(expected):
        return f"expected {dict(expected)}, got {held}"
    return _breaking(expected, scene.cards)


def _words(expected: Any, scene: Scene) -> str:
    words = str((scene.slots.get("wish") or {}).get("words") or "").lower()
    return _differs(all(word in words for word in _several(expected)), expected, words)


def _not_words(expected: Any, scene: Scene) -> str:
    words = str((scene.slots.get("wish") or {}).get("words") or "").lower()
    return _differs(not any(word in words for word in _several(expected)), f"without {expected}", words)


def _without(expected: Any, scene: Scene) -> str:
    """What the products should not have, all of it."""
    return _differs(
        list((scene.slots.get("wish") or {}).get("without") or ()) == list(expected),
        expected,
        scene.slots.get("wish"),
    )


def _order(expected: str, scene: Scene) -> str:
    order = (scene.slots.get("wish") or {}).get("order") or "relevance"
    return _differs(order == expected, expected, order)


def _shows(expected: Any, scene: Scene) -> str:
    """How many cards the answer has, what each of them keeps, and how they stand to what was seen before."""
    if expected == "none":
        return _differs(not scene.cards, "no cards", _titles(scene.cards))
    wanted = dict(expected) if isinstance(expected, Mapping) else {"count": expected}
    count, low, high = (wanted.pop(name, None) for name in ("count", "at_least", "at_most"))
    relation, title = wanted.pop("than_before", ""), str(wanted.pop("title", "")).lower()
    if not scene.cards:
        return f"expected cards ({expected}), got none"
    enough = (
        count in (None, len(scene.cards))
        and (low or 1) <= len(scene.cards)
        and (high is None or len(scene.cards) <= high)
    )
    if not enough:
        return f"expected {expected}, got {len(scene.cards)} cards"
    if any(title not in product.title.lower() for product in scene.cards):
        return f"expected {title!r} in every title, got {_titles(scene.cards)}"
    return _breaking(wanted, scene.cards) or (_RELATIONS[relation](scene) if relation else "")


def _cheaper(scene: Scene) -> str:
    """Nothing dearer than what was there, and less on the whole."""
    return _differs(
        max(_prices(scene.cards)) < max(_prices(scene.before))
        and mean(_prices(scene.cards)) < mean(_prices(scene.before)),
        f"cheaper than {_prices(scene.before)}",
        _prices(scene.cards),
    )


def _dearer(scene: Scene) -> str:
    return _differs(
        min(_prices(scene.cards)) > min(_prices(scene.before))
        and mean(_prices(scene.cards)) > mean(_prices(scene.before)),
        f"dearer than {_prices(scene.before)}",
        _prices(scene.cards),
    )


def _new(scene: Scene) -> str:
    again = [product for product in scene.cards if product.product_id in scene.seen]
    return _differs(not again, "nothing seen before", _titles(again))


def _changed(scene: Scene) -> str:
    return _differs(
        _ids(scene.cards) != _ids(scene.before),
        "other products than before",
        f"the same: {_titles(scene.cards)}",
    )


_RELATIONS: Mapping[str, Callable[[Scene], str]] = {
    "cheaper": _cheaper,
    "dearer": _dearer,
    "new": _new,
    "changed": _changed,
}


def _listed(expected: Any, scene: Scene) -> str:
    """The list on the screen afterwards: "same" as before, empty, or these products."""
    products = scene.before if expected == "same" else [product_of(name, scene) for name in expected]
    return _differs(_ids(scene.shown) == _ids(products), _titles(products), _titles(scene.shown))


def _focus(expected: Any, scene: Scene) -> str:
    focus = scene.slots.get("focus")
    if expected is None:
        return _differs(focus is None, "nothing", focus)
    product = product_of(expected, scene)
    return _differs(focus == product.product_id, f"{expected} ({product.title})", focus)


def _pending(expected: str | None, scene: Scene) -> str:
    """What the bot waits for: "size", "wish" (a yes to a relaxed one), "which" product, or nothing."""
    asked = scene.slots.get("pending") or {}
    waits = {"add": "size", "wish": "wish", "which": "which"}.get(next(iter(asked), ""))
    return _differs(waits == expected, expected, asked)


def _cart(expected: Sequence[Mapping[str, Any]], scene: Scene) -> str:
    wanted = [
        (
            product_of(line["product"], scene).product_id,
            str(line.get("size", "")).lower(),
            line.get("quantity", 1),
        )
        for line in expected
    ]
    found = [
        (line.product_id, line.size.lower() if "size" in wish else "", line.quantity)
        for line, wish in zip(scene.cart, [*expected, *[{}] * len(scene.cart)], strict=False)
    ]
    return _differs(found == wanted, wanted, list(scene.cart))


def _compares(expected: Any, scene: Scene) -> str:
    """The columns of the comparison, in any order; a number is how many there are."""
    if isinstance(expected, int):
        return _differs(len(scene.compared) == expected, f"{expected} columns", scene.compared)
    titles = sorted(product_of(name, scene).title for name in expected)
    return _differs(sorted(scene.compared) == titles, titles, scene.compared)


def _liked(expected: Sequence[Any], scene: Scene) -> str:
    return _rated(expected, scene, True)


def _disliked(expected: Sequence[Any], scene: Scene) -> str:
    return _rated(expected, scene, False)


def _rated(expected: Sequence[Any], scene: Scene, liked: bool) -> str:
    wanted = {product_of(name, scene).product_id for name in expected}
    found = {product_id for product_id, value in scene.likes.items() if value == liked}
    return _differs(found == wanted, wanted, found)


def _replies(expected: Any, scene: Scene) -> str:
    return _differs(set(_several(expected)) <= set(scene.replies), expected, scene.replies)


def _consent(expected: str, scene: Scene) -> str:
    return _differs(scene.consent == expected, expected, scene.consent)


def _person(expected: bool, scene: Scene) -> str:
    return _differs(scene.person == expected, expected, scene.person)


def _remembers(expected: Any, scene: Scene) -> str:
    """Kinds of things that are kept about the customer, or whether there are any."""
    kept = {name for name, count in scene.remembered.items() if count}
    if isinstance(expected, bool):
        return _differs(bool(kept) == expected, expected, kept)
    return _differs(set(expected) <= kept, expected, kept)


def _minds(expected: Any, scene: Scene) -> str:
    """All the aspects that the shopper is known to mind, by what they said."""
    return _differs(scene.minds == {*_several(expected)}, expected, sorted(scene.minds))


def _tells(expected: Any, scene: Scene) -> str:
    """Regular expressions, each of which the answer's text holds."""
    held = all(re.search(part, scene.told, re.IGNORECASE) for part in _several(expected))
    return _differs(held, expected, scene.told)


def _warns(expected: Any, scene: Scene) -> str:
    """A regular expression that some card's warning holds; false where no card has one."""
    if expected is False:
        return _differs(not scene.warnings, "no warning", scene.warnings)
    held = any(re.search(expected, warning, re.IGNORECASE) for warning in scene.warnings)
    return _differs(held, expected, scene.warnings)


CHECKS: Mapping[str, Check] = {
    "intent": _intent,
    "action": _action,
    "says": _says,
    "says_not": _says_not,
    "wish": _wish,
    "words": _words,
    "not_words": _not_words,
    "without": _without,
    "order": _order,
    "shows": _shows,
    "listed": _listed,
    "focus": _focus,
    "pending": _pending,
    "cart": _cart,
    "compares": _compares,
    "liked": _liked,
    "disliked": _disliked,
    "replies": _replies,
    "consent": _consent,
    "person": _person,
    "remembers": _remembers,
    "minds": _minds,
    "tells": _tells,
    "warns": _warns,
}


def product_of(name: Any, scene: Scene) -> Product:
    """The product that an expectation names. Raises KeyError where there is no such product."""
    if name in scene.called:
        return scene.called[name]
    if isinstance(name, int) and 0 < abs(name) <= len(scene.before):
        return scene.before[name - 1 if name > 0 else name]
    if name in ("cheapest", "dearest"):
        pick = min if name == "cheapest" else max
        return pick(scene.before, key=lambda product: product.current_price or 0.0)
    raise KeyError(f"no product is called {name!r}; {len(scene.before)} were listed")


def _breaking(limits: Mapping[str, Any], products: Sequence[Product]) -> str:
    """Which of the products break the limits."""
    asked = {name: tuple(_several(value)) if name in _LISTS else value for name, value in limits.items()}
    broken = [product for product in products if not admits(product, Filters(**asked))]
    return f"not within {dict(limits)}: {_titles(broken)}" if broken else ""


def _folded(limits: Mapping[str, Any]) -> dict[str, Any]:
    """Limits whose values compare, whatever their case and order."""
    return {
        name: sorted(str(item).lower() for item in _several(value)) if name in _LISTS else value
        for name, value in limits.items()
        if value not in (None, (), [], False)
    }


def _prices(products: Sequence[Product]) -> list[float]:
    return [product.current_price or 0.0 for product in products]


def _ids(products: Sequence[Product]) -> list[str]:
    return [product.product_id for product in products]


def _titles(products: Sequence[Product]) -> list[str]:
    return [product.title for product in products]


def _several(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _differs(holds: bool, expected: Any, got: Any) -> str:
    return "" if holds else f"expected {expected}, got {got}"

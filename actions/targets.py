"""Which of the shown products a message speaks of."""

import math
import re
from collections.abc import Sequence

from rasa_sdk import Tracker

from actions.heard import Heard, hear, listed
from advisor.advisor import Advisor
from advisor.weight import weight
from shop.product import Product

_WORD = re.compile(r"[a-z0-9]+")
#: References to the product that has the most or least of something among those shown.
EXTREMES = frozenset(("cheapest", "dearest", "best", "lightest", "heaviest"))
#: Words that describe no product.
_PLAIN = frozenset(
    """
    the a an is it this that one ones do does have has in of for and or with run runs small large first second third
    last size how much what why which you me my to from like add cart show more
    """.split()  # noqa: SIM905
)


def targets(tracker: Tracker, advisor: Advisor) -> tuple[str, ...]:
    """The products the last message points at, in its order; () where it points at none of the shown.

    Without any reference that is the one described, else the one talked about, else the first shown.
    """
    heard, shown = hear(tracker), listed(tracker, "shown")
    found = [product_id for value in _references(heard) for product_id in _resolve(value, tracker, advisor)]
    untold = bool(shown) and names_extreme(heard)
    if found or untold or _points_outside(heard, shown):
        return tuple(dict.fromkeys(found))
    described = _described(heard.text, shown, advisor)
    return tuple(filter(None, (described or talked_about(tracker) or next(iter(shown), ""),)))


def _references(heard: Heard) -> tuple[str, ...]:
    """What the message points with; "the first of those" is the first and not all of them."""
    values = tuple(map(str, heard.values("reference")))
    precise = tuple(value for value in values if value != "all")
    return precise if any(value.lstrip("-").isdigit() for value in precise) else values


def names_extreme(heard: Heard) -> bool:
    """Whether the message points at "the cheapest of them" or the like."""
    return not EXTREMES.isdisjoint(heard.values("reference"))


def target(tracker: Tracker, advisor: Advisor) -> str:
    """The first of the products the last message points at, "" where there is none."""
    return next(iter(targets(tracker, advisor)), "")


def talked_about(tracker: Tracker) -> str:
    """The product that "it" means: the one in focus, else the one that the shown list was made around."""
    return str(tracker.get_slot("focus") or (tracker.get_slot("source") or {}).get("product_id") or "")


def is_guess(tracker: Tracker, advisor: Advisor) -> bool:
    """Whether only the order of the list tells which of several products the message means."""
    heard, shown = hear(tracker), listed(tracker, "shown")
    vague = set(heard.values("reference")) <= {"it"} and not _described(heard.text, shown, advisor)
    return vague and len(shown) > 1 and not talked_about(tracker)


def on_table(tracker: Tracker, advisor: Advisor) -> list[Product]:
    """The products that are named, else the one in focus, else all that were shown last: "this crap" is all of it."""
    focus, references = tracker.get_slot("focus"), set(hear(tracker).values("reference"))
    ids = [focus] if focus else listed(tracker, "shown")
    if references - {"it"} or (references and talked_about(tracker)):
        ids = targets(tracker, advisor)
    return [product for product in map(advisor.product, ids) if product]


def _points_outside(heard: Heard, shown: Sequence[str]) -> bool:
    """Whether a place is named that nothing was shown at."""
    places = [value for value in map(str, heard.values("reference")) if value.lstrip("-").isdigit()]
    return any(abs(int(place)) > len(shown) for place in places)


def _resolve(value: str, tracker: Tracker, advisor: Advisor) -> Sequence[str]:
    shown = listed(tracker, "shown")
    if value.lstrip("-").isdigit():
        place = int(value) - 1 if int(value) > 0 else int(value)
        return shown[place : place + 1 or None]
    if value.startswith(("first:", "last:")):
        count = int(value.split(":")[1])
        return shown[:count] if value.startswith("first") else shown[-count:]
    if value == "all":
        return shown
    if value == "it":
        return tuple(filter(None, (talked_about(tracker) or next(iter(shown), ""),)))
    if value.startswith("like:"):
        return tuple(filter(None, (_described(value[5:], shown, advisor),)))
    return _extreme(value, listed(tracker, "compared") or shown, advisor)


def _extreme(value: str, shown: Sequence[str], advisor: Advisor) -> Sequence[str]:
    """The cheapest, dearest, best rated, lightest or heaviest of the products.

    () where one of them does not tell its weight.
    """
    products = [product for product in map(advisor.product, shown) if product]
    if not products:
        return ()
    if value in ("lightest", "heaviest"):
        return _by_weight(value, products)
    if value == "best":
        chosen = max(products, key=lambda product: 0 if math.isnan(product.rating) else product.rating)
    else:
        pick = min if value == "cheapest" else max
        chosen = pick(products, key=lambda product: product.current_price or 0.0)
    return (chosen.product_id,)


def _by_weight(value: str, products: Sequence[Product]) -> Sequence[str]:
    weights = {product.product_id: weight(product) for product in products}
    if any(map(math.isnan, weights.values())):
        return ()
    chosen = (
        min(weights, key=weights.__getitem__)
        if value == "lightest"
        else max(weights, key=weights.__getitem__)
    )
    return (chosen,)


def _described(text: str, shown: Sequence[str], advisor: Advisor) -> str:
    return matching(text, [product for product in map(advisor.product, shown) if product])


def matching(text: str, products: Sequence[Product]) -> str:
    """The id of the one product whose words the text uses more than those of any other; "" where none stands out."""
    words = _words(text) - _PLAIN
    scores = sorted(
        ((len(words & _words(_about(product))), product.product_id) for product in products), reverse=True
    )
    if not scores or not scores[0][0] or (len(scores) > 1 and scores[0][0] == scores[1][0]):
        return ""
    return scores[0][1]


def _about(product: Product) -> str:
    return " ".join((product.title, product.brand, product.category, *product.colors, *product.materials))


def _words(text: str) -> set[str]:
    return {_stem(word) for word in _WORD.findall(text.lower())}


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word

"""Answers to what the bot itself asked."""

import re
from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import hear
from actions.pointing import only_points
from actions.putting import put_in_cart
from actions.searching import answer
from actions.speaking import Event, Speaker
from actions.targets import target
from advisor.wish import Wish
from shop.product import Product

FEW = 3
#: A size and nothing else: "8", "9.5 please", "size 10 then".
SIZE = re.compile(r"(?:in\s+)?(?:size\s+)?(?P<size>\d+(?:\.5)?)(?:\s+(?:please|pls|then))?\W*", re.IGNORECASE)


def answer_pending(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event] | None:
    """What follows from the answer to "which size?", "which one?" or "other sizes?"; None where it is no answer.

    After "which size?" a message that points at a product speaks of that one, unless it is the size itself: "9".
    """
    pending = tracker.get_slot("pending") or {}
    if pending.get("wish"):
        return _another_size(dispatcher, tracker, Wish.from_dict(pending["wish"]))
    if pending.get("which"):
        return _that_one(dispatcher, tracker)
    asked = pending.get("add")
    if not asked:
        return None
    advisor, heard = door.advisor(), hear(tracker)
    size = bare_size(heard.text, advisor.product(asked))
    if not size and not heard.values("reference"):
        size = heard.value("size")
    if not size:
        return None
    return put_in_cart(Speaker(dispatcher, tracker, advisor), tracker, advisor, asked, size)


def _another_size(dispatcher: CollectingDispatcher, tracker: Tracker, relaxed: Wish) -> list[Event] | None:
    """What fits in the size named, where the bot said that there is none in the one wished; else None."""
    wished = Wish.from_dict(tracker.get_slot("wish")).filters.sizes
    named = SIZE.fullmatch(hear(tracker).text.strip())
    if not wished or relaxed.filters.sizes or named is None:
        return None
    wish = replace(relaxed, filters=replace(relaxed.filters, sizes=(named["size"],)))
    return answer(dispatcher, tracker, wish, "refined")


def _that_one(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event] | None:
    """Puts the product in the cart that a message does nothing but point at, after "which one?"; else None."""
    advisor, heard = door.advisor(), hear(tracker)
    chosen = target(tracker, advisor) if only_points(heard) else ""
    if not chosen:
        return None
    return put_in_cart(Speaker(dispatcher, tracker, advisor), tracker, advisor, chosen, "")


def bare_size(text: str, product: Product | None) -> str:
    """The size of the product that a message of a word or two names ("9", "9 please"); "" where it names none."""
    words = text.lower().split()
    named = [size for size in (product.sizes if product else ()) if size.lower() in words]
    return named[0] if len(named) == 1 and len(words) <= FEW else ""

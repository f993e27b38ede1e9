"""Answers to what the bot itself asked."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import hear
from actions.putting import put_in_cart
from actions.speaking import Event, Speaker
from shop.product import Product

FEW = 3


def answer_pending(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event] | None:
    """Puts the product in the cart whose size was asked for, where the message names a size; else None.

    A message that points at a product speaks of that one and answers nothing, unless it is the size itself: "9".
    """
    asked = (tracker.get_slot("pending") or {}).get("add")
    if not asked:
        return None
    advisor, heard = door.advisor(), hear(tracker)
    size = bare_size(heard.text, advisor.product(asked))
    if not size and not heard.values("reference"):
        size = heard.value("size")
    if not size:
        return None
    return put_in_cart(Speaker(dispatcher, tracker, advisor), tracker, advisor, asked, size)


def bare_size(text: str, product: Product | None) -> str:
    """The size of the product that a message of a word or two names ("9", "9 please"); "" where it names none."""
    words = text.lower().split()
    named = [size for size in (product.sizes if product else ()) if size.lower() in words]
    return named[0] if len(named) == 1 and len(words) <= FEW else ""

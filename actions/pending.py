"""Answers to what the bot itself asked."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import hear
from actions.order_numbers import other_number
from actions.order_requests import answer_request, ask_to
from actions.order_status import say_status
from actions.putting import put_in_cart
from actions.speaking import Event, Speaker, just_said
from shop.product import Product

FEW = 3
WHICH = ("utter_which_order", "utter_which_cancel", "utter_which_return")


def answer_pending(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event] | None:
    """Takes the answer to what was asked: which order, whether it is to be cancelled or sent back, in which size
    a product goes into the cart. None where nothing was asked or the message does not answer it.

    A message that points at a product speaks of that one and names no size, unless it is the size itself: "9".
    """
    pending = tracker.get_slot("pending") or {}
    if pending.get("order") and just_said(tracker, WHICH) and other_number(hear(tracker).text):
        kind = pending["order"]
        return say_status(dispatcher, tracker) if kind == "status" else ask_to(kind, dispatcher, tracker)
    if pending.get("request"):
        return answer_request(dispatcher, tracker)
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


def bare_size(text: str, product: Product | None) -> str:
    """The size of the product that a message of a word or two names ("9", "9 please"); "" where it names none."""
    words = text.lower().split()
    named = [size for size in (product.sizes if product else ()) if size.lower() in words]
    return named[0] if len(named) == 1 and len(words) <= FEW else ""

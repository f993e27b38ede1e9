"""Answers to what the bot itself asked."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import hear
from actions.putting import put_in_cart
from actions.speaking import Event, Speaker


def answer_pending(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event] | None:
    """Puts the product in the cart whose size was asked for, where the message names a size; else None."""
    asked = tracker.get_slot("pending") or {}
    size = hear(tracker).value("size")
    if not asked.get("add") or not size:
        return None
    advisor = door.advisor()
    return put_in_cart(Speaker(dispatcher, tracker, advisor), tracker, advisor, asked["add"], size)

"""The shopper wants to pay."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import shopper
from actions.show_cart import as_text
from actions.speaking import Event, Speaker
from actions.targets import talked_about
from advisor.checkout import Checkout


class ActionCheckout(Action):
    def name(self) -> str:
        return "action_checkout"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor = door.advisor()
        speaker, found = Speaker(dispatcher, tracker, advisor), advisor.checkout(shopper(tracker))
        _say_missing(speaker, found)
        if found.lines:
            carries = "{cart}" in advisor.settings.checkout_url
            _say_where(speaker, found, carries)
        elif not (found.sold_out or found.gone):
            speaker.say("cart_empty")
            speaker.replies(*(("add",) if talked_about(tracker) else ("recommend",)))
        return []


def _say_missing(speaker: Speaker, found: Checkout) -> None:
    """What of the cart cannot be bought now."""
    if found.gone:
        speaker.say("checkout_gone", titles=", ".join(found.gone))
    if found.sold_out:
        speaker.say("checkout_sold_out", titles=", ".join(map(as_text, found.sold_out)))
    if not found.lines and (found.gone or found.sold_out):
        speaker.say("checkout_nothing_left")


def _say_where(speaker: Speaker, found: Checkout, carries: bool) -> None:
    """What is to be paid, and where; `carries` says whether the link takes the cart along."""
    sums = f", {found.total} together" if found.total else ""
    values = {"lines": ", ".join(map(as_text, found.lines)), "sums": sums, "link": found.link}
    if not found.link:
        speaker.say("checkout_nowhere", **values)
        speaker.replies("person")
    else:
        speaker.say("checkout" if carries else "checkout_without_cart", **values)

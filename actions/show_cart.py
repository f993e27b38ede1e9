"""The shopper looks into the cart."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import shopper
from actions.speaking import Event, Speaker
from advisor.answers import CartLine
from advisor.money import money


class ActionShowCart(Action):
    def name(self) -> str:
        return "action_show_cart"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor = door.advisor()
        speaker, lines = Speaker(dispatcher, tracker, advisor), advisor.cart(shopper(tracker))
        if not lines:
            speaker.say("cart_empty")
            return []
        speaker.say("cart", lines=", ".join(map(as_text, lines)), total=total(lines))
        if advisor.settings.checkout_url:
            speaker.replies("checkout")
        return []


def as_text(line: CartLine) -> str:
    """ "2 × Rain jacket (M, blue)"."""
    about = ", ".join(filter(None, (line.size, line.color)))
    count = f"{line.quantity} × " if line.quantity > 1 else ""
    return f"{count}{line.product.title}" + (f" ({about})" if about else "")


def total(lines: Sequence[CartLine]) -> str:
    """What the lines cost together, at the prices of this moment."""
    amount = sum((line.product.current_price or 0.0) * line.quantity for line in lines)
    return money(round(amount, 2), lines[0].product.currency)

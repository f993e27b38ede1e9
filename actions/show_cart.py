"""The shopper looks into the cart."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import shopper
from actions.speaking import Event, Speaker
from advisor.answers import CartLine
from advisor.checkout import total


class ActionShowCart(Action):
    def name(self) -> str:
        return "action_show_cart"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor = door.advisor()
        speaker, lines = Speaker(dispatcher, tracker, advisor), advisor.cart(shopper(tracker))
        if not lines:
            speaker.say("cart_empty")
            return []
        amount = total(lines) or advisor.wording.say("cart_unpriced")
        speaker.say("cart", lines=", ".join(map(as_text, lines)), total=amount)
        if advisor.settings.checkout_url:
            speaker.replies("checkout")
        return []


def as_text(line: CartLine) -> str:
    """ "2 × Rain jacket (M, blue)"."""
    about = ", ".join(filter(None, (line.size, line.color)))
    count = f"{line.quantity} × " if line.quantity > 1 else ""
    return f"{count}{line.product.title}" + (f" ({about})" if about else "")

"""The shopper wants something out of the cart."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import hear, shopper
from actions.speaking import Event, Speaker
from actions.targets import matching, target
from advisor.answers import CartLine

EVERYTHING = r"\b(?:empty|clear|everything|all|delete my cart)\b"


class ActionRemoveFromCart(Action):
    def name(self) -> str:
        return "action_remove_from_cart"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor, who = door.advisor(), shopper(tracker)
        speaker, lines = Speaker(dispatcher, tracker, advisor), advisor.cart(who)
        everything = hear(tracker).says(EVERYTHING)
        chosen = lines if everything else _chosen(tracker, lines, target(tracker, advisor))
        for line in chosen:
            advisor.remove_from_cart(who, line.product.product_id)
        if not chosen:
            speaker.say("not_in_cart" if lines else "cart_empty")
        elif everything:
            speaker.say("emptied")
        else:
            speaker.say("removed", title=chosen[0].product.title)
        return []


def _chosen(tracker: Tracker, lines: Sequence[CartLine], pointed_at: str) -> Sequence[CartLine]:
    """The line that is described, stands at the named place of the cart, or is talked of; the only one there is,
    unless another kind of product is named."""
    heard = hear(tracker)
    described = matching(heard.text, [line.product for line in lines])
    places = [int(place) for place in map(str, heard.values("reference")) if place.lstrip("-").isdigit()]
    for place in places:
        row = place - 1 if place > 0 else len(lines) + place
        return lines[row : row + 1] if 0 <= row < len(lines) else ()
    if not described and heard.values("category"):
        return ()
    wanted = described or pointed_at
    named = [line for line in lines if line.product.product_id == wanted]
    return named or (lines if len(lines) == 1 and not described else ())

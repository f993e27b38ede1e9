"""The shopper wants to have a product."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import hear
from actions.pending import answer_pending
from actions.putting import put_in_cart
from actions.speaking import Event, Speaker, ask_which
from actions.targets import is_guess, targets


class ActionAddToCart(Action):
    def name(self) -> str:
        return "action_add_to_cart"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        heard, advisor = hear(tracker), door.advisor()
        answered = answer_pending(dispatcher, tracker)
        if answered is not None:
            return answered
        speaker = Speaker(dispatcher, tracker, advisor)
        chosen = targets(tracker, advisor)
        if not chosen:
            return ask_which(speaker, tracker)
        if is_guess(tracker, advisor):
            speaker.say("which_one")
            return [SlotSet("pending", {"which": "add"})]
        return [
            event
            for product_id in chosen
            for event in put_in_cart(speaker, tracker, advisor, product_id, str(heard.value("size") or ""))
        ]

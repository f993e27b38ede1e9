"""The shopper asks what goes with a product."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import shopper
from actions.speaking import Event, Speaker, ask_which, shown, talked_of
from actions.targets import target


class ActionCompleteLook(Action):
    def name(self) -> str:
        return "action_complete_look"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor = door.advisor()
        speaker, product_id = Speaker(dispatcher, tracker, advisor), target(tracker, advisor)
        product = advisor.product(product_id) if product_id else None
        if product is None:
            return ask_which(speaker, tracker)
        found = advisor.goes_with(product_id, shopper(tracker))
        speaker.say("goes_with" if found.items else "no_goes_with", title=product.title)
        if not found.items:
            return talked_of(product_id)
        speaker.cards(found.items, ("add_first", "more"))
        return shown(tracker, found.items, {"kind": "goes_with", "product_id": product_id})

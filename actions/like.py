"""The shopper likes a product."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import hear, shopper
from actions.speaking import Event, Speaker, ask_which, talked_of
from actions.targets import target


class ActionLike(Action):
    def name(self) -> str:
        return "action_like"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor = door.advisor()
        speaker, product_id = Speaker(dispatcher, tracker, advisor), target(tracker, advisor)
        product = advisor.product(product_id) if product_id else None
        if product is None and hear(tracker).values("reference"):
            return ask_which(speaker, tracker)
        if product is None:
            speaker.say("what_next")
            return []
        advisor.rate(shopper(tracker), product_id, liked=True)
        speaker.say("liked", title=product.title)
        speaker.replies("similar", "goes_with", "add")
        return talked_of(product_id)

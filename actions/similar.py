"""The shopper wants something like a product that was shown."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import hear, shopper
from actions.searching import REPLIES
from actions.speaking import Event, Speaker, ask_which, shown, talked_of
from actions.targets import target
from actions.wishes import stated


class ActionSimilar(Action):
    def name(self) -> str:
        return "action_similar"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor = door.advisor()
        speaker, product_id = Speaker(dispatcher, tracker, advisor), target(tracker, advisor)
        product = advisor.product(product_id) if product_id else None
        if product is None:
            return ask_which(speaker, tracker)
        found = advisor.similar(product_id, shopper(tracker), filters=stated(hear(tracker)))
        speaker.say("similar" if found.items else "no_similar", title=product.title)
        if not found.items:
            return talked_of(product_id)
        speaker.cards(found.items, REPLIES)
        return shown(tracker, found.items, {"kind": "similar", "product_id": product_id})

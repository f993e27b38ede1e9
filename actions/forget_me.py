"""The shopper wants to be forgotten, and has confirmed it."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import shopper
from actions.speaking import Event, Speaker
from actions.start_over import SLOTS


class ActionForgetMe(Action):
    def name(self) -> str:
        return "action_forget_me"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor, who = door.advisor(), shopper(tracker)
        for line in advisor.cart(who):
            advisor.remove_from_cart(who, line.product.product_id)
        advisor.forget(who)
        Speaker(dispatcher, tracker, advisor).say("forgotten" if who.customer_id else "forgotten_stranger")
        return [SlotSet(slot, None) for slot in SLOTS]

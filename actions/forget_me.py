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
        advisor = door.advisor()
        advisor.forget(shopper(tracker))
        Speaker(dispatcher, tracker, advisor).say("forgotten")
        return [SlotSet(slot, None) for slot in SLOTS]

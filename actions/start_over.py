"""The shopper wants to begin again."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import shopper
from actions.speaking import Event, Speaker

SLOTS = ("wish", "shown", "focus", "seen", "source", "reasons", "compared", "pending", "question")


class ActionStartOver(Action):
    def name(self) -> str:
        return "action_start_over"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor = door.advisor()
        advisor.minding.begin_anew(shopper(tracker))
        Speaker(dispatcher, tracker, advisor).say("start_over")
        return [SlotSet(slot, None) for slot in SLOTS]

"""The shopper says no."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.order_requests import answer_request
from actions.speaking import Event, Speaker


class ActionDeny(Action):
    def name(self) -> str:
        return "action_deny"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        answered = answer_request(dispatcher, tracker, said=False)
        if answered is not None:
            return answered
        Speaker(dispatcher, tracker, door.advisor()).say("all_right")
        return [SlotSet("pending", None)]

"""Something is wrong with an order: a matter for a person."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.calling import call_person
from actions.speaking import Event, Speaker


class ActionOrderProblem(Action):
    def name(self) -> str:
        return "action_order_problem"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor = door.advisor()
        speaker = Speaker(dispatcher, tracker, advisor)
        if advisor.people.staffed:
            call_person(speaker, tracker, advisor, "order")
        else:
            speaker.say("order_problem")
            speaker.replies("person", "where_order")
        return []

"""The shopper wants a person."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.calling import call_person
from actions.heard import shopper
from actions.shop_answer import faq_answer
from actions.speaking import Event, Speaker

#: What the shop's FAQ is asked for whoever wants a person where none can take over.
CONTACT = "How can I contact you?"


class ActionHandoff(Action):
    def name(self) -> str:
        return "action_handoff"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor = door.advisor()
        speaker, people = Speaker(dispatcher, tracker, advisor), advisor.people
        if people.staffed:
            call_person(speaker, tracker, advisor, "asked")
            return []
        people.call(shopper(tracker), "asked")
        speaker.say("person_address" if people.address else "person", address=people.address)
        faq_answer(dispatcher, tracker, question=CONTACT)
        return []

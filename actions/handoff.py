"""The shopper wants a person."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import shopper
from actions.shop_answer import faq_answer
from actions.speaking import Event, Speaker

#: What the shop's FAQ is asked for whoever wants a person.
CONTACT = "How can I contact you?"


class ActionHandoff(Action):
    def name(self) -> str:
        return "action_handoff"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor = door.advisor()
        address = advisor.request_person(shopper(tracker), "asked")
        speaker = Speaker(dispatcher, tracker, advisor)
        speaker.say("person_address" if address else "person", address=address)
        faq_answer(dispatcher, tracker, question=CONTACT)
        return []

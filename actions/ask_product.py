"""The shopper asks something about a product: what it is made of, how it fits, what buyers complain about."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import hear
from actions.pending import answer_pending
from actions.pointing import only_points, tell_of_target
from actions.speaking import Event, Speaker, ask_which, talked_of
from actions.targets import target
from advisor.answers import Fact

#: Fields of the catalogue that have a sentence of their own.
FIELDS = ("material", "color", "brand", "rating")
REPLIES = ("complaints", "similar", "add")


class ActionAskProduct(Action):
    def name(self) -> str:
        return "action_ask_product"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor, heard = door.advisor(), hear(tracker)
        again = only_points(heard)
        answered = answer_pending(dispatcher, tracker) if again else None
        if answered is not None:
            return answered
        question = tracker.get_slot("question") if again else heard.text
        if not question:
            return tell_of_target(dispatcher, tracker)
        speaker, product_id = Speaker(dispatcher, tracker, advisor), target(tracker, advisor)
        if not product_id:
            return ask_which(speaker, tracker)
        fact = advisor.answer(product_id, question)
        speaker.say(sentence(fact), **fact.values)
        if fact.code == "answer_about":
            speaker.product(product_id, REPLIES)
        else:
            speaker.replies(*REPLIES)
        return [*talked_of(product_id), SlotSet("question", question)]


def sentence(fact: Fact) -> str:
    """The response that words a fact best."""
    if fact.code == "answer_catalogue" and fact.values.get("field") in FIELDS:
        return f"answer_{fact.values['field']}"
    if fact.code == "answer_complaints" and not fact.values.get("quote"):
        return "answer_complaints_short"
    return fact.code

"""The shopper asks something about a product: what it is made of, how it fits, what buyers complain about."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import hear
from actions.pending import answer_pending
from actions.pointing import only_points, tell_of_target
from actions.searching import answer
from actions.speaking import Event, Speaker, ask_which, askable, talked_of
from actions.targets import is_guess, target
from actions.wishes import next_wish
from advisor.answers import Fact
from advisor.wish import Wish

#: Fields of the catalogue that have a sentence of their own.
FIELDS = ("material", "color", "brand", "rating")
REPLIES = ("complaints", "similar", "add")


class ActionAskProduct(Action):
    def name(self) -> str:
        return "action_ask_product"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        heard = hear(tracker)
        if only_points(heard):
            return ask_again(dispatcher, tracker)
        if heard.value("color") and is_guess(tracker, door.advisor()):
            wish = next_wish(heard, Wish.from_dict(tracker.get_slot("wish")))
            return answer(dispatcher, tracker, wish, "refined")
        return answer_question(dispatcher, tracker, heard.text)


def ask_again(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    """After "and the second one?": what the bot asked, else what was asked of the first, else what there is to say."""
    answered = answer_pending(dispatcher, tracker)
    if answered is not None:
        return answered
    question = tracker.get_slot("question")
    return answer_question(dispatcher, tracker, question) if question else tell_of_target(dispatcher, tracker)


def answer_question(dispatcher: CollectingDispatcher, tracker: Tracker, question: str) -> list[Event]:
    """Answers about the product that the last message speaks of."""
    advisor = door.advisor()
    speaker, product_id = Speaker(dispatcher, tracker, advisor), target(tracker, advisor)
    if not product_id:
        return ask_which(speaker, tracker)
    fact = advisor.answer(product_id, question)
    speaker.say(sentence(fact), **fact.values)
    offered = askable(REPLIES, advisor.product(product_id))
    if fact.code == "answer_about":
        speaker.product(product_id, offered)
    else:
        speaker.replies(*offered)
    return [*talked_of(product_id), SlotSet("question", question)]


def sentence(fact: Fact) -> str:
    """The response that words a fact best."""
    if fact.code == "answer_catalogue" and fact.values.get("field") in FIELDS:
        return f"answer_{fact.values['field']}"
    if fact.code == "answer_complaints" and not fact.values.get("quote"):
        return "answer_complaints_short"
    return fact.code

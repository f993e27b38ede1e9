"""The shopper asks something about a product: what it is made of, how it fits, what buyers complain about."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import hear
from actions.speaking import Event, Speaker, ask_which, talked_of
from actions.targets import target
from advisor.answers import Fact
from shop.product import Product

#: Fields of the catalogue that have a sentence of their own.
FIELDS = ("material", "color", "brand", "rating")
REPLIES = ("complaints", "similar", "add")


class ActionAskProduct(Action):
    def name(self) -> str:
        return "action_ask_product"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor = door.advisor()
        speaker, product_id = Speaker(dispatcher, tracker, advisor), target(tracker, advisor)
        if not product_id:
            return ask_which(speaker, tracker)
        fact = advisor.answer(product_id, hear(tracker).text)
        speaker.say(sentence(fact), **fact.values)
        offered = replies(advisor.product(product_id))
        if fact.code == "answer_about":
            speaker.product(product_id, offered)
        else:
            speaker.replies(*offered)
        return talked_of(product_id)


def replies(product: Product | None) -> tuple[str, ...]:
    """What may be asked next: of complaints only where there are reviews."""
    reviewed = product is not None and product.review_count > 0
    return tuple(name for name in REPLIES if reviewed or name != "complaints")


def sentence(fact: Fact) -> str:
    """The response that words a fact best."""
    if fact.code == "answer_catalogue" and fact.values.get("field") in FIELDS:
        return f"answer_{fact.values['field']}"
    if fact.code == "answer_complaints" and not fact.values.get("quote"):
        return "answer_complaints_short"
    return fact.code

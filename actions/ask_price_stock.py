"""The shopper asks what a product costs or whether it can be had."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.ask_size import say_stock
from actions.heard import hear
from actions.speaking import Event, Speaker, ask_which, talked_of
from actions.targets import targets
from advisor.answer import price_fact

STOCK = r"stock|avail|left|sold out|still (?:have|get)|order it|get it"


class ActionAskPriceStock(Action):
    def name(self) -> str:
        return "action_ask_price_stock"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor = door.advisor()
        speaker = Speaker(dispatcher, tracker, advisor)
        products = [product for product in map(advisor.product, targets(tracker, advisor)) if product]
        if not products:
            return ask_which(speaker, tracker)
        for product in products:
            fact = price_fact(product)
            if hear(tracker).says(STOCK) or fact is None:
                say_stock(speaker, product)
            else:
                speaker.say(fact.code, **fact.values)
        return [*talked_of(products[-1].product_id), SlotSet("question", hear(tracker).text)]

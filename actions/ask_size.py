"""The shopper asks whether a product comes in a size, or in which it does; or names the size to look for."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.about_sizes import say_about_sizes
from actions.ask_product import answer_question
from actions.heard import hear
from actions.pending import answer_pending
from actions.searching import answer
from actions.speaking import Event, Speaker, ask_which, talked_of
from actions.targets import is_guess, target
from actions.wishes import next_wish
from advisor.advisor import Advisor
from advisor.questions import asks_for_size
from advisor.wish import Wish
from knowledge.other_sizes import own_size
from shop.product import Product


class ActionAskSize(Action):
    def name(self) -> str:
        return "action_ask_size"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        heard, advisor = hear(tracker), door.advisor()
        answered = answer_pending(dispatcher, tracker)
        if answered is not None:
            return answered
        if asks_for_size(heard.text):
            return answer_question(dispatcher, tracker, heard.text)
        if heard.value("size") and not heard.values("reference") and is_guess(tracker, advisor):
            wish = next_wish(heard, Wish.from_dict(tracker.get_slot("wish")))
            return answer(dispatcher, tracker, wish, "refined")
        speaker, product_id = Speaker(dispatcher, tracker, advisor), target(tracker, advisor)
        product = advisor.product(product_id) if product_id else None
        if product is None:
            return ask_which(speaker, tracker)
        say_size(speaker, advisor, product, str(heard.value("size") or ""))
        return talked_of(product_id)


def say_size(speaker: Speaker, advisor: Advisor, product: Product, size: str) -> None:
    """Whether the product is in stock in `size`, or in which sizes it is; with its card."""
    sizes = ", ".join(product.sizes)
    if not size:
        say_stock(speaker, product)
    elif advisor.has_size(product.product_id, size):
        speaker.say("has_size", title=product.title, size=own_size(product, size) or size)
    elif product.in_stock and sizes:
        speaker.say("no_size", title=product.title, size=size, sizes=sizes)
        say_about_sizes(speaker, (size,), (product,))
    else:
        speaker.say("no_size_at_all", title=product.title, size=size)
    speaker.product(product.product_id, ("add", "goes_with"))


def say_stock(speaker: Speaker, product: Product) -> None:
    """Whether, and in which sizes, the product can be had now."""
    code = "out_of_stock" if not product.in_stock else "stock" if product.sizes else "in_stock"
    speaker.say(f"answer_{code}", title=product.title, sizes=", ".join(product.sizes))

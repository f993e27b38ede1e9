"""The shopper changes the wish in force: cheaper, in blue, another size, without a limit."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import hear, shopper
from actions.pending import answer_pending
from actions.searching import answer
from actions.speaking import Event, Speaker
from actions.targets import on_table
from actions.wishes import in_price_step, in_size_step, next_wish
from advisor.wish import Wish


class ActionRefine(Action):
    def name(self) -> str:
        return "action_refine"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        answered = answer_pending(dispatcher, tracker)
        if answered is not None:
            return answered
        heard = hear(tracker)
        wish = next_wish(heard, Wish.from_dict(tracker.get_slot("wish")))
        if heard.value("size_step"):
            wish = in_size_step(wish, heard.value("size_step"))
        if heard.value("price_step"):
            return step_price(dispatcher, tracker, wish, heard.value("price_step"))
        return answer(dispatcher, tracker, wish, "refined")


def step_price(dispatcher: CollectingDispatcher, tracker: Tracker, wish: Wish, step: str) -> list[Event]:
    """Goes below (or above) the price of the product in focus, else of all that is on the table."""
    advisor = door.advisor()
    prices = [product.current_price for product in on_table(tracker, advisor) if product.current_price]
    if not prices:
        return answer(
            dispatcher, tracker, replace(wish, order="price_asc" if step == "cheaper" else "price_desc")
        )
    wish = in_price_step(wish, step, min(prices), max(prices))
    if advisor.suggest(wish, shopper(tracker), k=1).items:
        return answer(dispatcher, tracker, wish, "cheaper" if step == "cheaper" else "refined")
    Speaker(dispatcher, tracker, advisor).say("no_cheaper" if step == "cheaper" else "no_dearer")
    return []

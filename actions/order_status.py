"""The shopper asks how their order stands."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import hear, shopper
from actions.order_choice import choose, proven
from actions.order_words import offer, tell
from actions.speaking import Event, Speaker

#: The words of somebody who wants to see all there is.
ALL = r"\borders\b|\b(?:order|purchase) history\b|\bpurchases\b|\beverything i\b"


class ActionOrderStatus(Action):
    def name(self) -> str:
        return "action_order_status"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        return say_status(dispatcher, tracker)


def say_status(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    """How the order meant stands, else the one that is open; several to choose from where it is not clear."""
    advisor, who = door.advisor(), shopper(tracker)
    speaker, heard = Speaker(dispatcher, tracker, advisor), hear(tracker)
    if not proven(speaker, advisor, who):
        return [SlotSet("pending", None)]
    own = advisor.orders.of(who)
    waiting = [order for order in own if order.open]
    choice = choose(heard, advisor, own, waiting)
    orders = choice.orders or (own if heard.says(ALL) else waiting or own[:1])
    if choice.unknown:
        speaker.say("order_unknown", order=choice.unknown)
    elif not orders:
        speaker.say("no_orders")
        speaker.replies("person")
    elif len(orders) == 1:
        tell(speaker, advisor, orders[0])
    else:
        offer(speaker, advisor, "which_order", orders, "status")
        return [SlotSet("pending", {"order": "status"})]
    return [SlotSet("pending", None)]

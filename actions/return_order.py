"""The shopper wants to send an order back."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.order_requests import ask_to
from actions.speaking import Event


class ActionReturnOrder(Action):
    def name(self) -> str:
        return "action_return_order"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        return ask_to("return", dispatcher, tracker)

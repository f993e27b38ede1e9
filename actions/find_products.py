"""The shopper says what they want."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.gifts import same_gift
from actions.heard import hear
from actions.searching import answer
from actions.speaking import Event
from actions.wishes import next_wish
from advisor.wish import Wish


class ActionFindProducts(Action):
    def name(self) -> str:
        return "action_find_products"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        heard, old = hear(tracker), Wish.from_dict(tracker.get_slot("wish"))
        wish = next_wish(heard, old)
        fresh, limits = next_wish(heard, same_gift(heard, old)), wish.filters
        instead = replace(fresh, filters=replace(fresh.filters, on_sale=limits.on_sale, new=limits.new))
        return answer(dispatcher, tracker, wish, instead=instead)

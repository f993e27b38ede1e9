"""The shopper says what they want."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.gifts import same_gift
from actions.heard import hear
from actions.minding import note, wish_after
from actions.searching import answer
from actions.speaking import Event, Speaker
from advisor.wish import Wish


class ActionFindProducts(Action):
    def name(self) -> str:
        return "action_find_products"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        heard, old, advisor = hear(tracker), Wish.from_dict(tracker.get_slot("wish")), door.advisor()
        wish = wish_after(tracker, advisor, old)
        fresh, limits = wish_after(tracker, advisor, same_gift(heard, old)), wish.filters
        instead = replace(fresh, filters=replace(fresh.filters, on_sale=limits.on_sale, new=limits.new))
        note(Speaker(dispatcher, tracker, advisor), tracker, advisor, wish)
        return answer(dispatcher, tracker, wish, instead=instead)

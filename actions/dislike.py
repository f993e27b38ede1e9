"""The shopper does not like a product, or none of those shown."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import hear, shopper
from actions.speaking import Event, Speaker, ask_which
from actions.targets import targets
from advisor.wish import Wish

ALL = r"\b(?:any of|none|these|those|them|they)\b"
BRAND = r"\b(?:brand|label|maker|make)\b"


class ActionDislike(Action):
    def name(self) -> str:
        return "action_dislike"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor, heard = door.advisor(), hear(tracker)
        speaker, chosen = Speaker(dispatcher, tracker, advisor), targets(tracker, advisor)
        product = advisor.product(chosen[0]) if chosen else None
        if product is None:
            return ask_which(speaker, tracker)
        if heard.says(BRAND) and product.brand:
            speaker.say("disliked_brand", brand=product.brand)
            speaker.replies("more", "start_over")
            return [
                SlotSet(
                    "wish", without_brand(Wish.from_dict(tracker.get_slot("wish")), product.brand).to_dict()
                )
            ]
        for product_id in chosen:
            advisor.rate(shopper(tracker), product_id, liked=False)
        one = len(chosen) == 1 and not heard.says(ALL)
        speaker.say("disliked" if one else "disliked_all", title=product.title)
        speaker.replies("more", "start_over")
        return []


def without_brand(wish: Wish, brand: str) -> Wish:
    """The wish with one brand ruled out."""
    kept = tuple(name for name in wish.filters.brands if name.lower() != brand.lower())
    filters = replace(wish.filters, brands=kept, not_brands=(*wish.filters.not_brands, brand))
    return replace(wish, filters=filters)

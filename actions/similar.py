"""The shopper wants something like a product that was shown."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import hear, shopper
from actions.searching import REPLIES
from actions.speaking import Event, Speaker, ask_which, shown, talked_of
from actions.targets import target
from actions.wishes import in_price_step, standing, stated
from advisor.wish import Wish
from shop.filters import Filters
from shop.product import Product


class ActionSimilar(Action):
    def name(self) -> str:
        return "action_similar"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor, heard = door.advisor(), hear(tracker)
        speaker, product_id = Speaker(dispatcher, tracker, advisor), target(tracker, advisor)
        product = advisor.product(product_id) if product_id else None
        if product is None:
            return ask_which(speaker, tracker)
        step = heard.value("price_step")
        said = _beyond(stated(heard), step, product)
        kept = replace(said, **standing(Wish.from_dict(tracker.get_slot("wish")), product, said))
        limits = kept
        found = advisor.similar(product_id, shopper(tracker), filters=limits)
        if not found.items and kept != said:
            limits = said
            found = advisor.similar(product_id, shopper(tracker), filters=limits)
        if not found.items:
            speaker.say(f"no_{step}" if step else "no_similar", title=product.title)
            return talked_of(product_id)
        speaker.say("similar" if limits == kept else "similar_beyond", title=product.title)
        speaker.cards(found.items, REPLIES)
        around = {"kind": "similar", "product_id": product_id, "wish": Wish(filters=limits).to_dict()}
        return shown(tracker, found.items, around)


def _beyond(limits: Filters, step: str | None, product: Product) -> Filters:
    """The limits with the product's own price as the bound of "like this one but cheaper" (or dearer)."""
    price = product.current_price
    return in_price_step(Wish(filters=limits), step, price).filters if step and price else limits

"""The shopper asks why a product is shown."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import shopper
from actions.speaking import Event, Speaker, ask_which, talked_of
from actions.targets import target
from advisor.wish import Wish


class ActionAskWhy(Action):
    def name(self) -> str:
        return "action_ask_why"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor = door.advisor()
        speaker, product_id = Speaker(dispatcher, tracker, advisor), target(tracker, advisor)
        product = advisor.product(product_id) if product_id else None
        if product is None:
            return ask_which(speaker, tracker)
        searched = (tracker.get_slot("source") or {}).get("kind") == "search"
        wish = Wish.from_dict(tracker.get_slot("wish")) if searched else None
        on_card = (tracker.get_slot("reasons") or {}).get(product_id, ())
        further = map(advisor.wording.reason, advisor.why(product_id, shopper(tracker), wish))
        reasons = list(dict.fromkeys((*on_card, *further)))
        speaker.say("why" if reasons else "why_unknown", title=product.title, reasons=", ".join(reasons))
        return talked_of(product_id)

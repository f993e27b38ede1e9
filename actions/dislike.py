"""The shopper does not like a product, or none of those shown."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import hear, shopper
from actions.speaking import Event, Speaker, ask_which
from actions.targets import targets

ALL = r"\b(?:any of|none|these|those|them|they)\b"


class ActionDislike(Action):
    def name(self) -> str:
        return "action_dislike"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor, who = door.advisor(), shopper(tracker)
        speaker, chosen = Speaker(dispatcher, tracker, advisor), targets(tracker, advisor)
        if not chosen:
            return ask_which(speaker, tracker)
        for product_id in chosen:
            advisor.rate(who, product_id, liked=False)
        product = advisor.product(chosen[0])
        one = product is not None and len(chosen) == 1 and not hear(tracker).says(ALL)
        speaker.say("disliked" if one else "disliked_all", title=product.title if product else "")
        speaker.replies("more", "start_over")
        return []

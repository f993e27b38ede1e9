"""The shopper does not like a product, none of those shown, or a brand, colour or material altogether."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import Heard, Mention, hear, listed, shopper
from actions.searching import answer
from actions.speaking import Event, Speaker, ask_which
from actions.targets import matching, targets
from actions.wishes import next_wish
from actions.words import without_spans
from advisor.advisor import Advisor
from advisor.wish import Wish

ALL = r"\b(?:any of|none|these|those|them|they)\b"
GENERAL = ("brand", "color", "material")
BRAND = r"\b(?:brand|label|maker|make)\b"


class ActionDislike(Action):
    def name(self) -> str:
        return "action_dislike"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor, heard = door.advisor(), hear(tracker)
        narrowed = ruled_out(heard, tracker, advisor)
        if narrowed is not None:
            return answer(dispatcher, tracker, narrowed, "refined")
        speaker, chosen = Speaker(dispatcher, tracker, advisor), targets(tracker, advisor)
        product = advisor.product(chosen[0]) if chosen else None
        if product is None:
            return ask_which(speaker, tracker)
        if heard.says(BRAND) and product.brand:
            speaker.say("disliked_brand", brand=product.brand)
            speaker.replies("more", "start_over")
            brand = Mention("brand", product.brand, 0, 0)
            return [SlotSet("wish", without([brand], tracker).to_dict())]
        for product_id in chosen:
            advisor.rate(shopper(tracker), product_id, liked=False)
        said = advisor.minding.because(
            shopper(tracker), filter(None, map(advisor.product, chosen)), heard.text
        )
        one = len(chosen) == 1 and not heard.says(ALL)
        speaker.say("disliked" if one else "disliked_all", title=product.title)
        if said:
            speaker.say("learned", aspects=advisor.wording.aspects(said))
        speaker.replies("more", "start_over")
        return []


def ruled_out(heard: Heard, tracker: Tracker, advisor: Advisor) -> Wish | None:
    """The wish without what is disliked altogether ("I hate black"); None where a product is meant."""
    general = [mention for mention in heard.mentions if mention.entity in GENERAL]
    rest = without_spans(heard.text, ((mention.start, mention.end) for mention in general))
    shown = filter(None, map(advisor.product, listed(tracker, "shown")))
    if not general or heard.values("reference") or matching(rest, list(shown)):
        return None
    return without(general, tracker)


def without(mentions: Sequence[Mention], tracker: Tracker) -> Wish:
    """The wish in force with what is mentioned ruled out."""
    unwanted = tuple(replace(mention, excluded=True) for mention in mentions)
    return next_wish(Heard("", mentions=unwanted), Wish.from_dict(tracker.get_slot("wish")))

"""The shopper wants to see further products of the same kind as the last."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import listed, shopper
from actions.searching import REPLIES
from actions.speaking import Event, Speaker, shown
from advisor.advisor import Advisor
from advisor.answers import Suggestions
from advisor.shopper import Shopper
from advisor.wish import Wish


class ActionShowMore(Action):
    def name(self) -> str:
        return "action_show_more"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor, source = door.advisor(), tracker.get_slot("source") or {"kind": "recommend"}
        speaker = Speaker(dispatcher, tracker, advisor)
        found = more(tracker, advisor, source, shopper(tracker), listed(tracker, "seen"))
        if not found.items:
            speaker.say("no_more")
            speaker.replies("start_over")
            return []
        speaker.say("more")
        speaker.cards(found.items, REPLIES)
        return shown(tracker, found.items, source, more=True)


def more(
    tracker: Tracker, advisor: Advisor, source: dict[str, Any], who: Shopper, skip: Sequence[str]
) -> Suggestions:
    """What there is where the shown products came from, `skip` left out."""
    if source["kind"] == "similar":
        limits = Wish.from_dict(source.get("wish")).filters
        return advisor.similar(source["product_id"], who, skip=skip, filters=limits)
    if source["kind"] == "goes_with":
        return advisor.goes_with(source["product_id"], who, skip=skip)
    if source["kind"] == "search":
        return advisor.suggest(Wish.from_dict(tracker.get_slot("wish")), who, skip=skip)
    return advisor.recommend(who, skip=skip)

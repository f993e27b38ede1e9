"""The shopper wants to be inspired."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import hear, listed, shopper
from actions.picking import asks_to_pick, pick
from actions.speaking import Event, Speaker, shown


class ActionRecommend(Action):
    def name(self) -> str:
        return "action_recommend"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        on_screen = listed(tracker, "shown")
        if on_screen and asks_to_pick(hear(tracker)):
            return pick(dispatcher, tracker, on_screen)
        advisor = door.advisor()
        speaker = Speaker(dispatcher, tracker, advisor)
        found = advisor.recommend(shopper(tracker))
        speaker.say("recommend" if found.items else "no_recommend")
        if not found.items:
            return []
        speaker.cards(found.items, ("why", "more"))
        return shown(tracker, found.items, {"kind": "recommend"})

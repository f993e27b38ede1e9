"""The shopper wants to be inspired."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import shopper
from actions.speaking import Event, Speaker, shown


class ActionRecommend(Action):
    def name(self) -> str:
        return "action_recommend"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor = door.advisor()
        speaker = Speaker(dispatcher, tracker, advisor)
        found = advisor.recommend(shopper(tracker))
        speaker.say("recommend" if found.items else "no_recommend")
        if not found.items:
            return []
        speaker.cards(found.items, ("why", "more"))
        return shown(tracker, found.items, {"kind": "recommend"})

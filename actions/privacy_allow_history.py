"""The shopper wants their history used."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import shopper
from actions.speaking import Event, Speaker


class ActionPrivacyAllowHistory(Action):
    def name(self) -> str:
        return "action_privacy_allow_history"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor, who = door.advisor(), shopper(tracker)
        advisor.set_personal(who, granted=True)
        speaker = Speaker(dispatcher, tracker, advisor)
        speaker.say("history_allowed" if who.customer_id else "history_stranger")
        if who.customer_id:
            speaker.consent(granted=True)
        return []

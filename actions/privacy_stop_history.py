"""The shopper no longer wants their history used."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import shopper
from actions.speaking import Event, Speaker


class ActionPrivacyStopHistory(Action):
    def name(self) -> str:
        return "action_privacy_stop_history"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor, who = door.advisor(), shopper(tracker)
        advisor.set_personal(who, granted=False)
        speaker = Speaker(dispatcher, tracker, advisor)
        speaker.say("history_stopped" if who.customer_id else "history_stranger")
        if who.customer_id:
            speaker.consent(granted=False)
        return []

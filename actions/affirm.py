"""The shopper says yes."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.searching import answer
from actions.speaking import Event, Speaker
from advisor.wish import Wish

#: "Yes" answers none of these questions: it is asked once more.
ASKED = {"add": "which_size", "which": "which_one"}


class ActionAffirm(Action):
    def name(self) -> str:
        return "action_affirm"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        asked = tracker.get_slot("pending") or {}
        if asked.get("wish"):
            return answer(dispatcher, tracker, Wish.from_dict(asked["wish"]), "refined")
        speaker = Speaker(dispatcher, tracker, door.advisor())
        speaker.say(next((code for key, code in ASKED.items() if asked.get(key)), "what_next"))
        return []

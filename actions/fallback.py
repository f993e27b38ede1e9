"""The bot did not understand: another sentence each time, a person offered in the end."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.pending import answer_pending
from actions.speaking import Event, Speaker

SENTENCES = ("fallback_1", "fallback_2", "fallback_3")


class ActionFallback(Action):
    def name(self) -> str:
        return "action_fallback"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        answered = answer_pending(dispatcher, tracker)
        if answered is not None:
            return answered
        sentence = next_sentence(tracker)
        speaker = Speaker(dispatcher, tracker, door.advisor())
        speaker.say(sentence)
        speaker.replies("recommend", "help", "person")
        return []


def next_sentence(tracker: Tracker) -> str:
    """The one after the last that was said in this conversation, round and round."""
    spoken = (
        event.get("metadata") or {} for event in reversed(tracker.events) if event.get("event") == "bot"
    )
    last = next((said["utter_action"] for said in spoken if "fallback_" in str(said.get("utter_action"))), "")
    place = SENTENCES.index(last.removeprefix("utter_")) + 1 if last else 0
    return SENTENCES[place % len(SENTENCES)]

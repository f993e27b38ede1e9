"""The bot did not understand, nor does the FAQ: it offers two readings, and the next time calls a person."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.calling import call_person
from actions.heard import hear
from actions.pending import answer_pending
from actions.readings import readings
from actions.shop_answer import faq_answer
from actions.speaking import Event, Speaker
from actions.state_concern import tell_concern

#: Sentences of the first time and of each time after it. Neighbours differ, so none is said twice in a row.
FIRST = ("fallback_1", "fallback_2")
AGAIN = ("fallback_person_1", "fallback_person_2")


class ActionFallback(Action):
    def name(self) -> str:
        return "action_fallback"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        answered = answer_pending(dispatcher, tracker)
        if answered is None:
            answered = tell_concern(dispatcher, tracker)
        if answered is None:
            answered = faq_answer(dispatcher, tracker)
        if answered is not None:
            return answered
        advisor = door.advisor()
        speaker = Speaker(dispatcher, tracker, advisor)
        if advisor.people.staffed and advisor.people.handling(tracker.sender_id).handler == "queue":
            speaker.say("left_for_person")
        elif again(tracker) and advisor.people.staffed:
            call_person(speaker, tracker, advisor, "not_understood")
        elif again(tracker):
            speaker.say(_other(AGAIN, tracker))
            speaker.replies("person", "help")
        else:
            shown = bool(tracker.get_slot("shown") or tracker.get_slot("focus"))
            first, second = readings(hear(tracker), advisor.wording, shown)
            speaker.say(_other(FIRST, tracker), first=first, second=second)
            speaker.replies("person", texts=(first, second))
        return []


def again(tracker: Tracker) -> bool:
    """Whether the last thing that the bot said was that it does not understand."""
    said = _said(tracker)
    return bool(said) and said[-1] in (*FIRST, *AGAIN)


def _other(codes: tuple[str, ...], tracker: Tracker) -> str:
    """The code that was said longest ago, or never."""
    said = _said(tracker)
    return min(codes, key=lambda code: max((n for n, one in enumerate(said, 1) if one == code), default=0))


def _said(tracker: Tracker) -> list[str]:
    """The codes of what the bot said, in its order."""
    spoken = (event.get("metadata") or {} for event in tracker.events if event.get("event") == "bot")
    return [str(said["utter_action"]).removeprefix("utter_") for said in spoken if said.get("utter_action")]

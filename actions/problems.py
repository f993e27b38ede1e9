"""What buyers complain about, of several products side by side."""

from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import Heard
from actions.speaking import Event, Speaker

_PROBLEMS = (
    r"\b(?:problems?|complain\w*|issues?|flaws?|faults?|downsides?|drawbacks?|cons|weakness\w*|wrong)\b"
)
_SEVERAL = (
    r"\b(?:each|both|all|them|these|those|their|they|compare\w*|comapre|side by side|vs|versus|every one|"
    r"(?:first|second|third|last|\d) and)\b"
)


def asks_for_problems(heard: Heard) -> bool:
    """Whether the message asks for the complaints about several products."""
    return heard.says(_PROBLEMS) and heard.says(_SEVERAL)


def compare_problems(
    dispatcher: CollectingDispatcher, tracker: Tracker, chosen: Sequence[str]
) -> list[Event]:
    """Puts the complaints about the products side by side."""
    advisor = door.advisor()
    speaker, comparison = Speaker(dispatcher, tracker, advisor), advisor.compare_complaints(chosen)
    rows = [{"label": row.label, "values": list(row.values)} for row in comparison.rows]
    speaker.say("problems" if rows else "problems_none")
    if rows:
        speaker.comparison(comparison.titles, rows)
    return [SlotSet("compared", list(chosen))]

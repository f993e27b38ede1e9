"""The shopper wants products side by side."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import hear, listed
from actions.least import least
from actions.picking import asks_to_pick, pick
from actions.pointing import tell_of_target
from actions.problems import asks_for_problems, compare_problems
from actions.speaking import Event, Speaker
from actions.targets import names_extreme, targets
from advisor.advisor import Advisor

MOST = 4


class ActionCompare(Action):
    def name(self) -> str:
        return "action_compare"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor = door.advisor()
        speaker, chosen = Speaker(dispatcher, tracker, advisor), compared(tracker, advisor)
        if (said := least(dispatcher, tracker)) is not None:
            return said
        if chosen and asks_to_pick(hear(tracker)):
            return pick(dispatcher, tracker, chosen)
        if len(chosen) == 1 and names_extreme(hear(tracker)):
            return tell_of_target(dispatcher, tracker)
        if len(chosen) < 2:
            speaker.say("compare_needs_two" if listed(tracker, "shown") else "nothing_shown")
            return []
        if asks_for_problems(hear(tracker)):
            return compare_problems(dispatcher, tracker, chosen)
        comparison = advisor.compare(chosen)
        speaker.say("compare" if comparison.rows else "compare_same")
        rows = [{"label": row.label, "values": list(row.values)} for row in comparison.rows]
        if rows:
            speaker.comparison(comparison.titles, rows)
        return [SlotSet("compared", list(chosen))]


def compared(tracker: Tracker, advisor: Advisor) -> Sequence[str]:
    """The products pointed at; a single one is put beside the one in focus, none means all that are shown.

    "Which is the lightest?" is that one alone where it is known, else a matter of comparing them.
    """
    references = hear(tracker).values("reference")
    if not references or set(references) == {"it"}:
        return listed(tracker, "shown")[:MOST]
    chosen = targets(tracker, advisor)
    if names_extreme(hear(tracker)):
        return chosen or listed(tracker, "shown")[:MOST]
    focus = tracker.get_slot("focus")
    if len(chosen) == 1 and focus and focus not in chosen:
        return (focus, *chosen)
    return chosen[:MOST]

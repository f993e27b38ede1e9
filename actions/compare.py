"""The shopper wants products side by side."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.ask_product import answer_question
from actions.comparing import compared
from actions.heard import hear, listed
from actions.least import asked_for, least
from actions.picking import asks_to_pick, pick
from actions.pointing import tell_of_target
from actions.problems import asks_for_problems, compare_problems
from actions.speaking import Event, Speaker
from actions.targets import names_extreme

#: A question about one product that only sounds like a comparison: "is the first one easier to pitch".
_ASKS = (
    r"^\W*(?:and\s+|so\s+)?(?:is|are|does|do|will|would|can|has|have|how)\b"
    r"(?!.*\b(?:than|compare|or|differ\w*)\b)"
)


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
        if len(chosen) == 1 and (hear(tracker).says(_ASKS) or asked_for(hear(tracker)) is not None):
            return answer_question(dispatcher, tracker, hear(tracker).text)
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

"""Which products a message puts side by side."""

from collections.abc import Sequence

from rasa_sdk import Tracker

from actions.heard import hear, listed
from actions.targets import names_extreme, targets
from advisor.advisor import Advisor

MOST = 4


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

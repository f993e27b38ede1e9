"""Calls a person where what the shopper writes does so, whatever the bot answers to it."""

from typing import Any

from actions.calling import expectation, told
from advisor.advisor import Advisor
from advisor.shopper import Shopper


def called(advisor: Advisor, shopper: Shopper, text: str) -> dict[str, Any] | None:
    """The message that says that a person was called and what to expect; None where there is no reason to call one.

    A tone or a rule of the shop is a reason; who asks for a person is answered by the bot's own action.
    """
    why = advisor.people.reason_to_call(shopper.conversation_id, text)
    if why is None:
        return None
    reason, detail = why
    handling = advisor.people.call(shopper, reason, detail)
    opening = advisor.wording.say(f"called_{reason}") + " "
    text = advisor.wording.say(expectation(handling), opening=opening, **told(advisor, handling))
    return {"text": text, "handoff": handling.to_dict()}

"""Calls a person and says what the shopper may expect then."""

from rasa_sdk import Tracker

from actions.heard import shopper
from actions.speaking import Speaker
from advisor.advisor import Advisor
from advisor.day import opening
from advisor.people import Handling
from shop.handoff import HandoffReason


def call_person(speaker: Speaker, tracker: Tracker, advisor: Advisor, reason: HandoffReason) -> None:
    """Puts the conversation into the queue and tells its place there; outside office hours asks for an e-mail address.

    Asked again while one waits, it says how the queue stands now.
    """
    before = advisor.people.handling(tracker.sender_id)
    handling = advisor.people.call(shopper(tracker), reason)
    code = "called_already" if before.handler != "bot" else f"called_{reason}"
    begin = advisor.wording.say(code) + " " if advisor.wording.knows(code) else ""
    speaker.say(expectation(handling), opening=begin, **told(advisor, handling))
    speaker.handoff(handling)


def expectation(handling: Handling) -> str:
    """The response that tells what comes next."""
    if handling.opens_at:
        return "person_closed_email" if handling.email else "person_closed"
    return "person_next" if handling.position <= 1 else "person_queue"


def told(advisor: Advisor, handling: Handling) -> dict[str, object]:
    """The values of the sentences about the queue."""
    zone = advisor.people.zone
    return {
        "position": handling.position,
        "opens": opening(handling.opens_at, advisor.people.now, zone),
        "email": handling.email,
    }

"""The shopper says where to write to."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.calling import told
from actions.heard import hear, shopper
from actions.speaking import Event, Speaker
from advisor.advisor import Advisor
from advisor.people import Handling


class ActionLeaveEmail(Action):
    def name(self) -> str:
        return "action_leave_email"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor = door.advisor()
        speaker, email = Speaker(dispatcher, tracker, advisor), hear(tracker).value("email")
        handling = advisor.people.leave_email(shopper(tracker), email) if email else None
        if handling is None:
            speaker.say("email_unneeded" if email else "email_unread")
            speaker.replies("person")
            return []
        speaker.say(_kept(advisor, handling), **told(advisor, handling))
        if advisor.people.staffed:
            speaker.handoff(handling)
        return []


def _kept(advisor: Advisor, handling: Handling) -> str:
    if not advisor.people.staffed:
        return "email_noted"
    return "email_kept_closed" if handling.opens_at else "email_kept"

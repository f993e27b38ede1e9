"""The shopper says where to write to."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.calling import told
from actions.heard import hear, shopper
from actions.speaking import Event, Speaker


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
        speaker.say("email_kept_closed" if handling.opens_at else "email_kept", **told(advisor, handling))
        speaker.handoff(handling)
        return []

"""The shopper asks what is kept about them."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import shopper
from actions.speaking import Event, Speaker


class ActionPrivacyWhatDoYouKnow(Action):
    def name(self) -> str:
        return "action_privacy_what_do_you_know"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        advisor, who = door.advisor(), shopper(tracker)
        speaker = Speaker(dispatcher, tracker, advisor)
        kept = {name: count for name, count in advisor.remembered(who).items() if count}
        if kept:
            named = (advisor.wording.say(f"kept_{name}", count=count) for name, count in kept.items())
            speaker.say("know", kept="; ".join(named))
            speaker.replies("stop_history", "forget_me")
        else:
            speaker.say("know_nothing" if who.customer_id else "know_stranger")
        if minded := advisor.minding.kept(who):
            speaker.say("know_concerns", aspects=advisor.wording.aspects(minded))
        return []

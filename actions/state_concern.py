"""The shopper says what they mind: wide feet, that it must last, that noise is no matter."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import hear, listed, shopper
from actions.minding import note, wish_after
from actions.searching import REPLIES, answer
from actions.show_more import more
from actions.speaking import Event, Speaker, shown
from advisor.advisor import Advisor
from advisor.minding import Noted
from advisor.wish import Wish


class ActionStateConcern(Action):
    def name(self) -> str:
        return "action_state_concern"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        told = tell_concern(dispatcher, tracker)
        if told is not None:
            return told
        advisor, old = door.advisor(), Wish.from_dict(tracker.get_slot("wish"))
        return answer(dispatcher, tracker, wish_after(tracker, advisor, old), "refined")


def tell_concern(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event] | None:
    """Acknowledges what the message says that the shopper minds, and shows what is on the screen again, ranked with
    it; None, with nothing said, where it says nothing of the kind."""
    advisor, old = door.advisor(), Wish.from_dict(tracker.get_slot("wish"))
    if not (advisor.minding.of_words(hear(tracker).text) or advisor.minding.let_go(hear(tracker).text)):
        return None
    speaker, wish = Speaker(dispatcher, tracker, advisor), wish_after(tracker, advisor, old)
    if hear(tracker).value("category"):
        note(speaker, tracker, advisor, wish)
        return answer(dispatcher, tracker, wish)
    _acknowledge(speaker, advisor, note(speaker, tracker, advisor))
    words = " ".join(word for word in old.words.split() if word in wish.words.split())
    kept = replace(wish, words=words, without=old.without)
    return _again(dispatcher, tracker, advisor, kept, speaker)


def _acknowledge(speaker: Speaker, advisor: Advisor, noted: Noted) -> None:
    """Says of what was known before that it is."""
    if noted.minded and not noted.new:
        speaker.say("minded_still", aspects=advisor.wording.aspects(noted.minded))
    elif noted.spared and not (noted.dropped or noted.new):
        speaker.say("spared", aspects=advisor.wording.aspects(noted.spared))


def _again(
    dispatcher: CollectingDispatcher, tracker: Tracker, advisor: Advisor, wish: Wish, speaker: Speaker
) -> list[Event]:
    """What is on the screen, weighed anew; a question where nothing is."""
    source = tracker.get_slot("source") or {}
    if wish != Wish() and source.get("kind", "search") == "search":
        return answer(dispatcher, tracker, wish, "found_minding")
    if not listed(tracker, "shown"):
        speaker.say("minded_what")
        return []
    found = more(tracker, advisor, source, shopper(tracker), skip=())
    if found.items:
        speaker.say("found_minding")
        speaker.cards(found.items, REPLIES)
    return shown(tracker, found.items, source) if found.items else []

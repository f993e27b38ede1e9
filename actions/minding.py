"""What a message says that the shopper minds, kept and acknowledged."""

from rasa_sdk import Tracker

from actions.heard import hear, shopper
from actions.speaking import Speaker
from actions.wishes import next_wish
from advisor.advisor import Advisor
from advisor.minding import Noted
from advisor.wish import Wish


def note(speaker: Speaker, tracker: Tracker, advisor: Advisor, wish: Wish | None = None) -> Noted:
    """Keeps what the last message says, and says so of what is new beside what the `wish` asks for anyway."""
    carried = advisor.minding.of_words(wish.words) if wish else frozenset()
    noted = advisor.minding.hear(shopper(tracker), hear(tracker).text, carried)
    if noted.new:
        speaker.say("minded", aspects=advisor.wording.aspects(noted.new))
    if noted.dropped:
        speaker.say("spared", aspects=advisor.wording.aspects(noted.dropped))
    return noted


def note_of_body(speaker: Speaker, tracker: Tracker, advisor: Advisor) -> None:
    """Keeps what a question says of the shopper's body ("will it fit my wide feet?"), and says so."""
    text = hear(tracker).text
    noted = advisor.minding.hear(shopper(tracker), text, carried=advisor.minding.of_words(text))
    if noted.new:
        speaker.say("minded", aspects=advisor.wording.aspects(noted.new))


def wish_after(tracker: Tracker, advisor: Advisor, old: Wish) -> Wish:
    """The wish after the last message, without the words for what it says need not be."""
    heard = hear(tracker)
    return next_wish(heard, old, advisor.minding.let_go(heard.text, old.words))

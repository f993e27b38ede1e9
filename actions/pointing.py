"""Messages that do nothing but point at a product: "the second one", "and the cheapest of those?"."""

import re

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import Heard
from actions.speaking import Event, Speaker, ask_which, askable, talked_of
from actions.targets import target
from actions.words import without_spans

#: Words around a reference that say nothing of their own.
_AROUND = frozenset(
    """
    a and about but hm hmm how i it its mean meant no of oh ok okay one ones only or please pls so that the then
    these them this those uh um well what whats yes
    """.split()  # noqa: SIM905
)
_WORD = re.compile(r"[^\W_]+")

REPLIES = ("add", "similar", "complaints")
ABOUT = "tell me more about it"
VAGUE = ("it", "all")


def only_points(heard: Heard) -> bool:
    """Whether the message points at one of the shown products and says nothing else."""
    pointers = [mention for mention in heard.mentions if mention.entity == "reference"]
    rest = without_spans(heard.text.lower(), ((mention.start, mention.end) for mention in pointers))
    return (
        any(mention.value not in VAGUE for mention in pointers)
        and len(pointers) == len(heard.mentions)
        and set(_WORD.findall(rest.replace("'", ""))) <= _AROUND
    )


def tell_of_target(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    """What the shop says of the product pointed at, with its card."""
    advisor = door.advisor()
    speaker, product_id = Speaker(dispatcher, tracker, advisor), target(tracker, advisor)
    if not product_id:
        return ask_which(speaker, tracker)
    fact = advisor.answer(product_id, ABOUT)
    speaker.say(fact.code, **fact.values)
    speaker.product(product_id, askable(REPLIES, advisor.product(product_id)))
    return talked_of(product_id)

"""The shopper asks something about a product: what it is made of, how it fits, what buyers complain about."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.comparing import compared
from actions.heard import hear
from actions.least import least
from actions.minding import note_of_body
from actions.pending import answer_pending
from actions.pointing import only_points, tell_of_target
from actions.problems import asks_for_problems, compare_problems
from actions.searching import answer
from actions.speaking import Event, Speaker, ask_which, askable, talked_of
from actions.targets import is_guess, target
from actions.wishes import next_wish
from advisor.answers import Fact
from advisor.wish import Wish

#: Fields of the catalogue that have a sentence of their own.
FIELDS = ("material", "color", "brand", "rating")
#: Responses that end in a buyer's words, and have a short form for where there are none.
QUOTING = ("answer_complaints", "answer_aspect", "answer_aspect_though", "answer_fit", "answer_whom")
REPLIES = ("complaints", "similar", "add")


class ActionAskProduct(Action):
    def name(self) -> str:
        return "action_ask_product"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        heard = hear(tracker)
        if only_points(heard):
            return ask_again(dispatcher, tracker)
        if (said := least(dispatcher, tracker)) is not None:
            return said
        several = compared(tracker, door.advisor())
        if asks_for_problems(heard) and len(several) > 1 and set(heard.values("reference")) != {"it"}:
            return compare_problems(dispatcher, tracker, several)
        if heard.value("color") and is_guess(tracker, door.advisor()):
            wish = next_wish(heard, Wish.from_dict(tracker.get_slot("wish")))
            return answer(dispatcher, tracker, wish, "refined")
        return answer_question(dispatcher, tracker, heard.text)


def ask_again(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    """After "and the second one?": what the bot asked, else what was asked of the first, else what there is to say."""
    answered = answer_pending(dispatcher, tracker)
    if answered is not None:
        return answered
    question = tracker.get_slot("question")
    return answer_question(dispatcher, tracker, question) if question else tell_of_target(dispatcher, tracker)


def answer_question(dispatcher: CollectingDispatcher, tracker: Tracker, question: str) -> list[Event]:
    """Answers about the product that the last message speaks of."""
    advisor = door.advisor()
    speaker, product_id = Speaker(dispatcher, tracker, advisor), target(tracker, advisor)
    if not product_id:
        return ask_which(speaker, tracker)
    fact = advisor.answer(product_id, question, own_size_of(tracker))
    speaker.say(sentence(fact), **fact.values)
    note_of_body(speaker, tracker, advisor)
    offered = askable(REPLIES, advisor.product(product_id))
    if fact.code == "answer_about":
        speaker.product(product_id, offered)
    else:
        speaker.replies(*offered)
    return [*talked_of(product_id), SlotSet("question", question)]


def own_size_of(tracker: Tracker) -> str:
    """The size that the shopper names, or wished for; "" where that is none or several."""
    named = hear(tracker).value("size")
    wished = Wish.from_dict(tracker.get_slot("wish")).filters.sizes
    return str(named or (wished[0] if len(wished) == 1 else ""))


def sentence(fact: Fact) -> str:
    """The response that words a fact best."""
    if fact.code == "answer_catalogue" and fact.values.get("field") in FIELDS:
        return f"answer_{fact.values['field']}"
    return f"{fact.code}_short" if fact.code in QUOTING and not fact.values.get("quote") else fact.code

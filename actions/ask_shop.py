"""The shopper asks about the shop itself: delivery, returns, payment, opening hours."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.ask_product import answer_question
from actions.heard import hear
from actions.shop_answer import faq_answer
from actions.speaking import Event, Speaker
from actions.targets import target

#: Asks what buyers say of delivery and the like, not what the shop's terms are.
OF_REVIEWS = (
    r"\bcomplain\w*|\b(?:reviews?|reviewers|buyers|customers|people) (?:say|think|write)"
    r"|according to (?:the )?reviews?"
)


class ActionAskShop(Action):
    def name(self) -> str:
        return "action_ask_shop"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        if hear(tracker).says(OF_REVIEWS) and target(tracker, door.advisor()):
            return answer_question(dispatcher, tracker, hear(tracker).text)
        answered = faq_answer(dispatcher, tracker, sure=False)
        if answered is not None:
            return answered
        advisor = door.advisor()
        Speaker(dispatcher, tracker, advisor).say("shop_unanswered" if advisor.has_faq() else "shop_question")
        return []

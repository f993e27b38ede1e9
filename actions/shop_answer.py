"""Answers out of the shop's own FAQ, word for word and with their source."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import hear
from actions.speaking import Event, Speaker

#: A quick reply that asks the FAQ, and is understood as that whatever its question sounds like.
OTHER = "reply_about_shop"


def faq_answer(
    dispatcher: CollectingDispatcher, tracker: Tracker, sure: bool = True, question: str = ""
) -> list[Event] | None:
    """Answers `question`, else the last message, from the FAQ and offers what else may have been meant; None,
    with nothing said, where the FAQ has no answer.

    `sure` takes only an answer that fits beyond doubt: for a message that was not understood otherwise.
    """
    advisor = door.advisor()
    said = hear(tracker).text.removeprefix(advisor.wording.say(OTHER, question=""))
    found = advisor.shop_answer(question or said.strip(), sure)
    if found is None:
        return None
    speaker = Speaker(dispatcher, tracker, advisor)
    sentence = "shop_answer_link" if found.link else "shop_answer"
    speaker.say(sentence, question=found.question, answer=found.answer, link=found.link)
    if found.others:
        speaker.replies(texts=[advisor.wording.say(OTHER, question=other) for other in found.others])
    return []

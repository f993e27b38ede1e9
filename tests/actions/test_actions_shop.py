"""Questions about the shop: answered in the shop's own words, or honestly not."""

import pytest
from conversation import Conversation
from fake_advisor import FAQ, FakeAdvisor
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shop_answer import faq_answer
from advisor.answers import ShopAnswer


def heard(text: str) -> Tracker:
    return Tracker("c1", {}, {"text": text}, [], False, None, {}, "action_listen")


def test_the_answer_is_the_shops_own_with_its_link(talk: Conversation) -> None:
    assert talk.say("do you deliver to canada", "ask_shop").responses == ["utter_shop_answer_link"]
    values = talk.values["utter_shop_answer_link"]
    assert values["answer"] == "To Canada {and} back."
    assert values["link"] == "https://shop.example/help"
    assert values["question"] == "Do you deliver abroad?"
    assert "quick_replies" not in talk.payload


def test_without_a_link_none_is_promised(talk: Conversation) -> None:
    assert talk.say("how do returns work", "ask_shop").responses == ["utter_shop_answer"]
    assert talk.values["utter_shop_answer"]["answer"] == "By post.\nFor free."


def test_signs_that_rasa_would_stumble_over_are_parted(talk: Conversation) -> None:
    talk.advisor.faq = {"wrap": ShopAnswer("Do you gift wrap?", "For $10[1] a piece.")}
    talk.say("do you gift wrap", "ask_shop")
    assert talk.values["utter_shop_answer"]["answer"] == "For $10 [1] a piece."


def test_other_questions_that_may_be_meant_are_offered(talk: Conversation) -> None:
    talk.say("return?", "ask_shop")
    assert talk.payload["quick_replies"] == [
        "About the shop: How long can I return it?",
        "About the shop: Is it free?",
    ]


def test_a_tapped_reply_asks_the_question_itself(talk: Conversation) -> None:
    talk.say("About the shop: Do you deliver abroad?", "ask_shop")
    assert talk.advisor.shop_questions == ["Do you deliver abroad?"]


def test_what_the_faq_does_not_say_is_not_invented(talk: Conversation) -> None:
    assert talk.say("do you rent out tents", "ask_shop").responses == ["utter_shop_unanswered"]


def test_a_shop_without_an_faq_says_so(talk: Conversation) -> None:
    talk.advisor.faq = {}
    assert talk.say("do you deliver to canada", "ask_shop").responses == ["utter_shop_question"]


def test_the_size_that_was_asked_for_is_still_wanted_after_a_question_about_the_shop(
    talk: Conversation,
) -> None:
    talk.say("rain jackets", "find_products").say("add the first one", "add_to_cart")
    asked = talk.slots["pending"]
    assert asked
    talk.say("do you deliver to canada", "ask_shop")
    assert talk.slots["pending"] == asked


def test_what_was_not_understood_is_answered_only_beyond_doubt(advisor: FakeAdvisor) -> None:
    dispatcher = CollectingDispatcher()
    assert faq_answer(dispatcher, heard("deliver er what")) is None
    assert dispatcher.messages == []
    assert faq_answer(dispatcher, heard("Do you deliver abroad?")) == []
    assert [message["response"] for message in dispatcher.messages] == ["utter_shop_answer_link"]


@pytest.mark.parametrize("code", ["shop_answer", "shop_answer_link"])
def test_the_sentence_names_its_source_and_holds_the_answer_word_for_word(
    advisor: FakeAdvisor, code: str
) -> None:
    for answer in FAQ.values():
        said = advisor.wording.say(
            code, question=answer.question, answer=answer.answer, link="https://shop.example/help"
        )
        assert "help page" in said.lower() and answer.answer in said and answer.question in said

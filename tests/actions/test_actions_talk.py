"""A person, privacy."""

import yaml
from conversation import Conversation, Runner
from fake_advisor import FakeAdvisor

from actions import door
from advisor.answers import ShopAnswer
from shop.settings import ROOT


def test_the_domain_and_the_action_server_know_the_same_actions(registered: dict[str, Runner]) -> None:
    listed = yaml.safe_load((ROOT / "bot" / "domain" / "actions.yml").read_text())["actions"]
    assert set(registered) == set(listed)


def test_a_person_is_called_and_the_address_said(talk: Conversation) -> None:
    assert talk.say("a person please", "handoff").responses == ["utter_person_address"]
    talk.advisor.settings = talk.advisor.settings.model_copy(update={"support_email": ""})
    assert talk.say("a person please", "handoff").responses == ["utter_person"]


def test_whoever_wants_a_person_hears_how_the_shop_can_be_reached(talk: Conversation) -> None:
    talk.advisor.faq = {"contact": ShopAnswer("How can I contact you?", "Call 555-0142.")}
    assert talk.say("a person please", "handoff").responses == ["utter_person_address", "utter_shop_answer"]
    assert talk.values["utter_shop_answer"]["answer"] == "Call 555-0142."


def test_a_stranger_is_told_the_truth_about_privacy(talk: Conversation) -> None:
    assert talk.say("what do you know about me", "privacy_what_do_you_know").responses == [
        "utter_know_stranger"
    ]
    assert talk.say("stop using my history", "privacy_stop_history").responses == ["utter_history_stranger"]
    assert "consent" not in talk.payload, "of a stranger nothing is kept"
    assert talk.say("yes", "affirm", "action_forget_me").responses == ["utter_forgotten_stranger"]


def test_a_customer_can_stop_allow_and_be_forgotten(customer_talk: Conversation) -> None:
    assert customer_talk.say("what do you know", "privacy_what_do_you_know").responses == ["utter_know"]
    customer_talk.say("stop using my history", "privacy_stop_history")
    assert customer_talk.payload["consent"] == {"personalization_storage": "denied"}, "for the page to keep"
    customer_talk.say("use my history again", "privacy_allow_history")
    assert customer_talk.advisor.granted == [False, True]
    customer_talk.say("rain jackets", "find_products").say("yes", "affirm", "action_forget_me")
    assert customer_talk.advisor.forgotten == ["anna"]
    assert customer_talk.slots["wish"] is None


def test_every_quick_reply_and_response_that_is_spoken_exists(advisor: FakeAdvisor) -> None:
    for code in ("found", "reply_cheaper", "reply_forget_me", "obstacle_not_materials", "answer_stock"):
        assert advisor.wording.knows(code)


def test_the_door_takes_the_given_advisor(advisor: FakeAdvisor) -> None:
    assert door.advisor() is advisor

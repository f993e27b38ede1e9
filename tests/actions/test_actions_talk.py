"""Fallbacks, a person, privacy."""

import itertools

import yaml
from conversation import Conversation, Runner
from fake_advisor import FakeAdvisor

from actions import door
from shop.settings import ROOT


def test_the_domain_and_the_action_server_know_the_same_actions(registered: dict[str, Runner]) -> None:
    listed = yaml.safe_load((ROOT / "bot" / "domain" / "actions.yml").read_text())["actions"]
    assert set(registered) == set(listed)


def test_never_the_same_fallback_twice_in_a_row(talk: Conversation) -> None:
    said = [talk.say("xyzzy", "nlu_fallback", "action_fallback").responses for _ in range(6)]
    assert all(first != second for first, second in itertools.pairwise(said))
    assert talk.payload["quick_replies"]


def test_another_turn_between_does_not_bring_the_same_fallback_back(talk: Conversation) -> None:
    first = talk.say("xyzzy", "nlu_fallback", "action_fallback").responses
    second = talk.say("backpacks", "find_products").say("xyzzy", "nlu_fallback", "action_fallback").responses
    assert first != second


def test_a_person_is_called_and_the_address_said(talk: Conversation) -> None:
    assert talk.say("a person please", "handoff").responses == ["utter_person_address"]
    talk.advisor.settings = talk.advisor.settings.model_copy(update={"support_email": ""})
    assert talk.say("a person please", "handoff").responses == ["utter_person"]


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

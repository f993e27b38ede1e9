"""A person, privacy."""

from datetime import UTC, datetime

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


def test_a_person_who_can_come_is_called_and_the_place_in_the_queue_told(talk: Conversation) -> None:
    talk.advisor.people.crew = True
    assert talk.say("a person please", "handoff").responses == ["utter_person_next"]
    assert talk.payload["handoff"]["handler"] == "queue" and talk.payload["handoff"]["position"] == 1
    assert talk.say("hello? a person!", "handoff").responses == ["utter_person_next"]
    assert "already" in talk.values["utter_person_next"]["opening"]
    talk.advisor.people.held, talk.advisor.people.ahead = None, 2
    talk.say("a person please", "handoff")
    assert talk.values["utter_person_queue"]["position"] == "3"


def test_outside_office_hours_an_address_is_asked_for_and_kept(talk: Conversation) -> None:
    talk.advisor.people.crew = True
    talk.advisor.people.back_at = datetime(2026, 3, 3, 9, tzinfo=UTC)
    assert talk.say("a person please", "handoff").responses == ["utter_person_closed"]
    assert talk.values["utter_person_closed"]["opens"] == "tomorrow at 09:00"
    assert not talk.payload["handoff"]["open"]
    assert talk.say("kim.lee@example.org", "leave_email").responses == ["utter_email_kept_closed"]
    assert talk.payload["handoff"]["email"] == "kim.lee@example.org"
    assert talk.say("a person please", "handoff").responses == ["utter_person_closed_email"]


def test_an_address_that_nobody_needs_is_not_kept(talk: Conversation) -> None:
    assert talk.say("kim.lee@example.org", "leave_email").responses == ["utter_email_unneeded"]
    talk.say("a person please", "handoff")
    assert talk.say("kim.lee@example.org", "leave_email").responses == ["utter_email_noted"]
    assert "handoff" not in talk.payload, "nobody is on the way where nobody is"
    assert talk.say("my mail is kim at example", "leave_email").responses == ["utter_email_unread"]


def test_a_problem_with_an_order_calls_a_person_where_one_can_come(talk: Conversation) -> None:
    assert talk.say("i was charged twice", "order_problem").responses == ["utter_order_problem"]
    assert talk.payload["quick_replies"] == ["Talk to a person", "Where is my order?"]
    talk.advisor.people.crew = True
    assert talk.say("i was charged twice", "order_problem").responses == ["utter_person_next"]
    assert talk.advisor.people.reasons == ["order"]


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

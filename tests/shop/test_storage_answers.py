"""The bot's answers: stored once, with the mark that they are given, and never over the head of a person."""

from datetime import UTC, datetime

from sqlalchemy import select

from shop.storage.conversations import (
    Message,
    Reply,
    add_message,
    answer,
    get_answer,
    get_conversation,
    load_messages,
    load_unanswered,
    open_conversation,
)
from shop.storage.customers import forget_customer
from shop.storage.database import Database
from shop.storage.handoffs import request_handoff, take
from shop.storage.tables import impressions

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def asked(db: Database, text: str = "boots?", customer_id: str = "") -> Message:
    open_conversation(db, "c1", customer_id, NOW, bool(customer_id))
    message, _ = add_message(db, "c1", "shopper", text, None, NOW, unanswered=True)
    return message


def test_an_answer_is_stored_with_what_it_shows_and_nothing_is_owed_any_more(db: Database) -> None:
    question = asked(db)
    assert get_answer(db, "c1", question.number) is None
    cards = Reply("", {"products": [{"product_id": "p1"}]}, ("p1",))
    given = answer(db, "c1", question.number, [Reply("Here you are."), cards], NOW)
    assert [message.text for message in given] == ["Here you are.", ""]
    assert get_answer(db, "c1", question.number) == given
    assert load_unanswered(db) == []
    with db.read() as connection:
        assert connection.execute(select(impressions.c.product_id)).scalars().all() == ["p1"]


def test_a_second_answer_to_the_same_message_changes_nothing(db: Database) -> None:
    question = asked(db)
    first = answer(db, "c1", question.number, [Reply("One.")], NOW)
    assert answer(db, "c1", question.number, [Reply("Two.")], NOW) == first
    assert len(load_messages(db, "c1")) == 2


def test_answers_are_told_apart_by_what_they_answer(db: Database) -> None:
    one, two = asked(db, "one"), asked(db, "two")
    answer(db, "c1", one.number, [Reply("To one.")], NOW)
    answer(db, "c1", two.number, [Reply("To two.")], NOW)
    assert [m.text for m in get_answer(db, "c1", one.number) or []] == ["To one."]
    assert [m.text for m in get_answer(db, "c1", two.number) or []] == ["To two."]


def test_once_a_person_has_the_word_the_bot_stays_silent_and_owes_nothing(db: Database) -> None:
    question = asked(db)
    request_handoff(db, "c1", "asked", NOW)
    take(db, "c1", "sam", NOW)
    assert answer(db, "c1", question.number, [Reply("Late.")], NOW) == []
    assert len(load_messages(db, "c1")) == 1 and load_unanswered(db) == []


def test_where_the_shopper_was_forgotten_the_answer_is_not_kept(db: Database) -> None:
    question = asked(db, customer_id="ann")
    forget_customer(db, "ann")
    [told] = answer(db, "c1", question.number, [Reply("Forgotten.")], NOW)
    assert told.text == "Forgotten." and told.number > question.number
    assert get_conversation(db, "c1") is None


def test_numbers_rise_in_a_conversation_that_begins_anew_after_its_shopper_was_forgotten(
    db: Database,
) -> None:
    for _ in range(3):
        question = asked(db, customer_id="ann")
    forget_customer(db, "ann")
    open_conversation(db, "c1", "", NOW, False)
    given = answer(db, "c1", question.number, [Reply("Forgotten."), Reply("Bye.")], NOW)
    numbers = [question.number, *(message.number for message in given), asked(db).number]
    assert numbers == sorted(set(numbers))

"""Conversations, carts, tastes and consents: what the chat writes."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from shop.storage.carts import CartLine, add_to_cart, load_cart, remove_from_cart
from shop.storage.consents import get_consent, set_consent
from shop.storage.conversations import (
    add_message,
    get_conversation,
    load_messages,
    load_unanswered,
    open_conversation,
    set_answered,
)
from shop.storage.database import Database, StorageError
from shop.storage.tables import impressions
from shop.storage.tastes import Taste, load_tastes, save_taste

NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)


LATER = NOW + timedelta(minutes=1)


def test_messages_come_back_in_order(db: Database) -> None:
    open_conversation(db, "c1", "", NOW, False)
    open_conversation(db, "c2", "", NOW, False)
    first, _ = add_message(db, "c1", "shopper", "hi", None, NOW, "m1")
    add_message(db, "c2", "shopper", "elsewhere", None, NOW, "m1")
    second, _ = add_message(db, "c1", "bot", "", {"products": [{"title": "Böot"}]}, LATER)
    messages = load_messages(db, "c1")
    assert [(one.number, one.role, one.text, one.at) for one in messages] == [
        (first.number, "shopper", "hi", NOW),
        (second.number, "bot", "", LATER),
    ]
    assert [first, second] == messages
    assert messages[1].payload == {"products": [{"title": "Böot"}]}
    assert load_messages(db, "c1", after=first.number) == messages[1:]


def test_a_message_sent_twice_is_one(db: Database) -> None:
    open_conversation(db, "c1", "", NOW, False)
    first, new = add_message(db, "c1", "shopper", "hi", None, NOW, "m1")
    assert new
    assert add_message(db, "c1", "shopper", "hi", None, LATER, "m1") == (first, False)
    assert len(load_messages(db, "c1")) == 1


def test_a_conversation_gains_its_customer_and_keeps_the_first(db: Database) -> None:
    assert open_conversation(db, "c1", "", NOW, False).customer_id == ""
    assert open_conversation(db, "c1", "kim", LATER, True).customer_id == "kim"
    again = open_conversation(db, "c1", "lee", LATER, False)
    assert (again.customer_id, again.personal, again.opened_at) == ("kim", False, NOW)
    assert open_conversation(db, "c1", "", LATER, False).customer_id == "kim"
    assert get_conversation(db, "c1") == again
    assert get_conversation(db, "unknown") is None


def test_what_the_bot_owes_is_known_until_it_has_answered(db: Database) -> None:
    open_conversation(db, "c1", "", NOW, False)
    add_message(db, "c1", "shopper", "hi", None, NOW, "m1")
    owed, _ = add_message(db, "c1", "shopper", "boots?", None, NOW, "m2", unanswered=True)
    assert load_unanswered(db) == [("c1", owed)]
    set_answered(db, owed.number)
    assert load_unanswered(db) == []


def test_a_message_needs_its_conversation(db: Database) -> None:
    with pytest.raises(StorageError, match="refused a row") as caught:
        add_message(db, "unknown", "shopper", "my secret words", None, NOW)
    assert "secret" not in str(caught.value)


def test_what_a_message_shows_is_noted_once_and_in_its_order(db: Database) -> None:
    open_conversation(db, "c1", "", NOW, False)
    for _ in range(2):
        add_message(db, "c1", "bot", "Here:", None, NOW, "m1", shown=["b", "a"])
    with db.read() as connection:
        rows = connection.execute(select(impressions.c.product_id, impressions.c.position))
        assert rows.all() == [("b", 0), ("a", 1)]


def test_a_cart_adds_up_and_keeps_its_order(db: Database) -> None:
    add_to_cart(db, "c1", "boot", "42", "Black")
    add_to_cart(db, "c1", "hat")
    add_to_cart(db, "c1", "boot", "42", "Black", 2)
    add_to_cart(db, "c2", "sock")
    assert load_cart(db, "c1") == [CartLine("boot", "42", "Black", 3), CartLine("hat", "", "", 1)]
    add_to_cart(db, "c1", "boot", "43", "Black")
    assert remove_from_cart(db, "c1", "boot", "43", "Black") == 1
    assert remove_from_cart(db, "c1", "boot") == 1
    assert remove_from_cart(db, "c1", "boot") == 0
    assert load_cart(db, "c1") == [CartLine("hat", "", "", 1)]


def test_the_newest_word_on_a_product_counts(db: Database) -> None:
    save_taste(db, "kim", "boot", True, NOW)
    save_taste(db, "kim", "hat", True, NOW + timedelta(seconds=1))
    save_taste(db, "kim", "boot", False, LATER)
    assert load_tastes(db, "kim") == [
        Taste("hat", True, NOW + timedelta(seconds=1)),
        Taste("boot", False, LATER),
    ]


def test_consent_is_denied_until_granted(db: Database) -> None:
    assert not get_consent(db, "kim").get("personalization_storage", False)
    set_consent(db, "kim", "personalization_storage", True, NOW)
    set_consent(db, "kim", "analytics_storage", False, NOW)
    assert get_consent(db, "kim") == {"personalization_storage": True, "analytics_storage": False}
    assert get_consent(db, "lee") == {}


def test_an_older_word_on_consent_does_not_undo_a_newer_one(db: Database) -> None:
    set_consent(db, "kim", "personalization_storage", False, LATER)
    set_consent(db, "kim", "personalization_storage", True, NOW)
    assert get_consent(db, "kim") == {"personalization_storage": False}

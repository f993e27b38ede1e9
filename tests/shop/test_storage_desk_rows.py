"""What the desk's lists read, on every kind of database."""

from datetime import datetime, timedelta

from shop.order import Order
from shop.storage.conversations import add_message, get_message, open_conversation
from shop.storage.database import Database
from shop.storage.desk_rows import (
    PREVIEW,
    count_messages,
    count_orders,
    customers_of,
    earlier_conversations,
    last_words,
    products_shown,
    spoke_since,
)
from shop.storage.handoffs import close, give_back, request_handoff, take
from shop.storage.orders import save_orders

MINUTE = timedelta(minutes=1)


def say(db: Database, key: str, text: str, at: datetime, role: str = "shopper", **more: object) -> None:
    open_conversation(db, key, str(more.pop("customer_id", "")), at, False)
    add_message(db, key, role, text, None, at, **more)  # type: ignore[arg-type]


def test_who_spoke_lately_comes_by_the_latest_word(db: Database, now: datetime) -> None:
    say(db, "old", "Hello", now - 40 * MINUTE)
    say(db, "one", "Hello", now - 20 * MINUTE)
    say(db, "two", "Hello", now - 10 * MINUTE)
    say(db, "one", "Still there?", now - MINUTE)
    assert spoke_since(db, now - 30 * MINUTE) == ["one", "two"]


def test_the_last_word_is_each_conversations_own(db: Database, now: datetime) -> None:
    say(db, "one", "First", now)
    say(db, "two", "x" * (PREVIEW + 50), now + MINUTE)
    say(db, "one", "Last", now + 2 * MINUTE, role="agent")
    open_conversation(db, "silent", "", now, False)
    words = last_words(db, ["one", "two", "silent", "unknown"])
    assert set(words) == {"one", "two"}
    assert (words["one"].text, words["one"].role, words["one"].at) == ("Last", "agent", now + 2 * MINUTE)
    assert words["two"].text == "x" * PREVIEW
    assert count_messages(db, ["one", "silent"]) == {"one": 2}
    assert last_words(db, []) == {} and count_messages(db, []) == {} and customers_of(db, []) == {}


def test_products_shown_begin_with_the_last(db: Database, now: datetime) -> None:
    say(db, "one", "These:", now, role="bot", shown=["a", "b"])
    say(db, "one", "And:", now + MINUTE, role="bot", shown=["c", "a"])
    say(db, "two", "Others:", now, role="bot", shown=["d"])
    assert products_shown(db, "one") == ["a", "c", "b"]
    assert products_shown(db, "one", limit=1) == ["a"]


def test_earlier_conversations_are_the_customers_own_newest_first(db: Database, now: datetime) -> None:
    for number, key in enumerate(("first", "second", "third")):
        say(db, key, f"In the {key}", now + number * MINUTE, customer_id="c1")
    say(db, "somebody-elses", "Hello", now, customer_id="c2")
    open_conversation(db, "silent", "c1", now + 9 * MINUTE, False)
    for key, end in (("first", "solved"), ("second", "")):
        request_handoff(db, key, "asked", now)
        take(db, key, "sam", now)
        close(db, key, "sam", end, now) if end else give_back(db, key, "sam", now)
    found = earlier_conversations(db, "third", "c1")
    assert [(item.conversation_id, item.messages, item.last_text, item.outcome) for item in found] == [
        ("second", 1, "In the second", "returned"),
        ("first", 1, "In the first", "solved"),
    ]
    assert [item.conversation_id for item in earlier_conversations(db, "third", "c1", limit=1)] == ["second"]
    assert earlier_conversations(db, "third", "") == []


def test_orders_are_counted_for_a_known_customer(db: Database, now: datetime) -> None:
    save_orders(
        db, [Order(f"o{n}", customer, now, "placed", ()) for n, customer in enumerate(("c1", "c1", "c2"))]
    )
    assert (count_orders(db, "c1"), count_orders(db, "nobody"), count_orders(db, "")) == (2, 0, 0)


def test_a_message_is_found_by_the_id_that_its_sender_gave_it(db: Database, now: datetime) -> None:
    say(db, "one", "Hello", now, message_id="m1")
    found = get_message(db, "one", "m1")
    assert found is not None and found.text == "Hello"
    assert get_message(db, "one", "m2") is None and get_message(db, "two", "m1") is None

"""What is kept about a person is given to them whole, and to nobody else."""

import json
from datetime import UTC, datetime

from sqlalchemy import insert

from shop.event import Event
from shop.storage.carts import add_to_cart
from shop.storage.conversations import add_message, open_conversation
from shop.storage.customers import Erased, count_traces, erase, find_conversations
from shop.storage.database import Database
from shop.storage.events import save_events
from shop.storage.export import export
from shop.storage.feedback import save_feedback
from shop.storage.handoffs import request_handoff, take
from shop.storage.notes import add_note
from shop.storage.tables import deliveries
from shop.storage.tastes import save_taste
from shop.storage.traces import Person
from tests.shop.test_storage_customers import NOW, everything, live


def visit(db: Database, name: str) -> Person:
    """A stranger's traces of every kind."""
    chat, session = f"chat-of-{name}", f"session-of-{name}"
    save_events(db, [Event(f"{name}1", "view_item", NOW, "boot", "", session)])
    open_conversation(db, chat, "", NOW, False)
    add_message(db, chat, "shopper", f"words-of-{name}", None, NOW)
    add_message(db, chat, "bot", "Here:", {"products": [{"product_id": "boot"}]}, NOW, shown=["boot"])
    request_handoff(db, chat, "asked", NOW)
    take(db, chat, "agent-sam", NOW)
    add_note(db, chat, "agent-sam", f"note-on-{name}", NOW)
    save_feedback(db, chat, 2, f"opinion-of-{name}", NOW)
    add_to_cart(db, chat, "boot", size="M")
    save_taste(db, chat, "hat", False, NOW)
    return Person(conversation_id=chat, session_id=session)


def test_a_customers_export_holds_every_kind_as_json(db: Database) -> None:
    live(db, "kim")
    live(db, "lee")
    text = json.dumps(export(db, Person("kim")))
    kept = json.loads(text)
    counted = {kind for kind, count in count_traces(db, Person("kim")).items() if count}
    inner = {"messages", "impressions", "handoffs", "notes", "feedback"}
    assert set(kept) == counted - inner
    assert inner < set(kept["conversations"][0])
    assert "words-of-kim" in text and "note-on-kim" in text and "opinion-of-kim" in text
    assert kept["orders"][0]["lines"] == [{"product_id": "boot", "quantity": 1}]
    assert "lee" not in text


def test_a_strangers_export_is_their_conversation_and_their_visit(db: Database) -> None:
    person = visit(db, "ann")
    visit(db, "bob")
    kept = export(db, person)
    [conversation] = kept["conversations"]
    assert [message["text"] for message in conversation["messages"]] == ["words-of-ann", "Here:"]
    assert [step["step"] for step in conversation["handoffs"][0]["history"]] == ["requested", "taken"]
    assert [event["product_id"] for event in kept["events"]] == ["boot"]
    assert kept["carts"][0]["size"] == "M"
    assert datetime.fromisoformat(conversation["opened_at"]) == NOW
    assert "bob" not in json.dumps(kept)


def test_who_of_the_staff_wrote_is_not_in_an_export(db: Database) -> None:
    assert "agent-sam" not in json.dumps(export(db, visit(db, "ann")))


def test_an_erased_stranger_is_in_no_table_any_more(db: Database) -> None:
    ann, bob = visit(db, "ann"), visit(db, "bob")
    before, kept = count_traces(db, ann), count_traces(db, bob)
    assert find_conversations(db, ann) == ("chat-of-ann",)
    assert erase(db, ann) == Erased({kind: before[kind] for kind in before if kind not in STAYING}, NOBODY)
    assert "-ann" not in everything(db) and "'ann" not in everything(db)
    assert count_traces(db, bob) == kept


STAYING = ("reviews",)
NOBODY = {"reviews": 0, "order_requests": 0}


def test_what_waits_to_be_sent_about_an_erased_conversation_is_gone_too(db: Database) -> None:
    ann = visit(db, "ann")
    row = {
        "channel": "webhook",
        "target": "https://crm.example",
        "state": "waiting",
        "attempts": 0,
        "error": "",
    }
    with db.begin() as connection:
        for name in ("ann", "bob"):
            values = {
                "key": name,
                "body": {"conversation_id": f"chat-of-{name}"},
                "due_at": NOW,
                "created_at": NOW,
            }
            connection.execute(insert(deliveries).values({**row, **values}))
    erase(db, ann)
    assert "chat-of-ann" not in everything(db)
    assert "chat-of-bob" in everything(db)


def test_a_session_gives_a_stranger_nothing_of_a_customer(db: Database) -> None:
    save_events(
        db,
        [
            Event("1", "purchase", NOW, "boot", "kim", "shared"),
            Event("2", "view_item", NOW, "hat", "", "shared"),
        ],
    )
    kept = export(db, Person(session_id="shared"))
    assert [event["product_id"] for event in kept["events"]] == ["hat"]
    erase(db, Person(session_id="shared"))
    assert count_traces(db, Person("kim"))["events"] == 1


def test_a_customer_takes_the_nameless_conversation_at_hand_along(db: Database) -> None:
    live(db, "kim")
    stranger = visit(db, "ann")
    both = Person("kim", stranger.conversation_id, stranger.session_id)
    erase(db, both)
    left = everything(db).replace("kimr", "")
    assert "kim" not in left and "-ann" not in left


def test_nobody_has_nothing(db: Database) -> None:
    visit(db, "ann")
    before = everything(db)
    assert (export(db, Person()), count_traces(db, Person()), find_conversations(db, Person())) == (
        {},
        {},
        (),
    )
    assert erase(db, Person()) == Erased({}, {})
    assert everything(db) == before


def test_moments_are_given_with_their_zone(db: Database) -> None:
    event = export(db, visit(db, "ann"))["events"][0]
    assert datetime.fromisoformat(event["timestamp"]).tzinfo == UTC

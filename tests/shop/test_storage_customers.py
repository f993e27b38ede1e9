"""A customer who wants to be forgotten is forgotten, everywhere."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from shop.event import Event
from shop.order import Order, OrderLine
from shop.review import Review
from shop.storage import tables
from shop.storage.carts import add_to_cart
from shop.storage.concerns import save_concerns
from shop.storage.consents import set_consent
from shop.storage.conversations import add_message, open_conversation
from shop.storage.customers import forget_customer, remembered
from shop.storage.database import Database
from shop.storage.events import save_events
from shop.storage.feedback import save_feedback
from shop.storage.handoffs import request_handoff
from shop.storage.notes import add_note
from shop.storage.order_requests import load_requests, request_order, settle_request
from shop.storage.orders import load_orders, save_orders
from shop.storage.reviews import load_reviews, save_reviews
from shop.storage.tastes import save_taste

NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)


def live(db: Database, customer: str) -> None:
    """Leaves one trace of every kind."""
    chat = f"chat-of-{customer}"
    save_events(
        db,
        [
            Event(f"{customer}1", "purchase", NOW, "boot", customer, f"session-of-{customer}"),
            Event(f"{customer}2", "view_item", NOW, "boot", "", f"session-of-{customer}"),
            Event(f"{customer}3", "view_item", NOW, "boot", "", chat),
        ],
    )
    save_reviews(db, [Review(f"{customer}r", "boot", 4, "Dry feet", customer_id=customer)])
    open_conversation(db, chat, customer, NOW, True)
    add_message(db, chat, "shopper", f"words-of-{customer}", None, NOW)
    add_message(db, chat, "bot", "Here:", None, NOW, shown=["boot"])
    request_handoff(db, chat, "asked", NOW, detail=f"reason-of-{customer}")
    add_note(db, chat, "sam", f"note-on-{customer}", NOW)
    save_feedback(db, chat, 4, f"opinion-of-{customer}", NOW)
    add_to_cart(db, chat, "boot")
    save_taste(db, customer, "boot", True, NOW)
    save_taste(db, chat, "hat", True, NOW)
    save_concerns(db, customer, ["fit_small"], NOW)
    save_concerns(db, chat, ["noise"], NOW, product_id="boot")
    set_consent(db, customer, "personalization_storage", True, NOW)
    order = Order(
        f"{customer}o",
        customer,
        NOW,
        "placed",
        (OrderLine("boot"),),
        tracking_url=f"https://x.example/{customer}",
    )
    save_orders(db, [order])
    settled, _ = request_order(db, f"{customer}o", customer, "return", f"words-of-{customer}", NOW)
    settle_request(db, settled.number, "done")


def everything(db: Database) -> str:
    """All rows of all tables, as text."""
    with db.read() as connection:
        return repr([connection.execute(select(table)).all() for table in tables.metadata.sorted_tables])


def test_no_table_knows_the_customer_any_more(db: Database) -> None:
    live(db, "kim")
    live(db, "lee")
    before = remembered(db, "lee")
    assert min(before.values()) == 1 and before["events"] == 3 and before["likes"] == before["concerns"] == 2
    assert forget_customer(db, "kim") == before
    left = everything(db)
    assert "kim" not in left.replace("kimr", "")  # the review's own id stays, its author does not
    assert remembered(db, "lee") == before
    assert set(remembered(db, "kim").values()) == {0}


def test_a_review_stays_without_its_author(db: Database) -> None:
    live(db, "kim")
    forget_customer(db, "kim")
    (review,) = load_reviews(db, "boot")
    assert (review.text, review.customer_id) == ("Dry feet", "")


def test_a_request_the_shop_has_still_to_settle_stays_without_its_customer(db: Database) -> None:
    live(db, "kim")
    request_order(db, "kimo", "kim", "cancel", "because I am Kim", NOW)
    assert forget_customer(db, "kim")["order_requests"] == 2
    [request] = load_requests(db)
    assert (request.order_id, request.kind, request.state) == ("kimo", "cancel", "open")
    assert (request.customer_id, request.reason) == ("", "")
    assert load_orders(db, "kim") == []


def test_nameless_shoppers_are_not_one_customer_to_forget(db: Database) -> None:
    save_events(db, [Event("e", "view_item", NOW, "boot", "", "s")])
    before = everything(db)
    assert remembered(db, "") == {}
    assert forget_customer(db, "") == {}
    assert everything(db) == before


def test_another_customer_of_the_same_session_is_kept(db: Database) -> None:
    save_events(
        db, [Event("1", "purchase", NOW, "boot", "kim", "s"), Event("2", "purchase", NOW, "hat", "lee", "s")]
    )
    forget_customer(db, "kim")
    assert remembered(db, "lee")["events"] == 1


def test_nothing_is_left_in_sqlites_files(sqlite_db: Database, tmp_path: Path) -> None:
    live(sqlite_db, "kim-the-unforgettable")
    forget_customer(sqlite_db, "kim-the-unforgettable")
    sqlite_db.dispose()
    for path in tmp_path.glob("aisle.db*"):
        assert b"words-of-kim-the-unforgettable" not in path.read_bytes()

"""Orders: told only to their customer, cancelled and sent back only by asking the shop."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conversation import Conversation
from fake_advisor import PRODUCTS, FakeAdvisor

from advisor.orders import OrderDesk
from shop.order import Order, OrderLine, OrderRequest
from shop.settings import Settings
from shop.storage.conversations import get_conversation
from shop.storage.customers import forget_customer
from shop.storage.database import Database
from shop.storage.order_requests import load_requests, settle_request
from shop.storage.orders import save_orders
from shop.storage.products import save_products

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
SHIPPED = Order(
    "A-1041",
    "anna",
    NOW - timedelta(days=4),
    "shipped",
    (OrderLine("p1"), OrderLine("p8", 2)),
    170.0,
    "EUR",
    "https://parcels.example/1041",
    NOW + timedelta(days=1),
)
PLACED = Order("A-1042", "anna", NOW - timedelta(days=1), "placed", (OrderLine("p7"),), 80.0)
DELIVERED = Order(
    "A-1030",
    "anna",
    NOW - timedelta(days=15),
    "delivered",
    (OrderLine("p5"), OrderLine("p8")),
    175.0,
    delivered_at=NOW - timedelta(days=10),
)
OLD = replace(
    DELIVERED, order_id="A-0900", placed_at=NOW - timedelta(days=90), delivered_at=NOW - timedelta(days=85)
)
FOREIGN = Order("A-1043", "ben", NOW - timedelta(days=1), "placed", (OrderLine("p2"),), 90.0)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the products and orders above, to be copied."""
    path = tmp_path_factory.mktemp("orders") / "aisle.db"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    save_products(database, PRODUCTS)
    save_orders(database, [SHIPPED, PLACED, DELIVERED, OLD, FOREIGN])
    database.checkpoint()
    database.dispose()
    return path


@pytest.fixture
def db(filled: Path, tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{shutil.copy(filled, tmp_path / 'aisle.db')}")
    yield database
    database.dispose()


@pytest.fixture
def shop(advisor: FakeAdvisor, db: Database) -> FakeAdvisor:
    advisor.orders = OrderDesk(db, advisor.settings, lambda: NOW)  # type: ignore[attr-defined]
    return advisor


@pytest.fixture
def anna(shop: FakeAdvisor, customer_talk: Conversation) -> Conversation:
    return customer_talk


@pytest.fixture
def stranger(shop: FakeAdvisor, talk: Conversation) -> Conversation:
    return talk


def only(db: Database, *orders: Order) -> None:
    """Makes these all the orders there are."""
    forget_customer(db, "anna")
    save_orders(db, orders)


def told(talk: Conversation) -> str:
    """All that was said in the last turn, by its values."""
    return repr((talk.responses, talk.values, talk.payload))


def requests(db: Database) -> list[OrderRequest]:
    return load_requests(db)


def test_a_stranger_hears_nothing_about_orders_whatever_they_type(
    stranger: Conversation, db: Database
) -> None:
    for text, intent in (
        ("where is my order", "order_status"),
        ("i'm anna, anna@example.com, where is order A-1042", "order_status"),
        ("cancel order A-1042", "cancel_order"),
        ("return order A-1030", "return_order"),
    ):
        stranger.say(text, intent)
        assert stranger.responses == ["utter_order_sign_in"]
        assert "Backpack" not in told(stranger)
    stranger.say("yes", "affirm")
    assert requests(db) == []


def test_a_customer_id_that_proves_nothing_opens_no_orders(
    anna: Conversation, shop: FakeAdvisor, db: Database
) -> None:
    public = Settings(host="0.0.0.0")
    shop.orders = OrderDesk(db, public, lambda: NOW)  # type: ignore[attr-defined]
    assert anna.say("where is my order", "order_status").responses == ["utter_order_unproven"]
    signed = Settings(host="0.0.0.0", identity_secret="s3cret")
    shop.orders = OrderDesk(db, signed, lambda: NOW)  # type: ignore[attr-defined]
    assert anna.say("where is order 1042", "order_status").responses == ["utter_order_placed"]


def test_one_open_order_is_told_with_all_that_is_known(anna: Conversation, db: Database) -> None:
    only(db, SHIPPED, DELIVERED)
    anna.say("where is my package", "order_status")
    assert anna.responses == ["utter_order_shipped"]
    values = anna.values["utter_order_shipped"]
    assert values["order"] == "A-1041" and values["date"] == "28 May 2026"
    assert values["contents"] == "Drizzle Jacket; 2 × Wool Beanie; €170"
    assert "2 June 2026" in values["more"] and "https://parcels.example/1041" in values["more"]


def test_several_open_orders_are_offered_to_choose_from(anna: Conversation) -> None:
    anna.say("where is my package", "order_status")
    assert anna.responses == ["utter_which_order"]
    assert anna.payload["quick_replies"] == ["Where is order A-1042?", "Where is order A-1041?"]
    anna.say("Where is order A-1041?", "order_status")
    assert anna.responses == ["utter_order_shipped"]


@pytest.mark.parametrize("intent", ["fallback", "refine", "ask_size"])
def test_a_bare_number_answers_which_order_however_it_is_understood(anna: Conversation, intent: str) -> None:
    anna.say("where is my package", "order_status").say("1041", intent)
    assert anna.responses == ["utter_order_shipped"]


def test_without_an_open_order_the_latest_is_told(anna: Conversation, db: Database) -> None:
    only(db, DELIVERED, OLD)
    anna.say("where is my order", "order_status")
    assert anna.values["utter_order_delivered"]["order"] == "A-1030"
    assert anna.payload["quick_replies"] == ["Return order A-1030"]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("where is order #1042", "A-1042"),
        ("a 1030?", "A-1030"),
        ("what was in my last order", "A-1042"),
        ("where is the drizzle jacket i ordered", "A-1041"),
    ],
)
def test_which_order_is_meant(anna: Conversation, text: str, order: str) -> None:
    anna.say(text, "order_status")
    assert [values["order"] for values in anna.values.values()] == [order]


def test_all_orders_can_be_seen(anna: Conversation) -> None:
    anna.say("show my orders", "order_status")
    assert all(number in told(anna) for number in ("A-1042", "A-1041", "A-1030", "A-0900"))
    assert "A-1043" not in told(anna)


def test_a_late_order_is_called_late_and_a_person_offered(anna: Conversation, db: Database) -> None:
    only(db, replace(SHIPPED, expected_at=NOW - timedelta(days=2)))
    anna.say("where is my order", "order_status")
    assert "late" in anna.values["utter_order_shipped"]["more"]
    assert "Talk to a person" in anna.payload["quick_replies"]


@pytest.mark.parametrize("intent", ["order_status", "cancel_order", "return_order"])
def test_somebody_elses_order_reads_exactly_like_an_unknown_one(
    anna: Conversation, intent: str, db: Database
) -> None:
    foreign = told(anna.say("it's about order A-1043", intent))
    unknown = told(anna.say("it's about order A-9999", intent))
    assert "utter_order_unknown" in foreign
    assert foreign.replace("1043", "9999") == unknown
    anna.say("yes", "affirm")
    assert requests(db) == []


def test_a_customer_without_orders_is_told_so(anna: Conversation, db: Database) -> None:
    only(db)
    for intent in ("order_status", "cancel_order", "return_order"):
        assert anna.say("my order please", intent).responses == ["utter_no_orders"]


def test_cancelling_is_confirmed_noted_once_and_not_called_done(anna: Conversation, db: Database) -> None:
    anna.say("please cancel order 1042 because i found a better backpack", "cancel_order")
    assert anna.responses == ["utter_confirm_cancel"]
    assert anna.payload["quick_replies"] == ["Yes, cancel it", "No, keep it"]
    assert requests(db) == []
    anna.say("Yes, cancel it", "affirm")
    assert anna.responses == ["utter_requested_cancel"]
    [request] = requests(db)
    assert (request.order_id, request.customer_id, request.kind, request.state) == (
        "A-1042",
        "anna",
        "cancel",
        "open",
    )
    assert "better backpack" in request.reason
    anna.say("cancel order 1042", "cancel_order")
    assert anna.responses == ["utter_request_before"]
    anna.say("yes", "affirm")
    assert requests(db) == [request]
    anna.say("where is order 1042", "order_status")
    assert "hasn't answered yet" in anna.values["utter_order_placed"]["more"]
    assert "quick_replies" not in anna.payload


def test_why_something_is_sent_back_is_kept_of_what_is_named_once_it_is_asked_for(
    anna: Conversation, advisor: FakeAdvisor
) -> None:
    anna.say("i want to send back the scree boots of order 1030, they are too tight", "return_order")
    assert advisor.minding.reasons == {}
    anna.say("yes", "affirm")
    assert anna.responses == ["utter_requested_return"]
    assert set(advisor.minding.reasons) == {"p5"} and "fit_small" in advisor.minding.reasons["p5"]


@pytest.mark.parametrize("text", ["yes, cancel the order", "cancel it please", "cancel order 1042"])
def test_a_yes_is_taken_even_when_it_is_understood_as_the_wish_itself(
    anna: Conversation, db: Database, text: str
) -> None:
    anna.say("cancel order 1042", "cancel_order").say(text, "cancel_order")
    assert [request.order_id for request in requests(db)] == ["A-1042"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("no", "deny"),
        ("No, keep it", "deny"),
        ("no, don't cancel it", "cancel_order"),
        ("never mind", "fallback"),
    ],
)
def test_a_no_notes_nothing_and_says_so(anna: Conversation, db: Database, text: str, intent: str) -> None:
    anna.say("cancel order 1042", "cancel_order").say(text, intent)
    assert anna.responses == ["utter_not_requested"]
    anna.say("yes", "affirm")
    assert requests(db) == []


def test_a_yes_to_something_else_cancels_nothing(anna: Conversation, db: Database) -> None:
    anna.say("cancel order 1042", "cancel_order").say("show my cart", "show_cart").say("yes", "affirm")
    assert anna.responses == ["utter_what_next"]
    assert requests(db) == []


def test_another_number_instead_of_a_yes_asks_about_that_one(anna: Conversation, db: Database) -> None:
    save_orders(db, [replace(PLACED, order_id="A-1044")])
    anna.say("cancel order 1042", "cancel_order").say("cancel order 1044 instead", "cancel_order")
    assert anna.values["utter_confirm_cancel"]["order"] == "A-1044"
    assert requests(db) == []


def test_which_order_to_cancel_is_asked_and_the_reason_kept(anna: Conversation, db: Database) -> None:
    save_orders(db, [replace(PLACED, order_id="A-1044")])
    anna.say("i want to cancel my order, it takes far too long", "cancel_order")
    assert anna.responses == ["utter_which_cancel"]
    assert sorted(anna.payload["quick_replies"]) == ["Cancel order A-1042", "Cancel order A-1044"]
    anna.say("Cancel order A-1044", "cancel_order").say("yes", "affirm")
    [request] = requests(db)
    assert request.order_id == "A-1044" and "far too long" in request.reason


def test_the_only_order_it_can_be_is_asked_about_at_once(anna: Conversation) -> None:
    anna.say("cancel my order", "cancel_order")
    assert anna.values["utter_confirm_cancel"]["order"] == "A-1042"
    anna.say("i want to return something", "return_order")
    assert anna.values["utter_confirm_return"]["order"] == "A-1030"


def test_one_of_several_things_is_sent_back_by_its_name(anna: Conversation, db: Database) -> None:
    anna.say("i want to send the scree boots back", "return_order")
    assert anna.values["utter_confirm_return"]["contents"] == "Scree Boots"
    anna.say("yes", "affirm")
    assert anna.responses == ["utter_requested_return"]
    assert "Scree Boots" in requests(db)[0].reason


def test_what_can_still_go_back_is_meant_before_what_cannot(anna: Conversation, db: Database) -> None:
    moor_boots = replace(OLD, order_id="A-0901", lines=(OrderLine("p6"),))
    only(db, DELIVERED, moor_boots)
    anna.say("i want to send the boots back", "return_order")
    assert anna.values["utter_confirm_return"]["contents"] == "Scree Boots"


@pytest.mark.parametrize(
    ("status", "intent", "response"),
    [
        ("shipped", "cancel_order", "utter_no_cancel_shipped"),
        ("delivered", "cancel_order", "utter_no_cancel_delivered"),
        ("cancelled", "cancel_order", "utter_no_cancel_cancelled"),
        ("returned", "cancel_order", "utter_no_cancel_returned"),
        ("placed", "return_order", "utter_no_return_placed"),
        ("processing", "return_order", "utter_no_return_processing"),
        ("shipped", "return_order", "utter_no_return_shipped"),
        ("cancelled", "return_order", "utter_no_return_cancelled"),
        ("returned", "return_order", "utter_no_return_returned"),
    ],
)
def test_what_an_order_is_too_far_on_for_is_explained(
    anna: Conversation, db: Database, status: str, intent: str, response: str
) -> None:
    only(db, replace(PLACED, status=status))  # type: ignore[arg-type]
    anna.say("it's order 1042", intent)
    assert anna.responses == [response]
    assert anna.advisor.wording.knows(response.removeprefix("utter_"))
    anna.say("yes", "affirm")
    assert requests(db) == []


def test_after_the_days_for_it_an_order_cannot_go_back(
    anna: Conversation, shop: FakeAdvisor, db: Database
) -> None:
    anna.say("return order 0900", "return_order")
    assert anna.responses == ["utter_no_return_late"]
    assert anna.values["utter_no_return_late"]["days"] == "30"
    longer = Settings(return_days=100)
    shop.settings = longer
    shop.orders = OrderDesk(db, longer, lambda: NOW)  # type: ignore[attr-defined]
    assert anna.say("return order 0900", "return_order").responses == ["utter_confirm_return"]


def test_an_order_that_was_sent_between_question_and_yes_is_not_cancelled(
    anna: Conversation, db: Database
) -> None:
    anna.say("cancel order 1042", "cancel_order")
    save_orders(db, [replace(PLACED, status="shipped")])
    assert anna.say("yes", "affirm").responses == ["utter_no_cancel_shipped"]
    assert requests(db) == []


def test_a_yes_of_another_customer_cancels_nothing(anna: Conversation, db: Database) -> None:
    anna.say("cancel order 1042", "cancel_order")
    anna._customer = "ben"
    assert anna.say("yes", "affirm").responses == ["utter_order_unknown"]
    assert requests(db) == []


def test_what_the_shop_decided_is_told(anna: Conversation, db: Database) -> None:
    anna.say("cancel order 1042", "cancel_order").say("yes", "affirm")
    settle_request(db, requests(db)[0].number, "refused")
    anna.say("where is order 1042", "order_status")
    assert "could not do it" in anna.values["utter_order_placed"]["more"]
    anna.say("cancel order 1042", "cancel_order")
    assert anna.responses == ["utter_request_before"]


def test_an_erased_customer_has_no_orders_and_what_was_said_of_them_is_gone(
    anna: Conversation, db: Database
) -> None:
    anna.say("cancel order 1042", "cancel_order").say("yes", "affirm")
    assert get_conversation(db, "c1") is not None
    forget_customer(db, "anna")
    assert get_conversation(db, "c1") is None
    assert anna.say("where is order 1042", "order_status").responses == ["utter_order_unknown"]
    assert anna.say("where is my order", "order_status").responses == ["utter_no_orders"]
    assert [(request.customer_id, request.order_id) for request in requests(db)] == [("", "A-1042")]

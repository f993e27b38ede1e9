"""What shoppers mind is kept once, read for a shopper and their conversation together, and forgotten."""

from datetime import UTC, datetime

from shop.storage.concerns import Concern, drop_concerns, load_concerns, save_concerns
from shop.storage.database import Database

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_a_concern_is_kept_once_whatever_often_it_is_said(db: Database) -> None:
    for _ in range(2):
        save_concerns(db, "kim", ["fit_small", "zip"], NOW)
    assert load_concerns(db, "kim") == [Concern("fit_small"), Concern("zip")]


def test_those_of_a_customer_and_of_the_conversation_are_read_together(db: Database) -> None:
    save_concerns(db, "kim", ["fit_small"], NOW)
    save_concerns(db, "chat", ["fit_small", "noise"], NOW)
    save_concerns(db, "lee", ["smell"], NOW)
    assert load_concerns(db, "kim", "chat") == [Concern("fit_small"), Concern("noise")]
    assert load_concerns(db, "", "chat") == load_concerns(db, "chat") and load_concerns(db, "") == []


def test_nobody_owns_what_has_no_owner(db: Database) -> None:
    save_concerns(db, "", ["zip"], NOW)
    assert load_concerns(db, "", "") == []


def test_what_is_dropped_in_general_stays_the_reason_against_a_product(db: Database) -> None:
    save_concerns(db, "kim", ["zip", "smell"], NOW)
    save_concerns(db, "kim", ["zip"], NOW, product_id="bag")
    save_concerns(db, "lee", ["zip"], NOW)
    drop_concerns(db, ["kim"], ["zip"])
    assert load_concerns(db, "kim") == [Concern("smell"), Concern("zip", "bag")]
    assert load_concerns(db, "lee") == [Concern("zip")]
    drop_concerns(db, ["kim"], ["zip"], reasons=True)
    assert load_concerns(db, "kim") == [Concern("smell")]

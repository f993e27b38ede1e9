"""Orders as shops export them: a row for each item, or an object for each order."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shop.feeds.errors import FeedError
from shop.feeds.importer import ImportReport, import_file
from shop.order import Order, OrderLine
from shop.storage.database import Database
from shop.storage.orders import load_orders

HEAD = "order_id,customer_id,placed_at,status,item_id,quantity,total,currency,tracking_url,expected_at,delivered_at"


def bring(db: Database, folder: Path, text: str, **more: object) -> ImportReport:
    path = folder / "orders"
    path.write_text(text)
    return import_file(db, "orders", path, **more)  # type: ignore[arg-type]


def rows(*lines: str) -> str:
    return "\n".join((HEAD, *lines)) + "\n"


def test_rows_of_an_order_become_one_order(db: Database, tmp_path: Path) -> None:
    text = rows(
        'A-1,kim,2026-02-01T10:00:00Z,shipped,boot,1,"1.119,50",EUR,https://parcels.example/1,2026-02-05,',
        "A-2,lee,2026-02-01,delivered,hat,,,,,,2026-02-03",
        'A-1,kim,2026-02-01T10:00:00Z,shipped,sock,3,"1.119,50",EUR,,,',
    )
    report = bring(db, tmp_path, text)
    assert (report.read, report.added, report.rejected, report.duplicates) == (3, 2, 0, 0)
    [order] = load_orders(db, "kim")
    assert order == Order(
        "A-1",
        "kim",
        datetime(2026, 2, 1, 10, tzinfo=UTC),
        "shipped",
        (OrderLine("boot"), OrderLine("sock", 3)),
        1119.5,
        "EUR",
        "https://parcels.example/1",
        datetime(2026, 2, 5, tzinfo=UTC),
    )
    again = bring(db, tmp_path, text)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)


@pytest.mark.parametrize("wrap", ["lines", "array", "object"])
def test_an_object_holds_a_whole_order(sqlite_db: Database, tmp_path: Path, wrap: str) -> None:
    order = {
        "order_number": 1042,
        "customer": "kim",
        "created_at": "2026-02-01T10:00:00Z",
        "status": "In transit",
        "items": [{"sku": "boot", "qty": 2}, "hat"],
        "total_price": 200,
    }
    text = json.dumps({"orders": [order]} if wrap == "object" else [order] if wrap == "array" else order)
    assert bring(sqlite_db, tmp_path, text, currency="GBP").added == 1
    [found] = load_orders(sqlite_db, "kim")
    assert found.lines == (OrderLine("boot", 2), OrderLine("hat"))
    assert (found.order_id, found.status, found.total, found.currency) == ("1042", "shipped", 200.0, "GBP")


def test_of_two_objects_of_one_order_the_last_wins(sqlite_db: Database, tmp_path: Path) -> None:
    order = {
        "order_id": "1",
        "customer_id": "kim",
        "placed_at": "2026-02-01",
        "status": "placed",
        "items": ["hat"],
    }
    text = "\n".join(json.dumps({**order, "status": status}) for status in ("placed", "cancelled"))
    assert bring(sqlite_db, tmp_path, text).duplicates == 1
    assert [(o.status, len(o.lines)) for o in load_orders(sqlite_db, "kim")] == [("cancelled", 1)]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("New", "placed"),
        ("pending-payment", "placed"),
        ("Paid", "processing"),
        ("Ready to ship", "processing"),
        ("DISPATCHED", "shipped"),
        ("out_for_delivery", "shipped"),
        ("completed", "delivered"),
        ("canceled", "cancelled"),
        ("refunded", "returned"),
    ],
)
def test_usual_words_for_a_status_are_understood(
    sqlite_db: Database, tmp_path: Path, word: str, status: str
) -> None:
    bring(sqlite_db, tmp_path, rows(f"1,kim,2026-02-01,{word},boot,1,,,,,"))
    assert load_orders(sqlite_db, "kim")[0].status == status


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",kim,2026-02-01,placed,boot,1,,,,,", "order_id"),
        ("2,kim,,placed,boot,1,,,,,", "placed_at"),
        ("2,kim,01/02/2026,placed,boot,1,,,,,", "placed_at"),
        ("2,kim,2026-02-01,lost in space,boot,1,,,,,", "status"),
        ("2,kim,2026-02-01,,boot,1,,,,,", "status"),
        ("2,kim,2026-02-01,placed,,1,,,,,", "item_id"),
        ("2,kim,2026-02-01,placed,boot,0,,,,,", "quantity"),
        ("2,kim,2026-02-01,placed,boot,1,much,,,,", "total"),
        ("2,kim,2026-02-01,placed,boot,1,1,dollars,,,", "currency"),
        ("2,kim,2026-02-01,placed,boot,1,,,javascript:alert(1),,", "tracking_url"),
        ("2,kim,2026-02-01,placed,boot,1,,,https://,,", "tracking_url"),
        ("2,kim,2026-02-01,placed,boot,1,,,https://x.example/a b,,", "tracking_url"),
        ("2,kim,2026-02-01,placed,boot,1,,,,soon,", "expected_at"),
        ("2,kim,2026-02-01,placed,boot,1,,,,,yesterday", "delivered_at"),
    ],
)
def test_bad_rows_are_told_and_the_good_ones_come_in(
    sqlite_db: Database, tmp_path: Path, row: str, column: str
) -> None:
    report = bring(sqlite_db, tmp_path, rows("1,kim,2026-02-01,placed,boot,1,,,,,", row))
    assert (report.added, report.rejected) == (1, 1)
    assert report.rejects_path is not None
    with report.rejects_path.open(newline="") as file:
        assert [line[1:3] for line in csv.reader(file)][1] == ["3", column]


@pytest.mark.parametrize("items", [[], [{"quantity": 2}], [{"sku": "boot", "qty": "many"}], [None]])
def test_an_object_whose_items_make_no_sense_is_rejected(
    sqlite_db: Database, tmp_path: Path, items: list[object]
) -> None:
    good = {
        "order_id": "1",
        "customer_id": "kim",
        "placed_at": "2026-02-01",
        "status": "new",
        "items": ["hat"],
    }
    text = "\n".join(json.dumps(order) for order in (good, {**good, "order_id": "2", "items": items}))
    report = bring(sqlite_db, tmp_path, text)
    assert (report.added, report.rejected) == (1, 1)
    assert report.rejects_path is not None and ",items," in report.rejects_path.read_text()


def test_orders_without_a_customer_are_left_out_and_counted(sqlite_db: Database, tmp_path: Path) -> None:
    report = bring(
        sqlite_db, tmp_path, rows("1,kim,2026-02-01,placed,boot,1,,,,,", "2,,2026-02-01,placed,boot,1,,,,,")
    )
    assert (report.added, report.rejected) == (1, 0)
    assert "without a customer" in report.notes[0]


def test_replacing_takes_out_what_is_not_in_the_file(db: Database, tmp_path: Path) -> None:
    bring(db, tmp_path, rows("1,kim,2026-02-01,placed,boot,1,,,,,", "2,kim,2026-02-02,placed,boot,1,,,,,"))
    report = bring(db, tmp_path, rows("2,kim,2026-02-02,shipped,boot,1,,,,,"), replace=True)
    assert (report.changed, report.retired) == (1, 1)
    assert [order.order_id for order in load_orders(db, "kim")] == ["2"]


def test_a_file_without_a_needed_column_changes_nothing(sqlite_db: Database, tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="no column status"):
        bring(sqlite_db, tmp_path, "order_id,customer_id,placed_at,item_id\n1,kim,2026-02-01,boot\n")
    assert load_orders(sqlite_db, "kim") == []

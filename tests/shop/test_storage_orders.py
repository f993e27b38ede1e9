"""Orders and what is asked about them, as the database keeps them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from shop.order import Order, OrderLine
from shop.storage.database import Database
from shop.storage.order_requests import load_requests, request_order, settle_request
from shop.storage.orders import OrderPart, load_orders, save_orders, stage_orders
from shop.storage.upsert import CHUNK

NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)
ORDER = Order(
    order_id="A-1042",
    customer_id="kim",
    placed_at=NOW,
    status="shipped",
    lines=(OrderLine("boot"), OrderLine('so"ck\n', 2)),
    total=119.5,
    currency="EUR",
    tracking_url="https://parcels.example/1042",
    expected_at=NOW + timedelta(days=2),
)


def test_an_order_comes_back_as_it_was_saved(db: Database) -> None:
    assert save_orders(db, [ORDER]).added == 1
    assert load_orders(db, "kim") == [ORDER]
    assert save_orders(db, [ORDER]).unchanged == 1


def test_the_newest_order_comes_first_and_other_customers_have_none_of_it(db: Database) -> None:
    older = replace(ORDER, order_id="A-1041", placed_at=NOW - timedelta(days=1))
    foreign = replace(ORDER, order_id="A-1043", customer_id="lee")
    save_orders(db, [older, foreign, ORDER])
    assert [order.order_id for order in load_orders(db, "kim")] == ["A-1042", "A-1041"]
    assert [order.order_id for order in load_orders(db, "lee")] == ["A-1043"]


def test_orders_without_a_customer_are_nobodys(db: Database) -> None:
    save_orders(db, [replace(ORDER, customer_id="")])
    assert load_orders(db, "") == []


def test_parts_of_an_order_add_up_however_far_apart_they_are(db: Database) -> None:
    def part(order_id: str, product_id: str, **more: object) -> OrderPart:
        return OrderPart(Order(order_id, "kim", NOW, "placed", (OrderLine(product_id),), **more))  # type: ignore[arg-type]

    others = [part(f"o{number}", "hat") for number in range(CHUNK)]
    first = part("A", "boot", total=90.0, tracking_url="https://parcels.example/A")
    parts = [first, part("A", "sock"), *others, part("A", "boot", expected_at=NOW)]
    with stage_orders(db) as stage:
        stage.add(parts)
        counts = stage.merge()
    assert (counts.added, counts.duplicates) == (CHUNK + 1, 0)
    [order] = [order for order in load_orders(db, "kim") if order.order_id == "A"]
    assert [line.product_id for line in order.lines] == ["boot", "sock", "boot"]
    assert (order.total, order.tracking_url, order.expected_at) == (90.0, "https://parcels.example/A", NOW)
    assert save_orders(db, parts).unchanged == CHUNK + 1


def test_of_two_whole_orders_with_one_number_the_last_wins(db: Database) -> None:
    counts = save_orders(db, [ORDER, replace(ORDER, status="delivered")])
    assert (counts.added, counts.duplicates) == (1, 1)
    assert load_orders(db, "kim")[0].status == "delivered"


def test_rows_of_two_customers_under_one_number_never_become_one_order(db: Database) -> None:
    kims, lees = (
        OrderPart(Order("A", name, NOW, "placed", (OrderLine(f"{name}s-boot"),))) for name in ("kim", "lee")
    )
    between = [
        OrderPart(Order(f"o{number}", "max", NOW, "placed", (OrderLine("hat"),))) for number in range(CHUNK)
    ]
    for parts in ([kims, lees], [kims, *between, lees]):
        save_orders(db, parts)
        assert load_orders(db, "kim") == []
        assert load_orders(db, "lee")[0].lines == (OrderLine("lees-boot"),)


def test_an_order_that_is_imported_again_with_fewer_items_has_fewer(db: Database) -> None:
    save_orders(db, [ORDER])
    assert save_orders(db, [OrderPart(replace(ORDER, lines=(OrderLine("boot"),)))]).changed == 1
    assert load_orders(db, "kim")[0].lines == (OrderLine("boot"),)


def test_a_request_that_is_made_twice_is_one_request(db: Database) -> None:
    first, is_new = request_order(db, "A", "kim", "cancel", "too late", NOW)
    again, is_new_again = request_order(db, "A", "kim", "cancel", "really", NOW + timedelta(days=1))
    assert (is_new, is_new_again) == (True, False)
    assert first == again
    assert (first.reason, first.created_at, first.state) == ("too late", NOW, "open")
    other, is_new = request_order(db, "A", "kim", "return", "", NOW)
    assert is_new and load_requests(db, "A") == [first, other]


def test_a_settled_request_stays_as_it_was_settled(db: Database) -> None:
    request, _ = request_order(db, "A", "kim", "cancel", "", NOW)
    refused = settle_request(db, request.number, "refused")
    assert refused is not None and refused.state == "refused"
    assert settle_request(db, request.number, "done") == refused
    assert settle_request(db, request.number + 1, "done") is None
    assert load_requests(db, state="open") == []
    assert load_requests(db) == [refused]

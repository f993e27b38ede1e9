"""`aisle orders`: requests are listed, settled once, and never lost."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shop.storage.database import Database
from shop.storage.order_requests import load_requests, request_order
from tests.conftest import run_aisle

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """A shop with two open requests."""
    db = Database(f"sqlite:///{tmp_path / 'aisle.db'}")
    db.migrate()
    request_order(db, "A-1", "kim", "cancel", "[too] late,\x1b[31m I need it by Friday", NOW)
    request_order(db, "A-2", "lee", "return", "", NOW)
    db.dispose()
    return tmp_path


def test_open_requests_are_listed_for_people_and_for_scripts(var: Path) -> None:
    shown = run_aisle(var, "orders", "requests").stdout
    assert "A-1" in shown and "kim" in shown and "[too] late" in shown and "\x1b" not in shown
    first, second = json.loads(run_aisle(var, "orders", "requests", "--json").stdout)
    assert first == {
        "id": 1,
        "order_id": "A-1",
        "customer_id": "kim",
        "kind": "cancel",
        "reason": "[too] late,\x1b[31m I need it by Friday",
        "created_at": "2026-03-01T12:30:00+00:00",
        "state": "open",
    }
    assert second["kind"] == "return"


def test_a_settled_request_leaves_the_list_and_cannot_be_settled_otherwise(var: Path) -> None:
    assert json.loads(run_aisle(var, "orders", "settle", "1", "--done", "--json").stdout)["state"] == "done"
    assert run_aisle(var, "orders", "settle", "1", "--done").returncode == 0, "said twice is no mistake"
    otherwise = run_aisle(var, "orders", "settle", "1", "--refused")
    assert otherwise.returncode == 1 and "settled before as done" in otherwise.stderr
    assert [one["id"] for one in json.loads(run_aisle(var, "orders", "requests", "--json").stdout)] == [2]
    everything = json.loads(run_aisle(var, "orders", "requests", "--all", "--json").stdout)
    assert [one["state"] for one in everything] == ["done", "open"]


def test_what_is_unclear_changes_nothing(var: Path) -> None:
    unknown = run_aisle(var, "orders", "settle", "9", "--refused")
    assert unknown.returncode == 1 and "no request 9" in unknown.stderr and "Traceback" not in unknown.stderr
    assert run_aisle(var, "orders", "settle", "1").returncode != 0, "neither done nor refused"
    db = Database(f"sqlite:///{var / 'aisle.db'}")
    assert {request.state for request in load_requests(db)} == {"open"}
    db.dispose()


def test_without_requests_it_says_so(tmp_path: Path) -> None:
    done = run_aisle(tmp_path / "new", "orders", "requests")
    assert done.returncode == 0 and "no open requests" in done.stdout


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://", "https://x.example/{basket}", "pay here"]
)
def test_an_address_nobody_can_check_out_at_is_refused_at_the_start(tmp_path: Path, address: str) -> None:
    done = run_aisle(tmp_path / "shop", "orders", "requests", AISLE_CHECKOUT_URL=address)
    assert done.returncode == 1 and "AISLE_CHECKOUT_URL" in done.stderr and "Traceback" not in done.stderr

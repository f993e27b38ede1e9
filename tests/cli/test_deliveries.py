"""`aisle deliveries`: what goes out is seen, and what was given up is tried again."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shop.storage.database import Database
from shop.storage.deliveries import Parcel, add_deliveries, load_deliveries, next_delivery, set_failed
from shop.storage.inbox import load_arrivals, receive, set_dead
from tests.conftest import run_aisle

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
SECRET_WORDS = "my feet hurt"


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """A shop with a dead delivery, one that waits, and a message that nobody could answer."""
    db = Database(f"sqlite:///{tmp_path / 'aisle.db'}")
    db.migrate()
    url = "https://user:word@hooks.example/told?token=abc"
    add_deliveries(db, [Parcel("one", "webhook", url, {"content": SECRET_WORDS})], NOW)
    assert next_delivery(db, "webhook", url, NOW, ordered=False)
    set_failed(db, 1, "dead", NOW, "HTTP 500")
    add_deliveries(db, [Parcel("two", "chatwoot", "chatwoot-1-2-x", {"content": SECRET_WORDS})], NOW)
    receive(db, "chatwoot-1-2-x:7", "chatwoot", {"text": SECRET_WORDS}, NOW)
    set_dead(db, load_arrivals(db)[0].number, "the bot was away")
    db.dispose()
    return tmp_path


def test_what_was_given_up_is_listed_without_what_was_said_or_what_is_secret(var: Path) -> None:
    done = run_aisle(var, "deliveries", "list", "--dead")
    assert "HTTP 500" in done.stdout and "https://hooks.example/told" in done.stdout
    assert "the bot was away" in done.stdout and "1 incoming message" in done.stderr
    for secret in (SECRET_WORDS, "word", "abc"):
        assert secret not in done.stdout
    shown = json.loads(run_aisle(var, "deliveries", "list", "--json").stdout)
    assert [one["state"] for one in shown["deliveries"]] == ["waiting", "dead"]
    assert shown["incoming"][0]["error"] == "the bot was away" and SECRET_WORDS not in json.dumps(shown)


def test_what_was_given_up_is_tried_again_by_its_number_or_all(var: Path) -> None:
    assert "Tried again: 1" in run_aisle(var, "deliveries", "retry", "1").stdout
    db = Database(f"sqlite:///{var / 'aisle.db'}")
    (one,) = load_deliveries(db, target="https://user:word@hooks.example/told?token=abc")
    assert (one.state, one.attempts) == ("waiting", 0)
    db.dispose()
    assert "nothing to try again" in run_aisle(var, "deliveries", "retry", "--all").stdout


@pytest.mark.parametrize("arguments", [("2",), ("99",), (), ("1", "--all")])
def test_what_is_unclear_changes_nothing(var: Path, arguments: tuple[str, ...]) -> None:
    done = run_aisle(var, "deliveries", "retry", *arguments)
    assert done.returncode == 1 and "aisle deliveries list --dead" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_deliveries_it_says_so(tmp_path: Path) -> None:
    assert "Nothing was given up" in run_aisle(tmp_path / "new", "deliveries", "list", "--dead").stdout

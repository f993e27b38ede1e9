"""Events: kept once, in order, and only used with consent."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from shop.event import Event
from shop.storage.consents import PERSONAL, set_consent
from shop.storage.counts import Counts
from shop.storage.database import Database
from shop.storage.events import (
    load_event_frame,
    load_events,
    recent_events,
    save_events,
    stage_events,
)

NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)


def event(number: int, name: str = "view_item", customer: str = "kim", **more: object) -> Event:
    """One event a minute."""
    values = {"product_id": f"p{number}", "session_id": "s1", **more}
    return Event(f"e{number}", name, NOW + timedelta(minutes=number), customer_id=customer, **values)  # type: ignore[arg-type]


def test_an_id_seen_before_keeps_its_event(db: Database) -> None:
    assert save_events(db, [event(1), event(2), event(1)]) == Counts(added=2, unchanged=1)
    assert save_events(db, [event(1, name="purchase")]) == Counts(unchanged=1)
    assert [one.name for one in recent_events(db, "kim")] == ["view_item", "view_item"]


def test_nothing_to_save_is_fine(db: Database) -> None:
    assert save_events(db, []) == Counts()


def test_staged_events_correct_those_already_there(db: Database) -> None:
    save_events(db, [event(1), event(2)])
    with stage_events(db) as stage:
        stage.add([event(1, price=9.5), event(2), event(3)])
        assert stage.merge() == Counts(added=1, changed=1, unchanged=1)
    assert recent_events(db, "kim")[0].price == 9.5


def test_a_stage_that_is_not_merged_is_forgotten(db: Database) -> None:
    with stage_events(db) as stage:
        stage.add([event(1)])
    with stage_events(db) as stage:
        stage.add([event(2)])
        assert stage.merge() == Counts(added=1)


def test_history_is_the_newest_part_newest_last(db: Database) -> None:
    save_events(db, [event(number) for number in (5, 3, 9, 1)] + [event(7, customer="lee")])
    assert recent_events(db, "kim", limit=3) == [event(3), event(5), event(9)]
    assert recent_events(db, "nobody") == []


def test_the_unknown_customer_has_no_history(db: Database) -> None:
    save_events(db, [event(1, customer="")])
    assert recent_events(db, "") == []
    assert recent_events(db, "", ["", ""]) == []
    assert recent_events(db, "", ["s1"]) == [event(1, customer="")]


def test_events_load_oldest_first_by_name_and_since(db: Database) -> None:
    save_events(db, [event(4), event(2, name="purchase"), event(1)])
    assert list(load_events(db)) == [event(1), event(2, name="purchase"), event(4)]
    assert list(load_events(db, ["purchase"])) == [event(2, name="purchase")]
    assert list(load_events(db, since=NOW + timedelta(minutes=2))) == [event(2, name="purchase"), event(4)]


def test_every_page_is_loaded_once_even_at_one_moment(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shop.storage.events._PAGE", 10)
    monkeypatch.setattr("shop.storage.event_frame._PAGE", 10)
    save_events(db, [Event(f"e{number}", "view_item", NOW, "p") for number in range(30)])
    ids = [one.event_id for one in load_events(db)]
    assert len(ids) == len(set(ids)) == len(load_event_frame(db)) == 30


def test_without_consent_an_event_is_kept_and_not_used(db: Database) -> None:
    save_events(db, [event(1), event(2, consented=False)])
    assert list(load_events(db)) == [event(1)]
    assert recent_events(db, "kim") == [event(1)]
    assert len(load_event_frame(db)) == 1


def test_who_denies_later_is_not_used_any_more(db: Database) -> None:
    save_events(db, [event(1), event(2, customer="lee"), event(3, customer="")])
    set_consent(db, "kim", PERSONAL, False, NOW)
    assert recent_events(db, "kim") == []
    assert [one.customer_id for one in load_events(db)] == ["lee", ""]
    assert list(load_event_frame(db)["customer_id"]) == ["lee", ""]
    set_consent(db, "kim", PERSONAL, True, NOW + timedelta(days=1))
    assert recent_events(db, "kim") == [event(1)]


def test_the_frame_has_one_row_per_event_oldest_first(db: Database) -> None:
    save_events(db, [event(2, name="purchase", quantity=3, price=4.5), event(1), event(3, name="search")])
    frame = load_event_frame(db, ["view_item", "purchase"])
    assert list(frame["name"]) == ["view_item", "purchase"]
    assert list(frame["timestamp"]) == [int(NOW.timestamp()) + 60, int(NOW.timestamp()) + 120]
    assert list(frame["quantity"]) == [1, 3]
    assert frame["price"].isna().tolist() == [True, False]
    assert (frame["customer_id"] + "/" + frame["product_id"]).tolist() == ["kim/p1", "kim/p2"]


def test_the_frame_of_nothing_has_the_columns(db: Database) -> None:
    frame = load_event_frame(db, ["purchase"])
    assert len(frame) == 0
    assert set(frame) == {"customer_id", "session_id", "product_id", "name", "timestamp", "quantity", "price"}
    assert str(frame["timestamp"].dtype) == "int64"


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 1, 12, 0, tzinfo=timezone(timedelta(hours=2))),
        datetime(2026, 3, 1, 10, 0),
    ],
)
def test_moments_are_utc(db: Database, moment: datetime) -> None:
    save_events(db, [Event("e", "view_item", moment, "p")])
    (loaded,) = load_events(db)
    assert loaded.timestamp == datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
    assert loaded.timestamp.utcoffset() == timedelta(0)


def test_recent_events_are_those_of_the_customer_and_of_the_visit(db: Database) -> None:
    own = event(1, customer="kim", session_id="old")
    visit = event(2, customer="", session_id="now")
    other = event(3, customer="lee", session_id="elsewhere")
    save_events(db, [visit, other, own])
    assert recent_events(db, "kim", ["now", "never"]) == [own, visit]
    assert recent_events(db, "kim", []) == [own]
    assert recent_events(db, "", ["now"]) == [visit]
    assert recent_events(db, "kim", ["now"], limit=1) == [visit], "the newest are kept"

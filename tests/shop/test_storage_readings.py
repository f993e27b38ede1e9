"""What was read in reviews: what is unread, what is forgotten, and tallies that miss nothing."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from shop.review import Review
from shop.storage.customers import forget_customer
from shop.storage.database import Database
from shop.storage.readings import (
    count_unread,
    drop_orphans,
    load_tallies,
    read_reviews,
    retally,
    save_readings,
    stale_products,
    tallied_since,
    unread_reviews,
)
from shop.storage.reviews import save_reviews, stage_reviews
from shop.storage.version import mined_version

MOMENT = datetime(2026, 5, 3, tzinfo=UTC)
BOOT = Review("r1", "boot", 2, "The sole came off.", "Broken", "kim", MOMENT, True)
HAT = Review("r2", "hat", 5, "Warm")


def read(db: Database, model: str = "m1") -> list[str]:
    """Reads what is unread; the found is its number of letters."""
    pages = list(unread_reviews(db, model))
    for page in pages:
        save_readings(db, model, [(item, {"letters": len(item.review.text)}) for item in page])
    return [item.review.review_id for page in pages for item in page]


def letters(found: Sequence[tuple[Review, Mapping[str, Any]]]) -> Mapping[str, Any]:
    return {"letters": sum(values["letters"] for _, values in found)} if found else {}


def test_a_review_is_unread_until_it_is_read_as_it_is_by_this_model(db: Database) -> None:
    save_reviews(db, [BOOT, HAT])
    assert count_unread(db, "m1") == 2 and read(db) == ["r1", "r2"]
    assert count_unread(db, "m1") == 0 and read(db) == []
    save_reviews(db, [HAT, Review("r1", "boot", 2, "The sole came off twice.")])
    assert read(db) == ["r1"] and count_unread(db, "m2") == 2
    assert {review.review_id: found for review, found in read_reviews(db)} == {
        "r1": {"letters": 24},
        "r2": {"letters": 4},
    }


def test_pages_come_one_after_the_other(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shop.storage.readings._PAGE", 2)
    save_reviews(db, [Review(f"r{n}", "boot", 4, "x") for n in range(5)])
    assert [len(page) for page in unread_reviews(db, "m1")] == [2, 2, 1]
    assert read(db) == ["r0", "r1", "r2", "r3", "r4"]


def test_what_was_read_makes_the_tally_stale_and_counting_makes_it_fresh(db: Database) -> None:
    save_reviews(db, [BOOT, HAT])
    read(db)
    assert sorted(stale_products(db)) == ["boot", "hat"]
    before = mined_version(db)
    retally(db, ["boot", "hat"], letters)
    assert stale_products(db) == [] and mined_version(db) > before
    assert dict(load_tallies(db)) == {"boot": {"letters": 18}, "hat": {"letters": 4}}
    assert dict(load_tallies(db, ["hat", "scarf"])) == {"hat": {"letters": 4}}
    after = mined_version(db)
    save_reviews(db, [Review("r3", "hat", 1, "Itchy")])
    read(db)
    assert stale_products(db) == ["hat"]
    retally(db, ["hat"], letters)
    assert tallied_since(db, after) == ["hat"] and dict(load_tallies(db, ["hat"])) == {"hat": {"letters": 9}}


def test_a_review_that_went_is_forgotten_and_its_product_counted_anew(db: Database) -> None:
    save_reviews(db, [BOOT, HAT])
    read(db)
    retally(db, stale_products(db), letters)
    with stage_reviews(db) as stage:
        stage.add([HAT])
        stage.merge(replace_all=True)
    assert drop_orphans(db) == 1 and drop_orphans(db) == 0
    assert stale_products(db) == ["boot"]
    retally(db, ["boot"], letters)
    assert dict(load_tallies(db)) == {"boot": {}, "hat": {"letters": 4}}


def test_a_review_that_moved_counts_for_its_new_product_alone(db: Database) -> None:
    save_reviews(db, [BOOT])
    read(db)
    retally(db, ["boot"], letters)
    save_reviews(db, [Review("r1", "shoe", 2, BOOT.text)])
    read(db)
    retally(db, stale_products(db), letters)
    assert dict(load_tallies(db)) == {"boot": {}, "shoe": {"letters": 18}}


def test_an_erased_customers_review_stays_read_without_the_customer(db: Database) -> None:
    save_reviews(db, [BOOT])
    read(db)
    forget_customer(db, "kim")
    assert read(db) == [] and [review.customer_id for review, _ in read_reviews(db)] == [""]

"""Reviews: saved, changed, loaded page by page."""

from datetime import UTC, datetime

import pytest

from shop.review import Review
from shop.storage.counts import Counts
from shop.storage.database import Database
from shop.storage.reviews import count_reviews, load_reviews, save_reviews

NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)


GOOD = Review("r1", "boot", 5.0, "Dry feet", "Fine", "kim", NOW, True)
BARE = Review("r2", "hat", 2.5, "")


def test_comes_back_as_it_was_saved(db: Database) -> None:
    assert save_reviews(db, [GOOD, BARE]) == Counts(added=2)
    assert list(load_reviews(db)) == [GOOD, BARE]
    assert list(load_reviews(db, "hat")) == [BARE]
    assert list(load_reviews(db, "unknown")) == []


def test_saving_again_tells_changed_from_unchanged(db: Database) -> None:
    save_reviews(db, [GOOD, BARE])
    assert save_reviews(db, [GOOD, Review("r2", "hat", 3, "Better now")]) == Counts(changed=1, unchanged=1)


def test_every_page_is_loaded_once(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shop.storage.reviews._PAGE", 10)
    save_reviews(db, [Review(f"{number:02}", f"p{number % 3}", 4, "") for number in range(30)])
    loaded = [review.review_id for review in load_reviews(db)]
    assert len(loaded) == len(set(loaded)) == count_reviews(db) == 30

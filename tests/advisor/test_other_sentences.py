"""Which sentences are looked at for what has no name, and what is known to be sold."""

from pathlib import Path

import pytest

from advisor import discoveries
from advisor.discoveries import goods, other_sentences
from advisor.review_mining import mine_reviews
from knowledge.reading import Reading, Remark
from shop.product import Product
from shop.review import Review
from shop.storage.database import Database
from shop.storage.reviews import save_reviews


class OtherReader:
    """Finds in every review a zip that fails and a complaint without a name, as sure as the review's title says."""

    version = "1"

    def read(self, reviews: list[Review]) -> list[Reading]:
        return [
            Reading((Remark("zip", "zip", 0.9), Remark("other", review.text, float(review.title))))
            for review in reviews
        ]


def read(tmp_path: Path, reviews: list[Review]) -> Database:
    db = Database(f"sqlite:///{tmp_path / 'aisle.db'}")
    db.migrate()
    save_reviews(db, reviews)
    mine_reviews(db, OtherReader())  # type: ignore[arg-type]
    return db


def test_only_what_is_sure_and_has_no_aspect_is_looked_at(tmp_path: Path) -> None:
    reviews = [
        Review("r1", "hat", 1, "It looks frumpy", "0.6"),
        Review("r2", "cap", 5, "It looks frumpy too", "0.6"),
        Review("r3", "cap", 5, "So frumpy", "0.9"),
    ]
    db = read(tmp_path, reviews)
    assert other_sentences(db) == [("It looks frumpy", "hat"), ("So frumpy", "cap")]
    db.dispose()


def test_of_very_many_sentences_the_same_ones_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = read(tmp_path, [Review(f"r{n:04}", "hat", 1, f"Frumpy {n}", "0.9") for n in range(1200)])
    assert len(other_sentences(db)) == 1200
    monkeypatch.setattr(discoveries, "MOST", 50)
    some = other_sentences(db)
    assert len(set(some)) == 50 and some == other_sentences(db)
    db.dispose()


def test_what_is_sold_is_known_by_its_category() -> None:
    kinds = ["Clothing > Hats & Rain Jackets", "Shoes > Men's Hiking Boots", "", "Scarves, Gloves and Socks"]
    products = [Product(str(n), "x", "", product_type=kind) for n, kind in enumerate(kinds)]
    assert goods(products) == {"hats", "jackets", "boots", "scarves", "gloves", "socks"}

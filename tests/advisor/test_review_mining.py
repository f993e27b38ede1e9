"""Reading what is new, and nothing else; stopped half-way nothing is lost."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from advisor.review_mining import mine_reviews, tallies_of
from knowledge.reading import Reading, Remark, words_of
from shop.review import Review
from shop.storage import readings
from shop.storage.database import Database
from shop.storage.reviews import save_reviews, stage_reviews


class ZipReader:
    """Finds a complaint in every review that speaks of a zip; remembers what it read."""

    def __init__(self, version: str = "1", breaks_at: str = "") -> None:
        self.version, self.breaks_at = version, breaks_at
        self.seen: list[str] = []

    def read(self, reviews: Sequence[Review]) -> list[Reading]:
        if any(review.review_id == self.breaks_at for review in reviews):
            raise KeyboardInterrupt
        self.seen += [review.review_id for review in reviews]
        return [
            Reading((Remark("zip", words_of(review), 0.9),) if "zip" in review.text else ())
            for review in reviews
        ]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'aisle.db'}")
    database.migrate()
    yield database
    database.dispose()


def review(number: int, product: str = "jacket", text: str = "On day {} the zip broke.") -> Review:
    return Review(f"r{number:03}", product, 2, text.format(number))


def support(db: Database, product: str = "jacket") -> float:
    voiced = tallies_of(db)[product].aspects.get("zip")
    return voiced.support if voiced else 0


def test_only_new_and_changed_reviews_are_read(db: Database) -> None:
    save_reviews(db, [review(n) for n in range(5)])
    assert mine_reviews(db, ZipReader()).read == 5
    save_reviews(db, [review(2, text="All fine with number {} now"), review(3), review(7)])
    later = ZipReader()
    report = mine_reviews(db, later)
    assert later.seen == ["r002", "r007"] and (report.read, report.products) == (2, 1)
    assert support(db) == 5 and tallies_of(db)["jacket"].reviews == 6
    again = ZipReader()
    assert mine_reviews(db, again).products == 0 and again.seen == []


def test_another_model_reads_everything_again(db: Database) -> None:
    save_reviews(db, [review(n) for n in range(3)])
    mine_reviews(db, ZipReader())
    newer = ZipReader("2")
    assert mine_reviews(db, newer).read == 3 and support(db) == 3


def test_a_review_that_went_or_moved_counts_no_longer(db: Database) -> None:
    save_reviews(db, [review(1), review(2), review(3, "cap")])
    mine_reviews(db, ZipReader())
    with stage_reviews(db) as stage:
        stage.add([review(1), review(3, "hat")])
        stage.merge(replace_all=True)
    report = mine_reviews(db, ZipReader())
    assert report.forgotten == 1
    assert (support(db), support(db, "hat")) == (1, 1) and tallies_of(db)["cap"].reviews == 0


def test_only_the_products_of_new_reviews_are_counted_anew(db: Database) -> None:
    save_reviews(db, [review(1), review(2, "cap")])
    mine_reviews(db, ZipReader())
    from shop.storage.version import mined_version

    before = mined_version(db)
    save_reviews(db, [review(3, "cap")])
    mine_reviews(db, ZipReader())
    assert readings.tallied_since(db, before) == ["cap"]


def test_a_run_that_is_stopped_goes_on_where_it_was(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "_PAGE", 2)
    save_reviews(db, [review(n) for n in range(5)])
    with pytest.raises(KeyboardInterrupt):
        mine_reviews(db, ZipReader(breaks_at="r004"))
    heard: list[tuple[int, int]] = []
    rest = ZipReader()
    mine_reviews(db, rest, lambda done, total: heard.append((done, total)))
    assert rest.seen == ["r004"] and heard == [(1, 1)] and support(db) == 5

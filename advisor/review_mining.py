"""Reads the reviews that are new or changed, and counts anew the products that they are of."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from knowledge.reading import Reading
from knowledge.tally import Tally, count
from shop.review import Review
from shop.storage.database import Database
from shop.storage.readings import (
    count_unread,
    drop_orphans,
    load_tallies,
    retally,
    save_readings,
    stale_products,
    unread_reviews,
)
from shop.storage.upsert import chunks

#: Hears how many reviews are read, and how many there are to read.
Progress = Callable[[int, int], None]
#: Products counted in one transaction, which keeps others from writing for a moment.
AT_ONCE = 50


class Reader(Protocol):
    """Reads reviews; `version` changes with whatever changes a reading."""

    version: str

    def read(self, reviews: Sequence[Review]) -> list[Reading]:
        """One reading per review."""


@dataclass(frozen=True, slots=True)
class MiningReport:
    """`read` reviews were read, `forgotten` are no longer there, `products` were counted anew."""

    read: int
    forgotten: int
    products: int


def mine_reviews(db: Database, reader: Reader, progress: Progress = lambda done, total: None) -> MiningReport:
    """Brings what is known of reviews up to date. May be stopped at any time: what was read is kept, and the next run
    goes on from there."""
    forgotten, total, done = drop_orphans(db), count_unread(db, reader.version), 0
    for page in unread_reviews(db, reader.version):
        readings = reader.read([item.review for item in page])
        found = [(item, reading.to_dict()) for item, reading in zip(page, readings, strict=True)]
        save_readings(db, reader.version, found)
        done += len(page)
        progress(done, max(total, done))
    stale = stale_products(db)
    for product_ids in chunks(stale, AT_ONCE):
        retally(db, product_ids, _counted)
    return MiningReport(done, forgotten, len(stale))


def _counted(found: Sequence[tuple[Review, Mapping[str, Any]]]) -> Mapping[str, Any]:
    return count([(review, Reading.from_dict(values)) for review, values in found]).to_dict()


def tallies_of(db: Database, product_ids: Iterable[str] | None = None) -> dict[str, Tally]:
    """What the reviews of these products come to, by default of all."""
    return {key: Tally.from_dict(values) for key, values in load_tallies(db, product_ids)}

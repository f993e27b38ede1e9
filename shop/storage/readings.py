"""What was read in reviews, and what the reviews of each product come to, in the database.

A reading belongs to the review as it was and to the model that read it; when either changes the review is unread.
Whatever changes the readings of a product marks its tally stale in the same transaction, so that a run which is
stopped half-way loses nothing but the review it was at.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, or_, select

from shop.review import Review
from shop.storage.database import Database
from shop.storage.tables import readings, reviews, tallies
from shop.storage.upsert import chunks, insert_many
from shop.storage.version import MINED, bump_version

#: Makes a tally of a product's reviews, each with what was read in it.
Count = Callable[[Sequence[tuple[Review, Mapping[str, Any]]]], Mapping[str, Any]]
_REVIEW = [reviews.c[field.name] for field in fields(Review)]
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Unread:
    """A review that is to be read, as it is at this `version`."""

    review: Review
    version: int


def count_unread(db: Database, model: str) -> int:
    """How many reviews the model has not read as they are."""
    joined = reviews.outerjoin(readings, readings.c.review_id == reviews.c.review_id)
    with db.read() as connection:
        return connection.execute(select(func.count()).select_from(joined).where(_unread(model))).scalar_one()


def unread_reviews(db: Database, model: str) -> Iterator[list[Unread]]:
    """The reviews that the model has not read as they are, page by page, by id."""
    joined = reviews.outerjoin(readings, readings.c.review_id == reviews.c.review_id)
    statement = select(*_REVIEW, reviews.c.version).select_from(joined).where(_unread(model))
    statement, last = statement.order_by(reviews.c.review_id).limit(_PAGE), ""
    while True:
        with db.read() as connection:
            rows = connection.execute(statement.where(reviews.c.review_id > last)).all()
        if rows:
            yield [Unread(Review(*row[:-1]), row[-1]) for row in rows]
        if len(rows) < _PAGE:
            return
        last = rows[-1].review_id


def save_readings(db: Database, model: str, found: Iterable[tuple[Unread, Mapping[str, Any]]]) -> None:
    """Keeps what was read, and marks the products' tallies stale."""
    read = list(found)
    rows: list[dict[str, Any]] = [
        {
            "review_id": item.review.review_id,
            "product_id": item.review.product_id,
            "model": model,
            "version": item.version,
            "found": dict(values),
        }
        for item, values in read
    ]
    with db.begin() as connection:
        before = _products_of(connection, [item.review.review_id for item, _ in read])
        insert_many(
            connection, readings, rows, _replace("review_id", "product_id", "model", "version", "found")
        )
        _mark_stale(connection, {*before, *(item.review.product_id for item, _ in read)})


def drop_orphans(db: Database) -> int:
    """Forgets the readings of reviews that are no longer there; how many there were."""
    gone = select(readings.c.review_id).where(
        ~select(reviews.c.review_id).where(reviews.c.review_id == readings.c.review_id).exists()
    )
    with db.begin() as connection:
        ids = list(connection.execute(gone).scalars())
        for some in chunks(ids):
            _mark_stale(connection, _products_of(connection, some))
            connection.execute(delete(readings).where(readings.c.review_id.in_(some)))
    return len(ids)


def stale_products(db: Database) -> list[str]:
    """The products whose readings changed since they were tallied."""
    with db.read() as connection:
        return list(connection.execute(select(tallies.c.product_id).where(tallies.c.stale)).scalars())


def read_reviews(db: Database) -> Iterator[tuple[Review, Mapping[str, Any]]]:
    """Every review that was read, with what was found in it."""
    joined = reviews.join(readings, readings.c.review_id == reviews.c.review_id)
    statement = select(*_REVIEW, readings.c.found).select_from(joined)
    with db.read() as connection:
        for row in connection.execution_options(yield_per=_PAGE).execute(statement):
            yield Review(*row[:-1]), row.found or {}


def retally(db: Database, product_ids: Sequence[str], count: Count) -> None:
    """Counts these products' reviews anew. Nobody can add a reading meanwhile that the tally would miss.

    `count` makes a tally of a product's reviews, each with what was read in it; a product that has none any more
    gets an empty one.
    """
    joined = reviews.join(readings, readings.c.review_id == reviews.c.review_id)
    statement = select(*_REVIEW, readings.c.found).select_from(joined).order_by(reviews.c.review_id)
    read: dict[str, list[tuple[Review, Mapping[str, Any]]]] = {key: [] for key in product_ids}
    with db.begin() as connection:
        version = bump_version(connection, MINED)
        for row in connection.execute(statement.where(reviews.c.product_id.in_(product_ids))):
            review = Review(*row[:-1])
            read[review.product_id].append((review, row.found or {}))
        rows = [
            {"product_id": key, "stale": False, "version": version, "counted": dict(count(found))}
            for key, found in read.items()
        ]
        insert_many(connection, tallies, rows, _replace("product_id", "stale", "version", "counted"))


def load_tallies(
    db: Database, product_ids: Iterable[str] | None = None
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Pairs of a product and what its reviews come to, {} for none any more; of all products by default."""
    statement = select(tallies.c.product_id, tallies.c.counted)
    with db.read() as connection:
        if product_ids is None:
            yield from ((key, counted or {}) for key, counted in connection.execute(statement))
            return
        for some in chunks(product_ids):
            rows = connection.execute(statement.where(tallies.c.product_id.in_(some)))
            yield from ((key, counted or {}) for key, counted in rows)


def tallied_since(db: Database, version: int) -> list[str]:
    """The products whose reviews were counted anew after this version."""
    statement = select(tallies.c.product_id).where(tallies.c.version > version)
    with db.read() as connection:
        return list(connection.execute(statement).scalars())


def _unread(model: str) -> ColumnElement[bool]:
    missing = readings.c.review_id.is_(None)
    return or_(missing, readings.c.version != reviews.c.version, readings.c.model != model)


def _products_of(connection: Connection, review_ids: Sequence[str]) -> set[str]:
    """The products under which these reviews were read last."""
    statement = select(readings.c.product_id).where(readings.c.review_id.in_(review_ids)).distinct()
    return set(connection.execute(statement).scalars())


def _mark_stale(connection: Connection, product_ids: Iterable[str]) -> None:
    rows = [{"product_id": key, "stale": True, "version": 0, "counted": None} for key in product_ids]
    insert_many(connection, tallies, rows, _only_stale)


def _only_stale(statement: Any) -> Any:
    return statement.on_conflict_do_update(index_elements=["product_id"], set_={"stale": True})


def _replace(key: str, *names: str) -> Any:
    def conflict(statement: Any) -> Any:
        changes = {name: statement.excluded[name] for name in names}
        return statement.on_conflict_do_update(index_elements=[key], set_=changes)

    return conflict

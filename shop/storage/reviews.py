"""Reviews in the database, kept even when their product is not known (yet)."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import fields

from sqlalchemy import func, select, tuple_

from shop.review import Review
from shop.storage.counts import Counts
from shop.storage.database import Database
from shop.storage.stage import Stage, Target, row_of, save, staging
from shop.storage.tables import reviews
from shop.storage.version import CATALOGUE

_NAMES = [field.name for field in fields(Review)]
_PAGE = 5000
_TARGET: Target[Review] = Target(reviews, "review_id", row_of(Review), version=CATALOGUE)


def stage_reviews(db: Database) -> AbstractContextManager[Stage[Review]]:
    """A stage for reviews, to be merged as a whole."""
    return staging(db, _TARGET)


def save_reviews(db: Database, reviews: Iterable[Review]) -> Counts:
    """Adds new reviews and updates changed ones; all or nothing."""
    return save(stage_reviews(db), reviews)


def load_reviews(db: Database, product_id: str | None = None) -> Iterator[Review]:
    """The reviews of one product, or of all, by product and id; page by page, never all in memory."""
    last = ("", "")
    place = (reviews.c.product_id, reviews.c.review_id)
    statement = select(*(reviews.c[name] for name in _NAMES)).order_by(*place).limit(_PAGE)
    if product_id is not None:
        statement = statement.where(reviews.c.product_id == product_id)
    while True:
        with db.read() as connection:
            rows = connection.execute(statement.where(tuple_(*place) > last)).all()
        yield from (Review(*row) for row in rows)
        if len(rows) < _PAGE:
            return
        last = (rows[-1].product_id, rows[-1].review_id)


def count_reviews(db: Database) -> int:
    """How many reviews there are."""
    with db.read() as connection:
        return connection.execute(select(func.count()).select_from(reviews)).scalar_one()

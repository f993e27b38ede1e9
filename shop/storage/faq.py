"""The shop's FAQ in the database."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import fields

from sqlalchemy import func, select

from shop.faq import FaqEntry
from shop.storage.counts import Counts
from shop.storage.database import Database
from shop.storage.stage import Stage, Target, row_of, save, staging
from shop.storage.tables import faq
from shop.storage.version import FAQ

_NAMES = [field.name for field in fields(FaqEntry)]
_TARGET: Target[FaqEntry] = Target(faq, "entry_id", row_of(FaqEntry), version=FAQ)


def stage_faq(db: Database) -> AbstractContextManager[Stage[FaqEntry]]:
    """A stage for entries, to be merged as a whole."""
    return staging(db, _TARGET)


def save_faq(db: Database, entries: Iterable[FaqEntry]) -> Counts:
    """Adds new entries and updates changed ones; all or nothing."""
    return save(stage_faq(db), entries)


def load_faq(db: Database) -> list[FaqEntry]:
    """Every entry, by id."""
    statement = select(*(faq.c[name] for name in _NAMES)).order_by(faq.c.entry_id)
    with db.read() as connection:
        return [FaqEntry(*row) for row in connection.execute(statement)]


def count_faq(db: Database) -> int:
    """How many entries there are."""
    with db.read() as connection:
        return connection.execute(select(func.count()).select_from(faq)).scalar_one()

"""The shop's FAQ in the database."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import fields
from typing import Any

from sqlalchemy import func, select

from shop.faq import FaqEntry
from shop.storage.counts import Counts
from shop.storage.database import Database
from shop.storage.stage import Stage, Target, staging
from shop.storage.tables import faq
from shop.storage.version import FAQ

_NAMES = [field.name for field in fields(FaqEntry)]


def faq_row(entry: FaqEntry) -> Mapping[str, Any]:
    """The entry as a row."""
    return {name: getattr(entry, name) for name in _NAMES}


_TARGET: Target[FaqEntry] = Target(faq, "entry_id", faq_row, version=FAQ)


def stage_faq(db: Database) -> AbstractContextManager[Stage[FaqEntry]]:
    """A stage for entries, to be merged as a whole."""
    return staging(db, _TARGET)


def save_faq(db: Database, entries: Iterable[FaqEntry]) -> Counts:
    """Adds new entries and updates changed ones; all or nothing."""
    with stage_faq(db) as stage:
        stage.add(entries)
        return stage.merge()


def load_faq(db: Database) -> list[FaqEntry]:
    """Every entry, by id."""
    statement = select(*(faq.c[name] for name in _NAMES)).order_by(faq.c.entry_id)
    with db.read() as connection:
        return [FaqEntry(*row) for row in connection.execute(statement)]


def count_faq(db: Database) -> int:
    """How many entries there are."""
    with db.read() as connection:
        return connection.execute(select(func.count()).select_from(faq)).scalar_one()

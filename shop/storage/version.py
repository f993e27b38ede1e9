"""Versions: numbers that rise with every change of the catalogue, of the shop's answers, of its rules and of
what its reviews come to."""

from sqlalchemy import Connection, select

from shop.storage.database import Database
from shop.storage.tables import meta
from shop.storage.upsert import insert

#: Products and reviews.
CATALOGUE = "catalogue_version"
FAQ = "faq_version"
RULES = "rules_version"
#: What reviews come to.
MINED = "mined_version"


def catalogue_version(db: Database) -> int:
    """0 for an empty shop; higher after every change of products or reviews."""
    return _version(db, CATALOGUE)


def faq_version(db: Database) -> int:
    """0 for a shop that never had an FAQ; higher after every change of it."""
    return _version(db, FAQ)


def rules_version(db: Database) -> int:
    """0 for a shop that never had business rules; higher after every change of them."""
    return _version(db, RULES)


def mined_version(db: Database) -> int:
    """0 where no review was read yet; higher whenever what the reviews of some product come to has changed."""
    return _version(db, MINED)


def bump_version(connection: Connection, key: str = CATALOGUE) -> int:
    """Raises the version, within the transaction that makes the change, and returns the new one.

    Done before the change: whoever else wants to change something waits, so that versions are seen in their order.
    """
    statement = insert(connection, meta).values(key=key, value=1)
    rise = {"value": meta.c.value + 1}
    risen = statement.on_conflict_do_update(index_elements=["key"], set_=rise).returning(meta.c.value)
    return int(connection.execute(risen).scalar_one())


def _version(db: Database, key: str) -> int:
    with db.read() as connection:
        return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar() or 0

"""The catalogue's version: a number that rises with every change of products or reviews."""

from sqlalchemy import Connection, select

from shop.storage.database import Database
from shop.storage.tables import meta
from shop.storage.upsert import insert

_KEY = "catalogue_version"


def catalogue_version(db: Database) -> int:
    """0 for an empty shop; higher after every change of products or reviews."""
    with db.read() as connection:
        return connection.execute(select(meta.c.value).where(meta.c.key == _KEY)).scalar() or 0


def bump_version(connection: Connection) -> None:
    """Raises the version, within the transaction that changes the catalogue."""
    statement = insert(connection, meta).values(key=_KEY, value=1)
    rise = {"value": meta.c.value + 1}
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=rise))

"""Thumbs up and thumbs down."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from shop.storage.database import Database
from shop.storage.tables import tastes
from shop.storage.upsert import insert

_OF_OWNER = (
    select(tastes.c.product_id, tastes.c.liked, tastes.c.timestamp)
    .where(tastes.c.owner == bindparam("owner"))
    .order_by(tastes.c.timestamp, tastes.c.product_id)
)


@dataclass(frozen=True, slots=True)
class Taste:
    """Whether its owner likes a product, and since when."""

    product_id: str
    liked: bool
    at: datetime


def save_taste(db: Database, owner: str, product_id: str, liked: bool, at: datetime) -> None:
    """Keeps the owner's newest word on the product."""
    with db.begin() as connection:
        row = {"owner": owner, "product_id": product_id, "liked": liked, "timestamp": at}
        statement = insert(connection, tastes).values(row)
        changes = {"liked": statement.excluded.liked, "timestamp": statement.excluded.timestamp}
        connection.execute(
            statement.on_conflict_do_update(index_elements=["owner", "product_id"], set_=changes)
        )


def load_tastes(db: Database, owner: str) -> list[Taste]:
    """The owner's likes and dislikes, newest last."""
    with db.read() as connection:
        return [Taste(*row) for row in connection.execute(_OF_OWNER, {"owner": owner})]

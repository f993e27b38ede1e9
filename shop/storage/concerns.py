"""What shoppers mind, by aspect of complaint."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, or_, select

from shop.storage.database import Database
from shop.storage.tables import concerns
from shop.storage.upsert import insert

_KEY = ("owner", "aspect", "product_id")
#: Made once: every turn of a conversation asks.
_OF_TWO = (
    select(concerns.c.aspect, concerns.c.product_id)
    .distinct()
    .where(or_(concerns.c.owner == bindparam("one"), concerns.c.owner == bindparam("other")))
    .order_by(concerns.c.aspect, concerns.c.product_id)
)


@dataclass(frozen=True, slots=True)
class Concern:
    """An aspect that is minded: in general where `product_id` is "", else it is why that product was not wanted."""

    aspect: str
    product_id: str = ""


def save_concerns(
    db: Database, owner: str, aspects: Collection[str], at: datetime, product_id: str = ""
) -> None:
    """Keeps that the owner minds the aspects; what is known already gets the newer moment."""
    if not aspects:
        return
    rows = [
        {"owner": owner, "aspect": aspect, "product_id": product_id, "at": at} for aspect in sorted(aspects)
    ]
    with db.begin() as connection:
        statement = insert(connection, concerns).values(rows)
        connection.execute(
            statement.on_conflict_do_update(index_elements=_KEY, set_={"at": statement.excluded.at})
        )


def load_concerns(db: Database, owner: str, other: str = "") -> list[Concern]:
    """What either of the owners minds, each thing once; nothing for the unknown owner ""."""
    with db.read() as connection:
        rows = connection.execute(_OF_TWO, {"one": owner or other, "other": other or owner})
        return [Concern(*row) for row in rows] if owner or other else []


def drop_concerns(
    db: Database, owners: Collection[str], aspects: Collection[str], reasons: bool = False
) -> None:
    """Forgets that the owners mind these aspects in general; with `reasons` also that they were one."""
    rows = and_(concerns.c.owner.in_(owners), concerns.c.aspect.in_(aspects))
    with db.begin() as connection:
        connection.execute(delete(concerns).where(rows if reasons else rows & (concerns.c.product_id == "")))

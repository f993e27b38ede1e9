"""What customers granted, by Consent Mode's keys. What was never granted is denied."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Select, select

from shop.storage.database import Database
from shop.storage.tables import consents
from shop.storage.upsert import insert

PERSONAL = "personalization_storage"


def set_consent(db: Database, customer_id: str, key: str, granted: bool, at: datetime) -> None:
    """Keeps the customer's newest word on `key`; what is older than the stored word is ignored."""
    with db.begin() as connection:
        statement = insert(connection, consents).values(
            customer_id=customer_id, key=key, granted=granted, timestamp=at
        )
        changes = {"granted": statement.excluded.granted, "timestamp": statement.excluded.timestamp}
        newer = statement.excluded.timestamp >= consents.c.timestamp
        connection.execute(
            statement.on_conflict_do_update(index_elements=["customer_id", "key"], set_=changes, where=newer)
        )


def get_consent(db: Database, customer_id: str) -> Mapping[str, bool]:
    """Key to granted, for the keys the customer spoke on; a missing key means denied."""
    statement = select(consents.c.key, consents.c.granted).where(consents.c.customer_id == customer_id)
    with db.read() as connection:
        return {row.key: row.granted for row in connection.execute(statement)}


def denied_customers(key: str) -> Select[str]:
    """The customers whose newest word on `key` is no."""
    return select(consents.c.customer_id).where(consents.c.key == key, ~consents.c.granted)

"""What customers granted, by Consent Mode's keys. What was never granted is denied."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Select, bindparam, select

from shop.storage.database import Database
from shop.storage.tables import consents
from shop.storage.upsert import insert

PERSONAL = "personalization_storage"
_OF_CUSTOMER = select(consents.c.key, consents.c.granted).where(
    consents.c.customer_id == bindparam("customer_id")
)


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
    with db.read() as connection:
        rows = connection.execute(_OF_CUSTOMER, {"customer_id": customer_id})
        return {row.key: row.granted for row in rows}


def denied_customers(key: str) -> Select[str]:
    """The customers whose newest word on `key` is no."""
    return select(consents.c.customer_id).where(consents.c.key == key, ~consents.c.granted)

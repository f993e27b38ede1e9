"""What shoppers thought of a conversation, once it was over."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from shop.storage.database import Database
from shop.storage.tables import feedback
from shop.storage.upsert import insert


@dataclass(frozen=True, slots=True)
class Feedback:
    """`rating` 1 (bad) to 5 (good)."""

    rating: int
    comment: str
    at: datetime


def save_feedback(db: Database, conversation_id: str, rating: int, comment: str, at: datetime) -> None:
    """Keeps what a shopper thinks; the newest word of a conversation counts."""
    row = {"conversation_id": conversation_id, "rating": rating, "comment": comment, "timestamp": at}
    with db.begin() as connection:
        statement = insert(connection, feedback).values(row)
        new = {name: statement.excluded[name] for name in ("rating", "comment", "timestamp")}
        connection.execute(statement.on_conflict_do_update(index_elements=["conversation_id"], set_=new))


def get_feedback(db: Database, conversation_id: str) -> Feedback | None:
    columns = (feedback.c.rating, feedback.c.comment, feedback.c.timestamp)
    with db.read() as connection:
        row = connection.execute(
            select(*columns).where(feedback.c.conversation_id == conversation_id)
        ).first()
    return Feedback(*row) if row else None

"""Canned answers: texts that agents send by their shortcut."""

from dataclasses import dataclass

from sqlalchemy import delete, select

from shop.storage.database import Database
from shop.storage.tables import canned_answers
from shop.storage.upsert import insert


@dataclass(frozen=True, slots=True)
class CannedAnswer:
    shortcut: str
    text: str


def save_canned(db: Database, answer: CannedAnswer) -> None:
    """Keeps the answer; one of the same shortcut is replaced."""
    with db.begin() as connection:
        statement = insert(connection, canned_answers).values(shortcut=answer.shortcut, text=answer.text)
        changes = {"text": statement.excluded.text}
        connection.execute(statement.on_conflict_do_update(index_elements=["shortcut"], set_=changes))


def load_canned(db: Database) -> list[CannedAnswer]:
    """Every canned answer, by shortcut."""
    statement = select(canned_answers.c.shortcut, canned_answers.c.text).order_by(canned_answers.c.shortcut)
    with db.read() as connection:
        return [CannedAnswer(*row) for row in connection.execute(statement)]


def delete_canned(db: Database, shortcut: str) -> bool:
    """Whether there was such an answer; it is gone now."""
    with db.begin() as connection:
        return (
            connection.execute(delete(canned_answers).where(canned_answers.c.shortcut == shortcut)).rowcount
            > 0
        )

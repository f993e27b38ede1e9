"""What agents write for one another about a conversation; shoppers never see it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from shop.storage.database import Database
from shop.storage.tables import notes
from shop.storage.upsert import insert


@dataclass(frozen=True, slots=True)
class Note:
    number: int
    agent_id: str
    text: str
    at: datetime


def add_note(db: Database, conversation_id: str, agent_id: str, text: str, at: datetime) -> Note:
    row = {"conversation_id": conversation_id, "agent_id": agent_id, "text": text, "timestamp": at}
    with db.begin() as connection:
        number = connection.execute(
            insert(connection, notes).values(row).returning(notes.c.number)
        ).scalar_one()
    return Note(number, agent_id, text, at)


def load_notes(db: Database, conversation_id: str) -> list[Note]:
    """The notes of a conversation, oldest first."""
    columns = (notes.c.number, notes.c.agent_id, notes.c.text, notes.c.timestamp)
    statement = select(*columns).where(notes.c.conversation_id == conversation_id).order_by(notes.c.number)
    with db.read() as connection:
        return [Note(*row) for row in connection.execute(statement)]

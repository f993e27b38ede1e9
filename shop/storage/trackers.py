"""The bot's memory of conversations: the SQLite file of Rasa's tracker store, which Rasa fills and we erase from."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import select

from shop.storage.database import BUSY_SECONDS, Database
from shop.storage.errors import StorageError
from shop.storage.tables import conversations

CHUNK = 500


def prepare_trackers(path: Path) -> None:
    """Makes the file where it is missing, in WAL mode: Rasa, which keeps the mode it finds, then waits for one write
    to the disk per turn instead of several. Raises StorageError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"The folder of the bot's memory {path} cannot be made: {error}.") from error
    with _opened(path) as connection:
        connection.execute("PRAGMA journal_mode=WAL")


def erase_trackers(path: Path, conversation_ids: Iterable[str]) -> None:
    """Overwrites what the bot remembers of these conversations. Raises StorageError.

    Rasa writes a conversation's events when its turn ends, so call this after the turn.
    """
    if not path.is_file():
        return
    with _opened(path) as connection:
        if not _has_events(connection):
            return
        with connection:
            connection.executemany(
                "DELETE FROM events WHERE sender_id = ?", [(one,) for one in conversation_ids]
            )
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def erase_strays(path: Path, db: Database) -> int:
    """Erases what the bot remembers of conversations that the shop's database does not hold any more, because a shopper
    was forgotten; returns how many these were. Raises StorageError."""
    strays = [*_strays(path, db)]
    if strays:
        erase_trackers(path, strays)
    return len(strays)


def _strays(path: Path, db: Database) -> Iterator[str]:
    known = _remembered(path)
    with db.read() as connection:
        for start in range(0, len(known), CHUNK):
            chunk = known[start : start + CHUNK]
            column = conversations.c.conversation_id
            kept = set(connection.execute(select(column).where(column.in_(chunk))).scalars())
            yield from (one for one in chunk if one not in kept)


def _remembered(path: Path) -> list[str]:
    if not path.is_file():
        return []
    with _opened(path) as connection:
        if not _has_events(connection):
            return []
        return [row[0] for row in connection.execute("SELECT DISTINCT sender_id FROM events")]


def _has_events(connection: sqlite3.Connection) -> bool:
    """Whether Rasa has made its table yet."""
    found = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'events'"
    return connection.execute(found).fetchone() is not None


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
            connection.execute("PRAGMA secure_delete=ON")
            yield connection
    except sqlite3.Error as error:
        raise StorageError(f"The bot's memory {path} cannot be read or written: {error}.") from error

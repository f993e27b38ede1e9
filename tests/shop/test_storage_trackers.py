"""What the bot remembers: erased where its shopper is forgotten, kept for everybody else."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from shop.storage.conversations import open_conversation
from shop.storage.database import Database
from shop.storage.errors import StorageError
from shop.storage.trackers import erase_strays, erase_trackers, prepare_trackers

SECRET = "my feet hurt in those boots"


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    """The file as Rasa fills it, with two events of each of three conversations."""
    path = tmp_path / "bot" / "tracker.db"
    prepare_trackers(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id TEXT, data TEXT)")
        for sender in ("c-1", "c-2", "c-3"):
            for turn in (1, 2):
                row = (sender, f"{sender} {turn}: {SECRET}")
                connection.execute("INSERT INTO events (sender_id, data) VALUES (?, ?)", row)
    return path


def senders(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT sender_id FROM events ORDER BY id")]


def bytes_of(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_a_conversation_is_erased_and_the_others_are_kept(memory: Path) -> None:
    erase_trackers(memory, ["c-2"])
    assert senders(memory) == ["c-1", "c-1", "c-3", "c-3"]


def test_nothing_of_what_was_erased_can_be_read_from_the_disk(memory: Path) -> None:
    assert b"c-2 1: my feet" in bytes_of(memory)
    erase_trackers(memory, ["c-2"])
    assert b"c-2 1: my feet" not in bytes_of(memory)
    assert b"c-1 1: my feet" in bytes_of(memory)


def test_what_belongs_to_no_conversation_of_the_shop_is_erased(
    memory: Path, db: Database, now: datetime
) -> None:
    open_conversation(db, "c-3", "", now, False)
    assert erase_strays(memory, db) == 2
    assert senders(memory) == ["c-3", "c-3"]
    assert erase_strays(memory, db) == 0


def test_before_the_bot_ever_ran_there_is_nothing_to_erase(tmp_path: Path, db: Database) -> None:
    path = tmp_path / "tracker.db"
    erase_trackers(path, ["c-1"])
    assert erase_strays(path, db) == 0 and not path.exists()
    prepare_trackers(path)
    assert erase_strays(path, db) == 0


def test_a_file_that_is_no_database_is_said_in_one_sentence(tmp_path: Path, db: Database) -> None:
    path = tmp_path / "tracker.db"
    path.write_bytes(b"not a database" * 200)
    with pytest.raises(StorageError, match="bot's memory"):
        erase_strays(path, db)

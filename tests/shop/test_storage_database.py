"""The database door: where it opens, how it fails, who waits for whom."""

import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, text

from shop.product import Product
from shop.storage.conversations import add_message, load_messages, open_conversation
from shop.storage.database import Database, StorageError
from shop.storage.products import count_products, save_products, stage_products

NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)


def test_the_folder_is_made(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'a' / 'b' / 'aisle.db'}")
    database.migrate()
    assert count_products(database) == 0
    database.dispose()


def test_sqlite_is_set_up_for_many_readers(sqlite_db: Database) -> None:
    with sqlite_db.read() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(text("PRAGMA busy_timeout")).scalar() == 30_000


def test_postgresql_means_our_driver() -> None:
    assert "postgresql+pg8000" in repr(Database("postgresql://shop@localhost/shop"))
    assert "postgresql+pg8000" in repr(Database("postgres://shop@localhost/shop"))


def test_a_password_is_not_shown() -> None:
    database = Database("postgresql://shop:hunter2@127.0.0.1:1/shop")
    with pytest.raises(StorageError, match="cannot be reached") as caught:
        count_products(database)
    assert "hunter2" not in repr(database) + str(caught.value)


def test_sqlite_needs_a_file() -> None:
    with pytest.raises(StorageError, match="needs a file"):
        Database("sqlite://")


def test_tables_that_are_missing_are_named_as_that(database_url: str) -> None:
    database = Database(database_url)
    with pytest.raises(StorageError, match="no tables yet"):
        count_products(database)
    database.dispose()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "aisle.db").write_text("Dear diary, " * 1000)
    with pytest.raises(StorageError, match="is not a database"):
        Database(f"sqlite:///{tmp_path / 'aisle.db'}").migrate()
    assert (tmp_path / "aisle.db").read_text().startswith("Dear diary")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be made"):
        Database(f"sqlite:///{tmp_path / 'file' / 'aisle.db'}")


def test_a_full_disk_is_said_clearly_and_changes_nothing(sqlite_db: Database) -> None:
    save_products(sqlite_db, [Product("boot", "Boot")])
    with sqlite_db.read() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    sqlite_db.dispose()

    def limit(raw: sqlite3.Connection, _record: object) -> None:
        raw.execute(f"PRAGMA max_page_count={pages}")

    event.listen(sqlite_db._engine, "connect", limit)
    with pytest.raises(StorageError, match="disk is full: nothing was saved"):
        save_products(sqlite_db, (Product(f"p{number}", "Sock", "wool " * 200) for number in range(2000)))
    event.remove(sqlite_db._engine, "connect", limit)
    sqlite_db.dispose()
    assert count_products(sqlite_db) == 1


def test_a_full_temporary_disk_is_said_clearly(sqlite_db: Database) -> None:
    def full(*_arguments: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    event.listen(sqlite_db._engine, "do_executemany", full)
    with pytest.raises(StorageError, match="disk is full"), stage_products(sqlite_db) as stage:
        stage.add([Product("boot", "Boot"), Product("hat", "Hat")])
    event.remove(sqlite_db._engine, "do_executemany", full)
    assert count_products(sqlite_db) == 0


def test_filling_a_stage_does_not_hold_up_writers(sqlite_db: Database) -> None:
    with stage_products(sqlite_db) as stage:
        stage.add([Product("boot", "Boot")])
        open_conversation(sqlite_db, "c", "", NOW, False)
        stage.add([Product("hat", "Hat")])
        stage.merge()
    assert count_products(sqlite_db) == 2


def test_threads_write_one_after_the_other(db: Database) -> None:
    open_conversation(db, "c", "", NOW, False)

    def talk() -> None:
        for _ in range(10):
            add_message(db, "c", "shopper", "hi", None, NOW)

    threads = [threading.Thread(target=talk) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(load_messages(db, "c")) == 60


def test_a_reader_sees_one_state(sqlite_db: Database) -> None:
    with sqlite_db.read() as connection:
        count = text("SELECT count(*) FROM products")
        before = connection.execute(count).scalar()
        save_products(sqlite_db, [Product("boot", "Boot")])
        assert connection.execute(count).scalar() == before == 0
    assert count_products(sqlite_db) == 1

"""The database: one engine, transactions as contexts, errors as clear sentences."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import SQLAlchemyError

from shop.storage.errors import StorageError as StorageError
from shop.storage.errors import explain

BUSY_SECONDS = 30
_WRITES = "aisle_writes"


class Database:
    """The shop's database at an SQLAlchemy URL; safe to share between threads.

    SQLite needs a file (every thread of `:memory:` would see its own database) and gets its
    folder made; `postgresql://` means the pg8000 driver. Nothing is opened before the first use.
    """

    def __init__(self, url: str) -> None:
        self.url = _with_driver(make_url(url))
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._engine = _sqlite_engine(self.url) if self.is_sqlite else _server_engine(self.url)

    def __repr__(self) -> str:
        return f"Database({self.url!r})"

    def migrate(self) -> None:
        """Brings the tables to the newest form; quick when they are. Raises StorageError."""
        from shop.storage.migrations.upgrade import upgrade

        if self.is_sqlite:
            _make_folder(self.url)
        with self.begin() as connection:
            upgrade(connection)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction that writes: committed when the block ends, undone when it fails."""
        with self.connection() as connection, writing(connection):
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the database and changes nothing."""
        with self.connection() as connection:
            yield connection

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A bare connection, for several transactions in a row. Database errors become StorageError."""
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StorageError(explain(error, self.url)) from error

    def checkpoint(self) -> None:
        """Empties SQLite's log into the file, as far as no reader still needs it."""
        if self.is_sqlite:
            with self.connection() as connection:
                connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def dispose(self) -> None:
        """Closes every connection."""
        self._engine.dispose()


@contextmanager
def writing(connection: Connection) -> Iterator[None]:
    """One writing transaction on a bare connection."""
    connection.execution_options(**{_WRITES: True})
    try:
        with connection.begin():
            yield
    finally:
        connection.execution_options(**{_WRITES: False})


def _with_driver(url: URL) -> URL:
    """`postgresql://` and `postgres://` with the driver that Aisle ships."""
    return url.set(drivername="postgresql+pg8000") if url.drivername in ("postgres", "postgresql") else url


def _make_folder(url: URL) -> None:
    try:
        Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"The folder of the database {url.database} cannot be made: {error}.") from error


def _server_engine(url: URL) -> Engine:
    return create_engine(url, hide_parameters=True, pool_pre_ping=True, pool_size=8, max_overflow=24)


def _sqlite_engine(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise StorageError("SQLite needs a file, such as sqlite:////var/lib/aisle/aisle.db.")
    _make_folder(url)
    engine = create_engine(
        url, hide_parameters=True, pool_size=8, max_overflow=40, connect_args={"timeout": BUSY_SECONDS}
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Leaves transactions to us (see SQLAlchemy's pysqlite notes) and sets what WAL mode wants."""
    connection.isolation_level = None
    _use_wal(connection)
    for pragma in (
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "cache_size=-32768",
        "temp_store=FILE",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _use_wal(connection: Any) -> None:
    """Turns WAL mode on. SQLite does not wait when two connections turn a new file at once, so we do."""
    deadline = time.monotonic() + BUSY_SECONDS
    while not _turned_wal(connection, last=time.monotonic() > deadline):
        time.sleep(0.02)


def _turned_wal(connection: Any, last: bool) -> bool:
    try:
        connection.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        if last or "locked" not in str(error):
            raise
        return False
    return True


def _begin_sqlite(connection: Connection) -> None:
    """Takes the write lock at once when writing, so that two writers wait instead of failing."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

"""Databases for the storage tests: a SQLite file always, a throw-away PostgreSQL where Debian's is installed."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from shop.storage.database import Database
from shop.storage.tables import metadata

BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'state' / 'aisle.db'}"
    new_database: Callable[[], str] = request.getfixturevalue("new_postgres_database")
    return new_database()


@pytest.fixture(params=BOTH)
def db(request: pytest.FixtureRequest) -> Database:
    """A migrated, empty database, of each kind in turn."""
    fixture = "sqlite_db" if request.param == "sqlite" else "postgres_db"
    database: Database = request.getfixturevalue(fixture)
    return database


@pytest.fixture
def sqlite_db(blank_sqlite: Path, tmp_path: Path) -> Iterator[Database]:
    """A migrated, empty SQLite database: a copy of one that was migrated once."""
    path = shutil.copy(blank_sqlite, tmp_path / "aisle.db")
    database = Database(f"sqlite:///{path}")
    yield database
    database.dispose()


@pytest.fixture
def postgres_db(blank_postgres: Database) -> Database:
    """A migrated PostgreSQL database, emptied of what the last test left."""
    tables = ", ".join(metadata.tables)
    with blank_postgres.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))
    return blank_postgres


@pytest.fixture(scope="session")
def blank_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blank") / "aisle.db"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.checkpoint()
    database.dispose()
    return path


@pytest.fixture(scope="session")
def blank_postgres(new_postgres_database: Callable[[], str]) -> Iterator[Database]:
    database = Database(new_postgres_database())
    database.migrate()
    yield database
    database.dispose()


@pytest.fixture(scope="session")
def new_postgres_database() -> Iterator[Callable[[], str]]:
    """Makes an empty PostgreSQL database and returns its URL; skips where there is no server to start."""
    programs = postgres_programs()
    if programs is None:
        missing = "Debian's postgresql is not installed (no /usr/lib/postgresql/*/bin/initdb)"
        if os.environ.get("AISLE_TEST_POSTGRES") == "require":
            pytest.fail(f"AISLE_TEST_POSTGRES=require, but {missing}")
        pytest.skip(missing)
    folder = Path(tempfile.mkdtemp(prefix="aisle-pg-"))  # a socket's path must be short
    server = Server(programs, folder)
    try:
        server.start()
        yield server.new_database
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def postgres_programs() -> Path | None:
    """The folder of the newest installed server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


class Server:
    """A throw-away PostgreSQL that only listens on a socket in its own folder."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs = programs
        self.folder = folder
        self.data = folder / "data"
        self.made = 0

    def start(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        self.run("initdb", "-D", self.data, "-U", "aisle", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = f"-c listen_addresses='' -k {self.folder} -F"
        self.run("pg_ctl", "start", "-w", "-D", self.data, "-l", self.folder / "log", "-o", options)

    def stop(self) -> None:
        """Ends this very server: pg_ctl reads its process id from its own data folder."""
        if (self.data / "postmaster.pid").exists():
            self.run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", self.data)

    def new_database(self) -> str:
        self.made += 1
        name = f"shop{self.made}"
        self.run("createdb", "-h", self.folder, "-U", "aisle", name)
        return f"postgresql://aisle@/{name}?unix_sock={self.folder}/.s.PGSQL.5432"

    def run(self, program: str, *arguments: object) -> None:
        """Runs one of the server's programs, as the user postgres where we are root (the server insists)."""
        command = [str(self.programs / program), *map(str, arguments)]
        if os.geteuid() == 0:
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
        done = subprocess.run(
            command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout.decode(errors='replace')}")

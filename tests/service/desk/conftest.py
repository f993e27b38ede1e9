"""A shop with two agents and an admin at its desk."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_shop import Person, Shop, opened_shop

import service.desk.passwords
from shop.storage.database import Database


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "aisle.db"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.checkpoint()
    database.dispose()
    return path


@pytest.fixture
def db(empty_database: Path, tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{shutil.copy(empty_database, tmp_path / 'aisle.db')}")
    yield database
    database.dispose()


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that are made in no time; how strong they are is another test's question."""
    hasher = service.desk.passwords.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(service.desk.passwords, "_hasher", hasher)
    service.desk.passwords._nobodys.cache_clear()


@pytest.fixture
def shop(db: Database, tmp_path: Path) -> Iterator[Shop]:
    with opened_shop(db, tmp_path) as shop:
        yield shop


@pytest.fixture
def sam(shop: Shop) -> Person:
    return shop.agent("sam", "Sam Reed")


@pytest.fixture
def kim(shop: Shop) -> Person:
    return shop.agent("kim", "Kim Vale", team="orders")


@pytest.fixture
def ada(shop: Shop) -> Person:
    return shop.agent("ada", "Ada Boss", role="admin")

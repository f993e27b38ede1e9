"""Migrations make exactly the tables the code expects, on every kind of database."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import text

from shop.product import Product
from shop.storage.database import Database, StorageError
from shop.storage.faq import count_faq
from shop.storage.migrations import upgrade
from shop.storage.products import count_products, save_products
from shop.storage.tables import metadata
from shop.storage.version import catalogue_version


def test_migrated_tables_are_those_of_the_code(db: Database) -> None:
    with db.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_migrating_again_keeps_what_is_there(database_url: str) -> None:
    database = Database(database_url)
    database.migrate()
    save_products(database, [Product("boot", "Boot")])
    database.migrate()
    assert count_products(database) == 1
    database.dispose()


def test_a_shop_from_before_the_faq_keeps_what_it_has(database_url: str) -> None:
    database = Database(database_url)
    config = Config()
    config.set_main_option("script_location", str(Path(upgrade.__file__).parent))
    with database.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text("INSERT INTO meta (key, value) VALUES ('catalogue_version', 5)"))
    database.migrate()
    assert (catalogue_version(database), count_faq(database)) == (5, 0)
    database.dispose()


def test_two_processes_may_migrate_at_once(database_url: str) -> None:
    databases = [Database(database_url) for _ in range(3)]
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(Database.migrate, databases))
    assert count_products(databases[0]) == 0
    for database in databases:
        database.dispose()


def test_a_newer_database_is_not_touched(sqlite_db: Database) -> None:
    with sqlite_db.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match="another version of Aisle"):
        sqlite_db.migrate()

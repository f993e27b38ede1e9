"""Brings a database to the newest migration."""

from pathlib import Path

from sqlalchemy import Connection, text

from shop.storage.errors import StorageError

#: Any number, the same for every process: whoever holds this lock migrates.
_LOCK = 4_127_301


def upgrade(connection: Connection) -> None:
    """Applies what is missing, within the connection's transaction. Raises StorageError when
    the database was made by a newer Aisle."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StorageError(f"The database was made by another version of Aisle: {error}.") from error

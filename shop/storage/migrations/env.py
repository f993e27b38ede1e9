"""Run by Alembic: applies migrations on the connection that `upgrade` hands over."""

from alembic import context

from shop.storage.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
context.run_migrations()

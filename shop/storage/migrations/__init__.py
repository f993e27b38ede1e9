"""Alembic migrations, packaged with the code that needs them."""

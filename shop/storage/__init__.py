"""The shop's memory: SQLAlchemy Core tables, on SQLite or PostgreSQL. The only door to sqlalchemy."""

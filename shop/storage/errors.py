"""Database errors as sentences that name no personal data."""

from sqlalchemy import URL
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class StorageError(Exception):
    """The database did not do what was asked; nothing of the transaction was kept."""


#: The class of SQLSTATE codes that say that a row breaks a rule.
_INTEGRITY = "23"

#: What drivers say (in lower case) and what it means. {place} is the file or the server.
_SENTENCES = (
    ("database or disk is full", "The disk is full: nothing was saved to {place}."),
    ("no space left", "The disk is full: nothing was saved to {place}."),
    ("could not extend file", "The disk is full: nothing was saved to {place}."),
    ("database is locked", "Another process keeps writing to {place}; try again when it is done."),
    (
        "unable to open database",
        "The database {place} cannot be opened: check that its folder can be written.",
    ),
    ("readonly database", "The database {place} cannot be written: check its permissions."),
    ("not a database", "{place} is not a database: move it away or choose another."),
    ("malformed", "The database {place} is damaged: restore it from a backup."),
    ("disk i/o error", "The disk of {place} fails to read or write."),
    ("no such table", "The database {place} has no tables yet: migrate it first."),
    ("42p01", "The database {place} has no tables yet: migrate it first."),
    ("can't create a connection", "The database server at {place} cannot be reached."),
    ("connection refused", "The database server at {place} cannot be reached."),
    ("network error", "The connection to {place} was lost."),
    ("password authentication failed", "The database server at {place} refuses the user or the password."),
    ("28p01", "The database server at {place} refuses the user or the password."),
    ("3d000", "The server at {place} has no such database."),
)


def explain(error: SQLAlchemyError, url: URL) -> str:
    """One sentence on what went wrong and where; never a value of a row."""
    place = url.database if url.get_backend_name() == "sqlite" else _server(url)
    if isinstance(error, PoolTimeout):
        return f"Every connection to {place} is in use."
    code, message = _said(error)
    if isinstance(error, IntegrityError) or code.startswith(_INTEGRITY):
        return f"The database {place} refused a row that points to nothing or lacks something."
    for sign, sentence in _SENTENCES:
        if sign == code.lower() or sign in message.lower():
            return sentence.format(place=place)
    return f"The database {place} failed: {message}"


def _server(url: URL) -> str:
    return url.render_as_string(hide_password=True)


def _said(error: SQLAlchemyError) -> tuple[str, str]:
    """The driver's SQLSTATE ("" for SQLite) and the first line of its message, without statement or details."""
    original = getattr(error, "orig", None)
    first = original.args[0] if original is not None and original.args else error
    if isinstance(first, dict):
        return str(first.get("C", "")), str(first.get("M", ""))
    lines = str(first).splitlines()
    return "", lines[0][:200] if lines else type(error).__name__

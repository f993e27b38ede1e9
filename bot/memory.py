"""What Rasa remembers of conversations, in SQLite."""

from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore


class Memory(SQLTrackerStore):
    """Rasa's own store, which does not wait for the disk in every turn.

    In WAL mode (`shop/storage/trackers.py` sets it) a process may be killed at any time and nothing is lost; when the
    power fails the last turns may be, as in the shop's own database.
    """

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__(*values, **named)
        sa.event.listen(self.engine, "connect", _prepare)
        self.engine.dispose()  # what was opened so far waits for the disk


def _prepare(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA secure_delete=ON")

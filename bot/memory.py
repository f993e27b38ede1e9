"""What Rasa remembers of conversations, in SQLite."""

import json
from collections import OrderedDict
from collections.abc import Iterator
from itertools import islice
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker

#: So many conversations are kept at hand besides lying on the disk, those that were spoken in last.
AT_HAND = 500


class Memory(SQLTrackerStore):
    """Rasa's own store and its table, quicker in two ways.

    It does not wait for the disk in every turn: in WAL mode (`shop/storage/trackers.py` sets it) a process may be
    killed at any time and nothing is lost; when the power fails the last turns may be, as in the shop's own database.
    And it does not read a conversation back that it has just written: what is at hand is given out again for as long
    as the table holds just as many events of it, so that what the service erases there is forgotten here as well.
    """

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__(*values, **named)
        self._at_hand: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        sa.event.listen(self.engine, "connect", _prepare)
        self.engine.dispose()  # what was opened so far waits for the disk

    async def retrieve(self, sender_id: str) -> "DialogueStateTracker | None":
        """The conversation's last session. Whoever changes it and does not save it leaves what is stored as it was."""
        tracker = self._at_hand.pop(sender_id, None)
        if tracker is not None:
            with self.engine.connect() as connection:
                if self._stored(connection, sender_id) == len(tracker.events):
                    return tracker
        return await super().retrieve(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Appends what is new in the conversation."""
        await self.stream_events(tracker)
        with self.engine.begin() as connection:
            rows = list(_rows(tracker, self._stored(connection, tracker.sender_id)))
            if rows:
                connection.execute(sa.insert(self.SQLEvent.__table__), rows)
        self._at_hand[tracker.sender_id] = tracker
        self._at_hand.move_to_end(tracker.sender_id)
        while len(self._at_hand) > AT_HAND:
            self._at_hand.popitem(last=False)

    def _stored(self, connection: sa.engine.Connection, sender_id: str) -> int:
        """How many events of the last session the table holds."""
        event = self.SQLEvent
        mine = event.sender_id == sender_id
        begun = sa.select(sa.func.max(event.timestamp)).where(
            mine, event.type_name == SessionStarted.type_name
        )
        since = sa.func.coalesce(begun.scalar_subquery(), 0.0)
        found = connection.execute(sa.select(sa.func.count()).where(mine, event.timestamp >= since))
        return int(found.scalar())


def _rows(tracker: DialogueStateTracker, stored: int) -> Iterator[dict[str, Any]]:
    """The events after the first `stored`, as Rasa's table has them."""
    for event in islice(tracker.events, stored, None):
        data = event.as_dict()
        yield {
            "sender_id": tracker.sender_id,
            "type_name": event.type_name,
            "timestamp": data.get("timestamp"),
            "intent_name": (data.get("parse_data") or {}).get("intent", {}).get("name"),
            "action_name": data.get("name"),
            "data": json.dumps(data),
        }


def _prepare(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA secure_delete=ON")

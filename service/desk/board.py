"""Keeps the lists of every open console true: tells each row that is new or changed, and each that is gone."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool

from service.desk.rows import Row, load_rows
from service.live.hub import DESK, Ended, Hub, Listener
from service.live.presence import Presence
from shop.storage.database import Database, StorageError

logger = logging.getLogger(__name__)

#: Seconds between two looks when nothing happens: shoppers come and go without a word.
EVERY_S = 10.0
#: What the desk hears of by `activity`; a row is not told again for these alone.
SPOKEN = ("last_at", "last_role", "last_text")


class DeskBoard:
    """What was told of each conversation, and what is now; only the difference is told."""

    def __init__(
        self,
        db: Database,
        hub: Hub,
        presence: Presence,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._db = db
        self._hub = hub
        self._presence = presence
        self._clock = clock
        self._told: dict[str, dict[str, object]] = {}
        self._lock = asyncio.Lock()

    async def rows(self) -> list[Row]:
        """Every row that is in a list now."""
        return list((await self._load()).values())

    async def row(self, conversation_id: str) -> Row:
        """The row of one conversation, whether or not it is in a list."""
        rows = await run_in_threadpool(
            load_rows, self._db, self._presence, self._clock(), only=(conversation_id,)
        )
        return rows[conversation_id]

    def online(self, conversation_id: str) -> bool:
        """Whether the shopper is connected."""
        return self._presence.online(conversation_id)

    async def tell(self) -> None:
        """Tells the desk what changed since the last time. Raises StorageError."""
        async with self._lock:
            rows = await self._load()
            for key, row in rows.items():
                known = {name: value for name, value in row.items() if name not in SPOKEN}
                if self._told.get(key) != known:
                    self._told[key] = known
                    self._hub.tell(DESK, {"type": "row", "row": row})
            for key in [key for key in self._told if key not in rows]:
                del self._told[key]
                self._hub.tell(DESK, {"type": "gone", "conversation_id": key})

    async def follow(self, every_s: float = EVERY_S) -> None:
        """Tells what changed now and again, and at once when a conversation that is in no list yet is spoken in;
        runs until it is cancelled. What storage cannot tell now it is asked again."""
        while True:
            with suppress(Ended), self._hub.listening(DESK) as listener:
                while True:
                    await self._follow_once(listener, every_s)
            await asyncio.sleep(1)

    async def _follow_once(self, listener: Listener, every_s: float) -> None:
        try:
            async with asyncio.timeout(every_s):
                while not self._is_news(await listener.next()):
                    pass
        except TimeoutError:
            pass  # shoppers may have come or gone without a word
        if self._hub.heard_by(DESK) < 2:
            return  # no console is open
        try:
            await self.tell()
        except StorageError as error:
            logger.error("the desk's lists could not be read: %s", error)

    def _is_news(self, event: object) -> bool:
        return (
            isinstance(event, dict)
            and event.get("type") == "activity"
            and event.get("conversation_id") not in self._told
        )

    async def _load(self) -> dict[str, Row]:
        return await run_in_threadpool(load_rows, self._db, self._presence, self._clock())

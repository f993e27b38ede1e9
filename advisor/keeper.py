"""Keeps the engine of the moment: notices a new catalogue or release and swaps the engine as a whole."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from advisor.engine import Engine

logger = logging.getLogger(__name__)
CHECK_S = 0.5


class Keeper:
    """Hands out the newest engine; a reader never waits for one that is being made, except for the first.

    `stamp` says cheaply what an engine should be made from, `load` makes one.
    """

    def __init__(
        self,
        stamp: Callable[[], tuple[int, str]],
        load: Callable[[], Engine],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._stamp = stamp
        self._load = load
        self._clock = clock
        self._engine = load()
        self._checked = time.monotonic()
        self._loading = threading.Lock()

    def engine(self) -> Engine:
        """The engine in force. Looks for news at most every CHECK_S seconds."""
        if time.monotonic() - self._checked > CHECK_S:
            self._checked = time.monotonic()
            if self._is_old() and self._loading.acquire(blocking=False):
                threading.Thread(target=self._swap, daemon=True).start()
        return self._engine

    def _is_old(self) -> bool:
        until = self._engine.until
        return self._stamp() != self._engine.stamp or (until is not None and self._clock() >= until)

    def _swap(self) -> None:
        try:
            old, self._engine = self._engine, self._load()
            old.index.close()
            logger.info("catalogue %s with release %s is in force", *self._engine.stamp)
        except Exception:
            logger.exception("the new catalogue or release could not be loaded; the old one stays in force")
        finally:
            self._loading.release()

"""Keeps the engine of the moment: notices a new catalogue or release and swaps the engine as a whole."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from advisor.engine import Engine, Stamp

logger = logging.getLogger(__name__)
#: Seconds between two looks for news.
CHECK_S = 0.25
#: Seconds that a patched engine may stand before the whole is loaded anew, and before what failed is tried again.
RENEW_S = 30.0


class Keeper:
    """Hands out the newest engine; a reader never waits for one that is being made, except for the first.

    `stamp` says cheaply what an engine should be made from, `load` makes one; `patch` brings a loaded one up to
    date within a moment, or says None where only `load` can. Looks for news by itself until it is closed.
    """

    def __init__(
        self,
        stamp: Callable[[], Stamp],
        load: Callable[[], Engine],
        patch: Callable[[Engine], Engine | None] = lambda base: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._stamp, self._load, self._patch, self._clock = stamp, load, patch, clock
        self._base = self._engine = load()
        self._loaded, self._refused, self._blind = time.monotonic(), Stamp(-1, -1, ""), False
        self._loading, self._swapping = threading.Lock(), threading.Lock()
        self._closed = threading.Event()
        threading.Thread(target=self._watch, name="keeper", daemon=True).start()

    def engine(self) -> Engine:
        """The engine in force."""
        return self._engine

    def close(self) -> None:
        """Looks for news no longer; the engine stays usable."""
        self._closed.set()

    def _watch(self) -> None:
        while not self._closed.wait(CHECK_S):
            self._blind = not self._looked()

    def _looked(self) -> bool:
        """Whether what is new could be told; of failures in a row the first is logged."""
        try:
            self._look()
            return True
        except Exception:
            if not self._blind:
                logger.exception("whether anything is new could not be told; the engine stays in force")
            return False

    def _look(self) -> None:
        """Patches what is out of date, and has the whole loaded where that is not enough or long ago."""
        stamp, long_ago = self._stamp(), time.monotonic() - self._loaded > RENEW_S
        over = self._engine.until is not None and self._clock() >= self._engine.until
        if (stamp == self._base.stamp and not over) or (stamp == self._refused and not long_ago):
            return
        if stamp != self._engine.stamp:
            with self._swapping:
                self._engine = self._brought_up(self._base) or self._engine
        patched = self._engine.stamp == stamp and not over
        if (not patched or long_ago) and self._loading.acquire(blocking=False):
            threading.Thread(target=self._renew, args=(stamp,), name="loading", daemon=True).start()

    def _brought_up(self, base: Engine) -> Engine | None:
        try:
            return self._patch(base)
        except Exception:
            logger.exception("what is new could not be added; the whole is loaded")
            return None

    def _renew(self, stamp: Stamp) -> None:
        try:
            base = self._load()
            newest = base if self._stamp() == base.stamp else self._brought_up(base) or base
            with self._swapping:
                old, self._base, self._engine = self._base, base, newest
            old.index.close()
            logger.info("catalogue %s, reviews %s and release %s are in force", *newest.stamp)
        except Exception:
            self._refused = stamp
            logger.exception("the new catalogue or release could not be loaded; the old one stays in force")
        finally:
            self._loaded = time.monotonic()
            self._loading.release()

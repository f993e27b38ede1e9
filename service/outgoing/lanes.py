"""Work that goes on side by side, but one after the other within its lane."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)


class Lanes:
    """`work(lane)` runs once for a lane at a time; a lane woken while it works is worked once more afterwards."""

    def __init__(self, work: Callable[[str], Awaitable[None]]) -> None:
        self._work = work
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._closing = False

    def wake(self, lane: str) -> None:
        if self._closing:
            return
        if lane in self._tasks:
            self._again.add(lane)
        else:
            self._tasks[lane] = asyncio.create_task(self._run(lane))

    @property
    def closing(self) -> bool:
        """Whether work should come to an end at the next place where it can."""
        return self._closing

    async def close(self, grace_s: float = 2.0) -> None:
        """Ends the work: what is nearly done may finish, the rest stops where it stands. Storage knows what is left."""
        self._closing = True
        tasks = list(self._tasks.values())
        if tasks:
            await asyncio.wait(tasks, timeout=grace_s)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, lane: str) -> None:
        try:
            await self._work(lane)
            while lane in self._again:
                self._again.discard(lane)
                await self._work(lane)
        except Exception:
            # One lane's trouble (a full disk, say) must not end the others; whoever wakes it next tries it again.
            logger.exception("the work in one lane failed; it is tried again later")
        finally:
            self._again.discard(lane)
            del self._tasks[lane]

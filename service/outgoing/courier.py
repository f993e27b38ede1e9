"""Brings what is kept in `deliveries` to where it belongs, as often as it takes."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from starlette.concurrency import run_in_threadpool

from service.outgoing.lanes import Lanes
from service.outgoing.post import Failed, Sent
from shop.storage.database import Database, StorageError
from shop.storage.deliveries import (
    Delivery,
    DeliveryState,
    drop_finished,
    due_times,
    next_delivery,
    recover,
    set_failed,
    set_sent,
)

logger = logging.getLogger(__name__)

#: How long what was sent or given up can be looked at.
KEPT = timedelta(days=30)
Send = Callable[[Delivery], Awaitable[Sent | Failed]]


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between attempts: `delays` after the first, second, ... that failed, and then it is given up; each up to
    `jitter` of it longer, so that not all come back at once. `unsure_s` is the least wait where a delivery may have
    arrived; `idle_s` how often storage is looked at when nobody says that there is something new."""

    delays: tuple[float, ...]
    unsure_s: float = 0.0
    idle_s: float = 10.0
    jitter: float = 0.25


class Courier:
    """Sends the deliveries of one channel. In an `ordered` channel a target gets everything in order: what fails holds
    up what is behind it, until it has arrived or is given up."""

    def __init__(
        self,
        db: Database,
        channel: str,
        send: Send,
        pace: Pace,
        ordered: bool = False,
        before: Callable[[], None] | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._db = db
        self._channel = channel
        self._send = send
        self._pace = pace
        self._ordered = ordered
        self._before = before
        self._chance = chance
        self._lanes = Lanes(self._empty)
        self._woken = asyncio.Event()
        self._tidy_at = datetime.now(UTC)

    def wake(self) -> None:
        """There may be something new to send."""
        self._woken.set()

    async def run(self) -> None:
        """Sends until it is closed or cancelled. `before` is called before each look at storage, in a thread."""
        recovered = False
        while not self._lanes.closing:
            self._woken.clear()
            wait_s = self._pace.idle_s
            try:
                if not recovered:
                    await run_in_threadpool(
                        recover, self._db, self._channel, self._later(self._pace.unsure_s)
                    )
                    recovered = True
                wait_s = await self._round()
            except StorageError as error:
                logger.error("deliveries cannot be read, they are looked at again later: %s", error)
            await self._sleep(wait_s)

    async def close(self) -> None:
        await self._lanes.close()

    async def _round(self) -> float:
        """Wakes every target that something is due for; returns the seconds until the next look."""
        now = datetime.now(UTC)
        if now >= self._tidy_at:
            await run_in_threadpool(drop_finished, self._db, now - KEPT)
            self._tidy_at = now + timedelta(days=1)
        if self._before:
            await run_in_threadpool(self._before)
        due = await run_in_threadpool(due_times, self._db, self._channel, self._ordered)
        for target, at in due.items():
            if at <= now:
                self._lanes.wake(target)
        later = [(at - now).total_seconds() for at in due.values() if at > now]
        return min([self._pace.idle_s, *later])

    async def _sleep(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(
                max(seconds, 0.001)
            ):  # wait_for of Python 3.11 may swallow a cancellation
                await self._woken.wait()

    async def _empty(self, target: str) -> None:
        """Sends what is due for one target, one after the other."""
        while not self._lanes.closing and (
            delivery := await run_in_threadpool(
                next_delivery, self._db, self._channel, target, datetime.now(UTC), self._ordered
            )
        ):
            await self._keep(delivery, await self._send(delivery))
        self.wake()  # what failed is due later: the next look is planned anew

    async def _keep(self, delivery: Delivery, outcome: Sent | Failed) -> None:
        """Writes down what came of it, however long storage takes to recover: forgotten, it would be sent twice."""
        while not await self._kept(delivery, outcome):
            await asyncio.sleep(1)

    async def _kept(self, delivery: Delivery, outcome: Sent | Failed) -> bool:
        try:
            await run_in_threadpool(self._settle, delivery, outcome)
        except StorageError as error:
            logger.error("what came of delivery %d cannot be kept yet: %s", delivery.number, error)
            return False
        return True

    def _settle(self, delivery: Delivery, outcome: Sent | Failed) -> None:
        if isinstance(outcome, Sent):
            set_sent(self._db, delivery.number, datetime.now(UTC), outcome.answer)
            return
        delays = self._pace.delays
        if not outcome.again or delivery.attempts > len(delays):
            logger.error("delivery %d by %s is given up: %s", delivery.number, self._channel, outcome.error)
            set_failed(self._db, delivery.number, "dead", datetime.now(UTC), outcome.error)
            return
        wait_s = delays[delivery.attempts - 1] * (1 + self._pace.jitter * self._chance())
        wait_s = max(wait_s, outcome.after_s, self._pace.unsure_s if outcome.unsure else 0.0)
        state: DeliveryState = "unsure" if outcome.unsure else "waiting"
        logger.warning("delivery %d by %s failed: %s", delivery.number, self._channel, outcome.error)
        set_failed(self._db, delivery.number, state, self._later(wait_s), outcome.error)

    def _later(self, seconds: float) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=seconds)

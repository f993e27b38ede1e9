"""The messages of one conversation that wait for their answer, one after the other."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from advisor.shopper import Shopper
from service.problems import Problem
from shop.storage.conversations import Message
from shop.storage.errors import StorageError

logger = logging.getLogger(__name__)

#: Seconds before the next attempt, by how many failed; the last holds for all that follow.
DELAYS = (1.0, 2.0, 4.0, 5.0)


class GivenUp(Problem):
    """This message is not answered, however often one tries."""


@dataclass(slots=True, eq=False)
class Owed:
    """A shopper's message that is to be answered. `asked`: Rasa may know of it, so look for an answer that was lost on
    the way before asking again. `attempts` counts those that failed, `silent` those in which the bot said nothing."""

    shopper: Shopper
    message: Message
    asked: bool = False
    attempts: int = 0
    silent: int = 0
    waiting: "list[asyncio.Future[list[Message]]]" = field(default_factory=list)

    def wait(self) -> "asyncio.Future[list[Message]]":
        """What the next attempt comes to: the answer, or its Problem."""
        future = asyncio.get_running_loop().create_future()
        self.waiting.append(future)
        return future

    def settle(self, outcome: "list[Message] | Exception") -> None:
        waiting, self.waiting = self.waiting, []
        for future in waiting:
            if future.done():  # whoever waited is gone
                continue
            if isinstance(outcome, Exception):
                future.set_exception(outcome)
            else:
                future.set_result(outcome)


class Line:
    """Answers what is put into it in order; what cannot be answered now is tried again while the rest waits."""

    def __init__(
        self,
        answer: Callable[[Owed], Awaitable[list[Message]]],
        ended: Callable[[], None],
        delays: Sequence[float] = DELAYS,
    ) -> None:
        self._answer = answer
        self._ended = ended
        self._delays = delays
        self._owed: deque[Owed] = deque()
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def add(self, owed: Owed) -> Owed:
        """Puts the message at the end, unless it is in the line already; what waits is tried at once."""
        known = next((one for one in self._owed if one.message.number == owed.message.number), None)
        self._woken.set()
        if known is None:
            self._owed.append(owed)
            self._task = self._task or asyncio.create_task(self._run())
        return known or owed

    def drop(self, owed: Owed) -> None:
        """Nobody waits for this answer any more."""
        if owed in self._owed:
            self._owed.remove(owed)
            self._woken.set()

    async def stop(self, patience_s: float = 0.0) -> None:
        """Ends, if need be in the middle of a turn; what is owed stays owed in storage."""
        if self._task is not None:
            await asyncio.wait([self._task], timeout=patience_s)
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        try:
            while self._owed:
                self._woken.clear()
                first = self._owed[0]
                if await self._attempt(first):
                    self.drop(first)
                else:
                    await self._pause(first)
        finally:
            self._ended()

    async def _attempt(self, owed: Owed) -> bool:
        """Whether the message is done with. What fails now fails for those behind it as well."""
        try:
            owed.settle(await self._answer(owed))
        except GivenUp as problem:
            owed.settle(problem)
        except (Problem, StorageError) as problem:
            owed.attempts += 1
            for one in self._owed:
                one.settle(problem)
            return False
        except Exception as error:
            logger.exception("a message could not be answered")  # one that fails must not hold up the others
            owed.settle(error)
        return True

    async def _pause(self, owed: Owed) -> None:
        delay = self._delays[min(owed.attempts, len(self._delays)) - 1]
        try:
            async with asyncio.timeout(delay):  # wait_for of Python 3.11 may swallow a cancellation
                await self._woken.wait()
        except TimeoutError:
            return

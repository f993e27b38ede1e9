"""Which agents are there, and what becomes of the conversations of those who are gone."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager

from service.live.hub import Hub
from shop.storage.database import StorageError

logger = logging.getLogger(__name__)

Sleep = Callable[[float], Awaitable[None]]
#: Puts what an agent holds back into the queue; returns the conversations. Raises StorageError.
Release = Callable[[str], Awaitable[list[str]]]


def agent_topic(agent_id: str) -> str:
    """What only this agent's own connections are told."""
    return f"agent:{agent_id}"


class Absence:
    """Counts connections of agents. Who holds conversations and has none for `after_s` seconds loses them."""

    def __init__(self, hub: Hub, after_s: float, release: Release, sleep: Sleep = asyncio.sleep) -> None:
        self._hub = hub
        self._after_s = after_s
        self._release = release
        self._sleep = sleep
        self._connections: dict[str, int] = {}
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()  # those that wait, and those that release just now
        self._lost: dict[str, list[str]] = {}
        #: How many agents' conversations are being put back at this moment.
        self.releasing = 0
        self._closed = False

    @contextmanager
    def there(self, agent_id: str) -> Iterator[list[str]]:
        """The agent is connected until the block ends. Yields the conversations that they lost while they were gone."""
        self._connections[agent_id] = self._connections.get(agent_id, 0) + 1
        if waiting := self._waiting.pop(agent_id, None):
            waiting.cancel()
        try:
            yield self._lost.pop(agent_id, [])
        finally:
            self._connections[agent_id] -= 1
            if not self._connections[agent_id]:
                del self._connections[agent_id]
                self.expect([agent_id])

    def is_there(self, agent_id: str) -> bool:
        return agent_id in self._connections

    def expect(self, agent_ids: Iterable[str]) -> None:
        """Gives each of these who has no connection the time to come (back): after a restart of the service, and for
        whoever takes a conversation without a console."""
        for agent_id in agent_ids:
            if not (self._closed or self.is_there(agent_id) or agent_id in self._waiting):
                task = asyncio.create_task(self._wait(agent_id))
                self._waiting[agent_id] = task
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    def look_again(self, agent_id: str) -> None:
        """Has every connection of the agent look now whether its session still holds."""
        self._hub.tell(agent_topic(agent_id), {"type": "look_again"})

    async def out(self, agent_id: str) -> None:
        """The agent may no longer be here: what they hold goes back at once. Raises StorageError."""
        self.look_again(agent_id)
        self.tell_lost(agent_id, await self._release(agent_id))

    async def close(self) -> None:
        """Ends the waiting: the service stops, and nobody loses anything by that."""
        self._closed = True
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._waiting.clear()

    async def _wait(self, agent_id: str) -> None:
        """Waits, then releases; whoever comes back from then on is told what they lost."""
        await self._sleep(self._after_s)
        self._waiting.pop(agent_id, None)
        self.releasing += 1
        try:
            self.tell_lost(agent_id, await self._release(agent_id))
        except StorageError as error:
            logger.error("conversations of an absent agent could not be released, later again: %s", error)
            self.expect([agent_id])
        finally:
            self.releasing -= 1

    def tell_lost(self, agent_id: str, conversation_ids: Iterable[str]) -> None:
        """Tells the agent what they lost, now or when they are back."""
        if not self.is_there(agent_id):
            self._lost.setdefault(agent_id, []).extend(conversation_ids)
            return
        for conversation_id in conversation_ids:
            self._hub.tell(agent_topic(agent_id), lost(conversation_id))


def lost(conversation_id: str) -> dict[str, str]:
    """The frame that says so."""
    return {"type": "lost", "conversation_id": conversation_id}

"""Who has the word in a conversation, as its shopper is told."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool

from advisor.people import People
from service.live.hub import Hub, conversation_topic
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.handoffs import load_handoffs


def state_of(
    db: Database, settings: Settings, conversation_id: str, at: datetime | None = None
) -> dict[str, Any]:
    """The state of a conversation as docs/live.md has it; one that nobody opened yet is with the bot."""
    now = at or datetime.now(UTC)
    return People(db, settings, lambda: now).handling(conversation_id).to_dict()


class States:
    """Tells whoever listens to a conversation that its state changed.

    `watchers` are told of each change that a shopper or the bot made, by the conversation's id: the desk puts itself
    there (`app.state.states.watchers.append(...)`).
    """

    def __init__(self, db: Database, settings: Settings, hub: Hub) -> None:
        self._db = db
        self._settings = settings
        self._hub = hub
        self.watchers: list[Callable[[str], Awaitable[None]]] = []

    async def of(self, conversation_id: str) -> dict[str, Any]:
        """The state as it is now. Raises StorageError."""
        return await run_in_threadpool(state_of, self._db, self._settings, conversation_id)

    async def tell_state(self, conversation_id: str) -> None:
        """Call it after every step of a handoff, once the step is stored. Raises StorageError."""
        topic = conversation_topic(conversation_id)
        if self._hub.heard_by(topic):
            self._hub.tell(topic, {"type": "state", "state": await self.of(conversation_id)})

    async def changed(self, conversation_id: str) -> None:
        """Call it where the desk had no hand in the change. Raises StorageError."""
        await self.tell_state(conversation_id)
        for watcher in self.watchers:
            await watcher(conversation_id)

    async def tell_queue(self, team: str) -> None:
        """Tells all who wait for this team their place: call it after one of them left the queue or came back to it."""
        for handoff in await run_in_threadpool(load_handoffs, self._db, ("waiting",)):
            if handoff.team == team:
                await self.tell_state(handoff.conversation_id)

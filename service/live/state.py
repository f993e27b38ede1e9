"""Who has the word in a conversation, as its shopper is told."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool

from service.live.hub import Hub, conversation_topic
from shop.handoff import Handoff
from shop.office_hours import OfficeHours
from shop.settings import Settings
from shop.storage.agents import get_agent
from shop.storage.database import Database
from shop.storage.handoffs import load_handoffs, open_handoff, queue_position


def state_of(
    db: Database, settings: Settings, conversation_id: str, at: datetime | None = None
) -> dict[str, Any]:
    """The state of a conversation as docs/live.md has it; one that nobody opened yet is with the bot."""
    at = at or datetime.now(UTC)
    hours = OfficeHours.parse(settings.office_hours, settings.timezone)
    opens_at = hours.opens_at(at)
    return {
        **_word(db, open_handoff(db, conversation_id)),
        "open": hours.open(at),
        "opens_at": opens_at.isoformat() if opens_at else None,
    }


def _word(db: Database, handoff: Handoff | None) -> dict[str, Any]:
    if handoff is None:
        return {"handler": "bot", "agent": None, "position": 0, "email": ""}
    if handoff.state == "waiting":
        position = queue_position(db, handoff)
        return {"handler": "queue", "agent": None, "position": position, "email": handoff.email}
    agent = get_agent(db, handoff.agent_id)
    name = agent.name if agent else ""
    return {"handler": "agent", "agent": {"name": name}, "position": 0, "email": handoff.email}


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

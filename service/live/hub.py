"""Tells whoever listens what happens in a conversation or at the desk. Holds nothing: what matters lies in storage."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

Event = Mapping[str, Any]
#: Events a listener may fall behind before it is dropped: it comes back and reads from storage what it missed.
WAITING = 1000
#: The topic of what every agent sees: the queue, who holds what.
DESK = "desk"


def conversation_topic(conversation_id: str) -> str:
    """What both sides of a conversation may know."""
    return f"conversation:{conversation_id}"


def backstage_topic(conversation_id: str) -> str:
    """What only agents may know of a conversation: notes, the shopper's page, the cart."""
    return f"backstage:{conversation_id}"


class Ended(Exception):
    """The listener fell too far behind, or the service stops."""


class Listener:
    """One who listens to topics. Read with `await listener.next()`; raises Ended when it is over."""

    def __init__(self) -> None:
        self.topics: set[str] = set()
        self._events: asyncio.Queue[Event | None] = asyncio.Queue(WAITING)

    async def next(self) -> Event:
        event = await self._events.get()
        if event is None:
            raise Ended
        return event

    def tell(self, event: Event) -> None:
        try:
            self._events.put_nowait(event)
        except asyncio.QueueFull:
            self.end()

    def end(self) -> None:
        while not self._events.empty():
            self._events.get_nowait()
        self._events.put_nowait(None)


class Hub:
    """Topics and their listeners, all in one event loop."""

    def __init__(self) -> None:
        self._listeners: defaultdict[str, set[Listener]] = defaultdict(set)
        #: Whether the service stops: who listens from now on is ended at once.
        self.stopping = False

    @contextmanager
    def listening(self, *topics: str) -> Iterator[Listener]:
        """A listener to the topics, until the block ends. It may join and leave others meanwhile."""
        listener = Listener()
        for topic in topics:
            self.join(listener, topic)
        try:
            yield listener
        finally:
            for topic in list(listener.topics):
                self.leave(listener, topic)

    def join(self, listener: Listener, topic: str) -> None:
        self._listeners[topic].add(listener)
        listener.topics.add(topic)
        if self.stopping:
            listener.end()

    def leave(self, listener: Listener, topic: str) -> None:
        listener.topics.discard(topic)
        if topic in self._listeners:
            self._listeners[topic].discard(listener)
            if not self._listeners[topic]:
                del self._listeners[topic]

    def tell(self, topic: str, event: Event) -> None:
        """Tells every listener of the topic, in the order of the calls. Call it in the event loop."""
        for listener in list(self._listeners.get(topic, ())):
            listener.tell(event)

    def heard_by(self, topic: str) -> int:
        """How many listen to the topic."""
        return len(self._listeners.get(topic, ()))

    def end(self) -> None:
        """Ends every listener: the service stops."""
        self.stopping = True
        for listener in {one for listeners in self._listeners.values() for one in listeners}:
            listener.end()

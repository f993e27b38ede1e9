"""One console's live connection: reads its frames, tells it what happens, and looks that its session still holds."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import TypeVar

from anyio import CancelScope, create_task_group
from anyio.abc import TaskGroup, TaskStatus
from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocket, WebSocketDisconnect

from service.desk.absence import Absence, agent_topic, lost
from service.desk.desk import Desk
from service.desk.frames import BadFrame, Ping, Typing, Watch, read_frame
from service.desk.sessions import Sessions
from service.live.hub import DESK, Ended, Event, Hub, Listener, backstage_topic, conversation_topic
from shop.agent import Agent
from shop.storage.database import StorageError

T = TypeVar("T")

#: Seconds between two looks at the session.
CHECK_S = 50.0
#: Events that a console is told of the conversation it watches.
WATCHED = ("message", "typing", "note", "page", "cart")
#: Close codes.
BAD_FRAME, NO_SESSION, FOREIGN, STOPS, BEHIND, BROKEN = 4400, 4401, 4403, 1001, 1013, 1011


class Over(Exception):
    """The connection ends with this close code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Connection:
    """A signed-in console. `serve` returns when the connection is over."""

    def __init__(
        self, socket: WebSocket, token: str, agent: Agent, hub: Hub, sessions: Sessions, desk: Desk
    ) -> None:
        self._socket = socket
        self._token = token
        self._agent = agent
        self._hub = hub
        self._sessions = sessions
        self._desk = desk
        self._parts: TaskGroup = create_task_group()
        self._watching = CancelScope()
        self._code = 0

    async def serve(self, absence: Absence, check_s: float = CHECK_S) -> None:
        topics = (DESK, agent_topic(self._agent.agent_id))
        with self._hub.listening(*topics) as listener, absence.there(self._agent.agent_id) as missed:
            for conversation_id in missed:
                listener.tell(lost(conversation_id))
            async with self._parts as parts:
                for part in (self._read(listener), self._write(listener), self._check_often(check_s)):
                    parts.start_soon(self._until_over, part)
        if self._code:
            with suppress(RuntimeError):  # the other side may have closed at the same moment
                await self._socket.close(self._code)

    async def _until_over(self, part: Awaitable[None]) -> None:
        """Runs a part of the connection; when it is over, all others are."""
        try:
            await part
        except Over as over:
            self._code = over.code
        except WebSocketDisconnect:
            pass  # the console went away; `absence` counts that
        self._parts.cancel_scope.cancel()

    async def _read(self, listener: Listener) -> None:
        while True:
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(message.get("code", 1000))
            try:
                frame = read_frame(message.get("text") or "")
            except BadFrame:
                raise Over(BAD_FRAME) from None
            await self._obey(frame, listener)

    async def _obey(self, frame: Watch | Typing | Ping, listener: Listener) -> None:
        if isinstance(frame, Ping):
            listener.tell({"type": "pong"})
            return
        await self._check()
        if isinstance(frame, Watch):
            await self._watch(frame.conversation_id, listener)
        else:
            await _or_broken(self._desk.typing(frame.conversation_id, self._agent, frame.on))

    async def _write(self, listener: Listener) -> None:
        """Tells the console all that its listener hears, in that order."""
        while True:
            try:
                event = await listener.next()
            except Ended:
                raise Over(STOPS if self._hub.stopping else BEHIND) from None
            if event["type"] == "look_again":
                await self._check()
            else:
                await self._socket.send_json(event)

    async def _check_often(self, every_s: float) -> None:
        while True:
            await asyncio.sleep(every_s)
            await self._check()

    async def _check(self) -> None:
        """Raises Over where the session ended or the agent is no longer active."""
        if await _or_broken(run_in_threadpool(self._sessions.find, self._token)) is None:
            raise Over(NO_SESSION)

    async def _watch(self, conversation_id: str, listener: Listener) -> None:
        """Hears this conversation from now on, and no other."""
        self._watching.cancel()
        if conversation_id:
            await self._parts.start(self._follow, conversation_id, listener)

    async def _follow(
        self, conversation_id: str, listener: Listener, *, task_status: TaskStatus[None]
    ) -> None:
        """Passes on what happens in one conversation, with its id: events themselves do not say whose they are."""
        topics = (conversation_topic(conversation_id), backstage_topic(conversation_id))
        with self._hub.listening(*topics) as watched, CancelScope() as self._watching:
            task_status.started()
            await self._pass_on(watched, conversation_id, listener)

    async def _pass_on(self, watched: Listener, conversation_id: str, listener: Listener) -> None:
        while True:
            try:
                event = await watched.next()
            except Ended:
                listener.end()
                return
            if event["type"] in WATCHED:
                listener.tell({**event, **_page(event), "conversation_id": conversation_id})


def _page(event: Event) -> Event:
    """The page that a `page` event tells as rows tell it: none for a shopper who is on no known one."""
    page = event.get("page")
    return {"page": page if page and page["url"] else None} if event["type"] == "page" else {}


async def _or_broken(asked: Awaitable[T]) -> T:
    """What was asked of storage; ends the connection where storage does not answer, so that the console comes back."""
    try:
        return await asked
    except StorageError:
        raise Over(BROKEN) from None

"""One live connection of a shopper: what is said on it, and what is told."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocket, WebSocketDisconnect

from service.identity import check_identity, shopper_of
from service.live.frames import (
    BadFrame,
    Claimed,
    Frame,
    Hello,
    Moved,
    Ping,
    Refusal,
    Said,
    Typing,
    read_frame,
)
from service.live.hub import Ended, Listener, backstage_topic, conversation_topic
from service.live.mailroom import as_stored
from service.problems import Problem
from shop.storage.conversations import load_messages
from shop.storage.errors import StorageError

logger = logging.getLogger(__name__)

HELLO_S = 10.0
#: Seconds that a frame may take to leave; whoever reads slower comes back and reads from storage.
SEND_S = 20.0
BAD_FRAME, FORBIDDEN, STOPS, BROKEN, BEHIND = 4400, 4403, 1001, 1011, 1013
#: What is told to shoppers out of all that happens in their conversation.
FOR_SHOPPERS = ("message", "typing", "state", "trouble", "ack", "refused", "pong")


class Closed(Exception):
    """The connection is to be closed with this code."""

    def __init__(self, code: int, reason: str = "") -> None:
        super().__init__(reason)
        self.code = code


class ShopperLine:
    """A connection that was let in. `state` is the app's, with the rooms of the live conversations."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._state = socket.app.state
        self._claims: dict[str, Any] = {}
        self._conversation_id = ""
        self._last = 0

    async def serve(self) -> None:
        """Until the shopper is gone. Raises Closed, WebSocketDisconnect."""
        hello = await self._hello()
        self._conversation_id, self._last = hello.conversation_id, hello.after
        self._claim(hello)
        topic = conversation_topic(self._conversation_id)
        # Listening begins before storage is read: what is said between the two is told twice and sent once.
        with self._state.hub.listening(topic) as listener:
            try:
                with self._state.presence.connected(self._conversation_id):
                    self._see(hello.page.page() if hello.page else None)
                    await _until_one_ends(partial(self._tell, listener), partial(self._hear, listener))
            finally:
                self._tell_page()

    async def _hello(self) -> Hello:
        try:
            async with asyncio.timeout(HELLO_S):
                frame = await self._next()
        except TimeoutError:
            raise Closed(BAD_FRAME, "hello is missing") from None
        except Refusal as error:
            raise Closed(BAD_FRAME, "hello is missing") from error
        if not isinstance(frame, Hello):
            raise Closed(BAD_FRAME, "hello is missing")
        return frame

    async def _next(self) -> Frame:
        event = await self._socket.receive()
        if event["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(event.get("code", 1006))
        try:
            return read_frame(event.get("text") or "")
        except BadFrame as error:
            raise Closed(BAD_FRAME, str(error)[:100]) from error

    # What the shopper says

    async def _hear(self, listener: Listener) -> None:
        while True:
            await self._hear_one(listener)

    async def _hear_one(self, listener: Listener) -> None:
        try:
            await self._take(await self._next(), listener)
        except Refusal as refusal:
            listener.tell(_refused(refusal.message_id, "The message is not valid", str(refusal)))
        except StorageError as error:
            logger.error("a live message was not stored: %s", error)
            raise Closed(BROKEN, "not stored") from error

    async def _take(self, frame: Frame, listener: Listener) -> None:
        match frame:
            case Said():
                listener.tell(await self._receive(frame))
            case Typing():
                event = {"type": "typing", "who": "shopper", "on": frame.on}
                self._state.hub.tell(conversation_topic(self._conversation_id), event)
            case Moved():
                self._see(frame.page.page())
            case Claimed():
                self._claim(frame)
            case Ping():
                listener.tell({"type": "pong"})
            case Hello():
                raise Closed(BAD_FRAME, "hello was said")

    async def _receive(self, said: Said) -> dict[str, Any]:
        """Stores the message; returns its acknowledgement."""
        claims = {key: value for key, value in self._claims.items() if key != "customer_signature"}
        shopper = await run_in_threadpool(
            shopper_of, self._state.db, conversation_id=self._conversation_id, **claims
        )
        message = await self._state.turns.receive(shopper, said.text, said.id)
        return {"type": "ack", "id": said.id, "number": message.number}

    def _claim(self, frame: Hello | Claimed) -> None:
        """What the page says of the shopper from now on; a customer_id goes with its own signature."""
        names = ("customer_id", "customer_signature", "session_id", "consent")
        self._claims |= {name: getattr(frame, name) for name in names if name in frame.model_fields_set}
        claims = self._claims
        try:
            check_identity(
                claims.get("customer_id", ""), claims.get("customer_signature", ""), self._state.settings
            )
        except Problem as problem:
            raise Closed(FORBIDDEN, problem.title) from problem

    def _see(self, page: Any) -> None:
        if page is not None:
            self._state.presence.see(self._conversation_id, page)
        self._tell_page()

    def _tell_page(self) -> None:
        presence = self._state.presence
        page, online = presence.page(self._conversation_id), presence.online(self._conversation_id)
        event = {"type": "page", "page": asdict(page), "online": online}
        self._state.hub.tell(backstage_topic(self._conversation_id), event)

    # What the shopper is told

    async def _tell(self, listener: Listener) -> None:
        await self._catch_up()
        try:
            while True:
                await self._forward(await listener.next())
        except Ended:
            raise Closed(STOPS if self._state.hub.stopping else BEHIND) from None

    async def _catch_up(self) -> None:
        conversation_id = self._conversation_id
        try:
            state = await self._state.states.of(conversation_id)
            missed = await run_in_threadpool(load_messages, self._state.db, conversation_id, self._last)
        except StorageError as error:
            raise Closed(BROKEN, "nothing can be read") from error
        await self._send({"type": "welcome", "state": state})
        for message in missed:
            await self._forward({"type": "message", "message": as_stored(message)})
        await self._send({"type": "caught_up"})
        if kind := self._state.turns.trouble(conversation_id):
            await self._send({"type": "trouble", "kind": kind})

    async def _forward(self, event: Mapping[str, Any]) -> None:
        if event["type"] not in FOR_SHOPPERS or (event["type"] == "typing" and event["who"] == "shopper"):
            return
        if event["type"] == "message":
            number = event["message"]["id"]
            if number <= self._last:
                return
            self._last = number
        await self._send(event)

    async def _send(self, event: Mapping[str, Any]) -> None:
        try:
            async with asyncio.timeout(SEND_S):
                await self._socket.send_text(json.dumps(event))
        except TimeoutError:
            raise Closed(BEHIND) from None


def _refused(message_id: str, title: str, detail: str) -> dict[str, Any]:
    return {"type": "refused", "id": message_id, "title": title, "detail": detail}


async def _until_one_ends(*works: Callable[[], Awaitable[None]]) -> None:
    """Runs all until the first ends or fails, ends the others and raises what it raised."""
    ends: list[Exception] = []

    async def run(work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except (Closed, WebSocketDisconnect) as end:
            ends.append(end)
        group.cancel_scope.cancel()

    async with anyio.create_task_group() as group:
        for work in works:
            group.start_soon(run, work)
    if ends:
        raise ends[0]

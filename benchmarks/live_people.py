"""Shoppers and agents of a load test: real connections, and a record of every line that each was told."""

import asyncio
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

CSRF = "X-CSRF-Token"


@dataclass
class Record:
    """What was said and heard, by its text: when it was sent, how often it came, how long that took."""

    sent: dict[str, float] = field(default_factory=dict)
    heard: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def say(self, text: str) -> str:
        self.sent[text] = time.perf_counter()
        return text

    def hear(self, text: str) -> None:
        if text in self.sent:
            self.heard[text] += 1
            if self.heard[text] == 1:
                self.seconds.append(time.perf_counter() - self.sent[text])


class Shopper:
    """One shopper, connected from `connect` on."""

    def __init__(self, http: aiohttp.ClientSession, base: str, name: str, from_agents: Record) -> None:
        self.conversation_id = f"load-{name}"
        self._http, self._base, self._record = http, base, from_agents
        self.acknowledged: set[str] = set()
        self.messages: Counter[int] = Counter()
        self.held = asyncio.Event()
        self.queued = asyncio.Event()

    async def connect(self) -> None:
        self._socket = await self._http.ws_connect(f"{self._base}/v1/live", origin=self._base)
        await self._socket.send_json({"type": "hello", "conversation_id": self.conversation_id, "after": 0})
        self._reading = asyncio.create_task(self._read())

    async def say(self, text: str) -> None:
        await self._socket.send_json({"type": "message", "id": text, "text": text})

    async def leave(self) -> None:
        await self._socket.close()
        await self._reading

    async def _read(self) -> None:
        async for message in self._socket:
            self._notice(message.json())

    def _notice(self, frame: Mapping[str, Any]) -> None:
        if frame["type"] == "message":
            self.messages[frame["message"]["id"]] += 1
            if frame["message"]["role"] == "agent":
                self._record.hear(frame["message"]["text"])
        elif frame["type"] == "ack":
            self.acknowledged.add(frame["id"])
        elif frame["type"] in ("state", "welcome"):
            handler = frame["state"]["handler"]
            if handler == "agent":
                self.held.set()
            if handler != "bot":
                self.queued.set()


class Agent:
    """One agent at the desk, with a share of the conversations."""

    def __init__(self, base: str, login: str, password: str, from_shoppers: Record) -> None:
        self._base, self._login, self._password = base, login, password
        self._record = from_shoppers
        self._http = aiohttp.ClientSession(base, cookie_jar=aiohttp.CookieJar(unsafe=True))
        self.mine: set[str] = set()

    async def sign_in(self) -> None:
        body = {"login": self._login, "password": self._password}
        async with self._http.post("/v1/desk/login", json=body, headers={"Origin": self._base}) as response:
            response.raise_for_status()
            self._http.headers[CSRF] = (await response.json())["csrf_token"]
        self._socket = await self._http.ws_connect("/v1/desk/live", origin=self._base)
        self._reading = asyncio.create_task(self._read())

    async def post(self, path: str, body: Mapping[str, Any]) -> Any:
        async with self._http.post(f"/v1/desk/{path}", json=body, headers={"Origin": self._base}) as response:
            response.raise_for_status()
            return await response.json()

    async def take(self, conversation_id: str) -> None:
        await self.post(f"conversations/{conversation_id}/take", {})
        self.mine.add(conversation_id)

    async def say(self, conversation_id: str, text: str) -> None:
        body = {"message_id": text, "text": text, "product_ids": []}
        await self.post(f"conversations/{conversation_id}/messages", body)

    async def leave(self) -> None:
        await self._socket.close()
        await self._reading
        await self._http.close()

    async def _read(self) -> None:
        async for message in self._socket:
            frame = message.json()
            if frame["type"] == "activity" and frame["conversation_id"] in self.mine:
                self._record.hear(frame["last_text"])

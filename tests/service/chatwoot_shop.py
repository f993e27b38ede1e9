"""Aisle's side of the tests with Chatwoot: a service on a real port and database, with a bot that follows a script."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import uvicorn
from fastapi import FastAPI

from advisor.shopper import Shopper
from service.chatwoot.answering import Answering, Turns
from service.chatwoot.bridge import bridge_to_chatwoot
from service.chatwoot.clerk import Patience
from service.live.hub import Hub
from service.live.mailroom import Mailroom
from service.outgoing.courier import Pace
from service.problems import Problem, install_problems
from service.routes import chatwoot, deliveries
from shop.settings import Settings
from shop.storage import conversations
from shop.storage.database import Database
from shop.storage.handoffs import request_handoff
from tests.service.chatwoot_stub import SECRET, TOKEN, ChatwootStub

T = TypeVar("T")
FAST = Pace(delays=(0.01, 0.02, 0.04) + (0.05,) * 40, unsure_s=0.2, idle_s=0.1, jitter=0)
PATIENT = Patience(delays=(0.01, 0.02, 0.05), idle_s=0.1)
JACKET = {
    "product_id": "p1",
    "title": "Fell jacket",
    "price": 119.0,
    "currency": "USD",
    "image_link": "/demo/images/p1.svg",
    "link": "/demo/product/p1",
    "reasons": ["Waterproof"],
    "warning": "Buyers say that the zip sticks.",
}
CARDS = [{"text": "These keep you dry:"}, {"products": [JACKET], "quick_replies": ["Cheaper ones"]}]
PERSON = "I would like to talk to a person"


class ScriptedTurns:
    """Answers as it is told to and keeps what was said, as the service's own turns do."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.asked: list[tuple[Shopper, str]] = []
        self.script: dict[str, list[dict[str, Any]]] = {}
        self.problem: Problem | None = None
        self.going_on = asyncio.Event()
        self.going_on.set()

    async def take(self, shopper: Shopper, text: str, message_id: str | None) -> Sequence[Any]:
        conversation_id, now = shopper.conversation_id, datetime.now(UTC)
        conversations.open_conversation(self.db, conversation_id, "", now, shopper.personal)
        mine, _ = conversations.add_message(self.db, conversation_id, "shopper", text, None, now, message_id)
        await self.going_on.wait()
        if self.problem:
            raise self.problem
        later = conversations.load_messages(self.db, conversation_id, after=mine.number)
        if before := [one for one in later if one.reply_to == mine.number]:
            return before
        self.asked.append((shopper, text))
        if text == PERSON:
            request_handoff(self.db, conversation_id, "asked", now)
        messages = self.script.get(text, [{"text": f"You said: {text}"}])
        for message in messages:
            payload = {key: value for key, value in message.items() if key != "text"}
            words = message.get("text", "")
            conversations.add_message(
                self.db, conversation_id, "bot", words, payload or None, now, reply_to=mine.number
            )
        return messages

    def knows(self, conversation_id: str) -> list[tuple[str, str]]:
        """Who said what, as stored."""
        return [
            (one.role, one.text) for one in conversations.load_messages(self.db, conversation_id) if one.text
        ]


class Shop:
    """The service: may be stopped and started again on the same state and port."""

    def __init__(self, folder: Path, stub: ChatwootStub, pace: Pace = FAST, **settings: Any) -> None:
        """`settings` are those of Aisle that are unlike others in these tests."""
        given = {"chatwoot_url": stub.url, "chatwoot_token": TOKEN, "chatwoot_secret": SECRET, **settings}
        self.settings = Settings(var=folder, public_url="https://shop.example", **given)
        self.db = Database(self.settings.sqlalchemy_url)
        self.db.migrate()
        self.turns = ScriptedTurns(self.db)
        self.pace = pace
        self.live_turns: Callable[[Shop, Hub, Mailroom], Turns] | None = None
        self.port = 0

    async def start(self) -> None:
        config = uvicorn.Config(
            self._app(), host="127.0.0.1", port=self.port, log_level="error", ws="none", lifespan="on"
        )
        self._server = uvicorn.Server(config)
        self._serving = asyncio.create_task(self._server.serve())
        await until(lambda: self._server.started)
        self.port = self._server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    async def stop(self) -> None:
        self._server.should_exit = True
        await self._serving

    def _app(self) -> FastAPI:
        @asynccontextmanager
        async def lifespan(app: FastAPI) -> AsyncIterator[None]:
            hub = Hub()
            mailroom = Mailroom(self.db, hub)
            turns = self.live_turns(self, hub, mailroom) if self.live_turns else self.turns
            answering = Answering(self.db, turns, mailroom, hub)
            bridge = bridge_to_chatwoot(self.settings, self.db, answering, pace=self.pace, patience=PATIENT)
            async with bridge as app.state.chatwoot:
                yield

        app = FastAPI(lifespan=lifespan)
        app.state.settings, app.state.db, app.state.staff_token = self.settings, self.db, "staff"
        install_problems(app)
        app.include_router(chatwoot.router)
        app.include_router(deliveries.router)
        return app


async def until(holds: Callable[[], object], seconds: float = 20.0) -> None:
    """Waits until something is so; fails when that takes too long."""
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.005)


def play(
    folder: Path, scene: Callable[[Shop, ChatwootStub], Awaitable[None]], pace: Pace = FAST, **settings: Any
) -> None:
    """A scene with a shop and a Chatwoot that know each other."""

    async def all_of_it() -> None:
        stub = ChatwootStub()
        await stub.start()
        shop = Shop(folder, stub, pace, **settings)
        await shop.start()
        stub.webhook_url = f"{shop.url}/v1/chatwoot/webhook"
        try:
            await scene(shop, stub)
        finally:
            await stub.settle()
            await shop.stop()
            await stub.stop()
            shop.db.dispose()

    run(all_of_it())


def run(work: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: the browser tests leave a running event loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()

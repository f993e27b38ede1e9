"""The desk's side of live conversations as docs/live.md has it, in memory; the console's own pages over real HTTP."""

import asyncio
import time
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from desk_story import CANNED, HOSTILE, PRODUCTS, about, row, talk, waiting
from fake_agents import ADA, ROBIN, SAM, FakeAgents
from fake_server import FakeServer
from fastapi import APIRouter, FastAPI, Request, Response, WebSocket, WebSocketDisconnect

from service.problems import Problem, install_problems
from service.routes import console
from shop.agent import Agent

DRAWING = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 52 52'><rect width='52' height='52' fill='#cfdcd5'/>"
    "<path d='M14 12 h12 v14 l12 6 v8 H14 Z' fill='#4d7a6a'/></svg>"
)
Json = dict[str, Any]


class FakeDeskLive:
    """A desk with a few conversations. Beside what a test tells it to do there are switches:

    `lose_answers`: so many answers to a sent message are lost after it was stored. `busy`: every sent message
    and note is refused with 503. `slow`: notes are kept only once it is off again. `deaf`: no live connection is let
    in.
    """

    def __init__(self) -> None:
        self.agents = FakeAgents()
        self.rows: dict[str, Json] = {}
        self.messages: dict[str, list[Json]] = {}
        self.notes: dict[str, list[Json]] = {}
        self.history: dict[str, list[Json]] = {}
        self.canned = dict(CANNED)
        self.lose_answers, self.busy, self.slow, self.deaf = 0, False, False, False
        self.frames: list[tuple[str, Json]] = []
        self.posts: Counter[str] = Counter()
        self._sockets: dict[WebSocket, Agent] = {}
        self._watched: dict[WebSocket, str] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        for one in (
            waiting("queue-boots", 5, last_text="Thank you, I will wait.", email="kim@example.org"),
            waiting("queue-order", 2, reason="order", team="orders", customer_id="mira.k", last_text="It is late."),
            row("bot-socks", page={"url": "/", "title": "Home", "product_id": ""}, last_role="bot"),
            row("mine-hat", handler="agent", agent={"agent_id": SAM.agent_id, "name": SAM.name}, team="shoes",
                customer_id="jo", last_text=HOSTILE, requested_at=datetime.now(UTC).isoformat()),
        ):  # fmt: skip
            self.add(one)
        self.messages["mine-hat"][-1]["text"] = HOSTILE
        self._server = FakeServer(self._app())
        self.url = f"{self._server.url}/console"

    def close(self) -> None:
        self._server.close()

    # What a test does

    def add(self, new: Json) -> None:
        key = new["conversation_id"]
        self.rows[key], self.messages[key], self.notes[key] = new, talk(), []
        self.history[key] = about(new)["history"] if new["handler"] != "bot" else []

    def arrive(self, key: str, **more: Any) -> None:
        """A shopper asks for a person."""
        self.add(waiting(key, 0, **more))
        self.push({"type": "row", "row": self.rows[key]})

    def say(self, key: str, text: str, role: str = "shopper", told: bool = True) -> None:
        """The shopper or the bot says something; not `told` to anybody who is connected."""
        message = self._message(key, role, text)
        if told:
            self._run(self._tell_message(key, message))

    def push(self, frame: Json, watching: str = "", only: Agent | None = None) -> None:
        self._run(self._tell(frame, watching, only))

    def wait_for_console(self, consoles: int = 1) -> None:
        """Returns once so many consoles are connected and watch what they show."""
        deadline = time.monotonic() + 10
        while len(self._watched) < consoles:
            assert time.monotonic() < deadline, "no console has connected"
            time.sleep(0.02)

    def cut(self) -> None:
        """Closes every live connection."""
        self._run(self._cut())

    def take_as(self, agent: Agent, key: str) -> None:
        """Another agent is faster; nobody's console has heard of it yet."""
        self._hold(key, agent)

    def give_away(self, key: str) -> None:
        """The agent's connection was gone for too long."""
        self.rows[key].update(waiting(key, 0, customer_id=self.rows[key]["customer_id"]))

    def said(self, key: str) -> list[str]:
        """The texts that agents have sent."""
        return [one.get("text", "") for one in self.messages[key] if one["role"] == "agent"]

    # The service

    def _app(self) -> FastAPI:
        app = FastAPI()
        install_problems(app)
        app.include_router(self.agents.router())
        app.include_router(self._router())
        app.include_router(console.router)

        @app.get("/pictures/{name}")
        async def picture(name: str) -> Response:
            return Response(DRAWING, media_type="image/svg+xml")

        return app

    def _router(self) -> APIRouter:
        router = APIRouter(prefix="/v1/desk")
        for add in (self._add_reading, self._add_writing, self._add_canned):
            add(router)
        router.add_api_websocket_route("/live", self._live)
        return router

    def _add_reading(self, router: APIRouter) -> None:
        @router.get("/conversations")
        async def conversations(request: Request) -> Json:
            agent = self.agents.who(request)
            mine = [
                one for one in self.rows.values() if (one["agent"] or {}).get("agent_id") == agent.agent_id
            ]
            queue = [one for one in self.rows.values() if one["handler"] == "queue"]
            return {
                "queue": queue,
                "mine": mine,
                "live": [one for one in self.rows.values() if one["online"]],
            }

        @router.get("/conversations/{key}")
        async def conversation(request: Request, key: str) -> Json:
            self.agents.who(request)
            if key not in self.rows:
                raise Problem(404, "There is no such conversation")
            found = self.rows[key]
            said = {"messages": self.messages[key], "notes": self.notes[key]}
            return {"row": found, **said, **about(found), "history": self.history[key]}

    def _add_writing(self, router: APIRouter) -> None:
        @router.post("/conversations/{key}/messages")
        async def send(request: Request, key: str) -> Json:
            agent, told = self.agents.changes(request), await request.json()
            self.posts[told["message_id"]] += 1
            if self.busy:
                raise Problem(503, "The shop's memory does not answer")
            if (self.rows[key]["agent"] or {}).get("agent_id") != agent.agent_id:
                raise Problem(409, "Somebody else has it", "This conversation is not yours any more.")
            known = [one for one in self.messages[key] if one.get("message_id") == told["message_id"]]
            message = known[0] if known else self._answer(key, agent, told)
            if self.lose_answers:
                self.lose_answers -= 1
                raise Problem(502, "The answer was lost on its way")
            if not known:
                await self._tell_message(key, message)
            return {"message": message}

        @router.post("/conversations/{key}/notes")
        async def note(request: Request, key: str) -> Json:
            agent, told = self.agents.changes(request), await request.json()
            while self.slow:
                await asyncio.sleep(0.02)
            if self.busy:
                raise Problem(503, "The shop's memory does not answer")
            new = {"number": len(self.notes[key]) + 1, "agent": agent.name, "text": told["text"], "at": now()}
            self.notes[key].append(new)
            await self._tell({"type": "note", "conversation_id": key, "note": new}, key)
            return {"note": new}

        @router.post("/conversations/{key}/{step}")
        async def act(request: Request, key: str, step: str) -> Json:
            agent = self.agents.changes(request)
            told = await request.json() if await request.body() else {}
            self._step(key, step, agent, told)
            await self._tell({"type": "row", "row": self.rows[key]})
            return {"row": self.rows[key]}

    def _add_canned(self, router: APIRouter) -> None:
        @router.get("/products")
        async def products(request: Request, q: str) -> Json:
            self.agents.who(request)
            return {"products": [one for one in PRODUCTS if q.lower() in one["title"].lower()]}

        @router.get("/canned")
        async def canned(request: Request) -> Json:
            self.agents.who(request)
            return {"canned": [{"shortcut": key, "text": text} for key, text in sorted(self.canned.items())]}

        @router.put("/canned/{shortcut}")
        async def keep(request: Request, shortcut: str) -> Json:
            self.agents.admin(request)
            self.canned[shortcut] = (await request.json())["text"]
            return {"shortcut": shortcut, "text": self.canned[shortcut]}

        @router.delete("/canned/{shortcut}", status_code=204)
        async def forget(request: Request, shortcut: str) -> None:
            self.agents.admin(request)
            del self.canned[shortcut]

    async def _live(self, socket: WebSocket) -> None:
        self._loop = asyncio.get_running_loop()
        if self.deaf:
            return await socket.close()
        agent = self.agents.who(socket)
        await socket.accept()
        self._sockets[socket] = agent
        try:
            while True:
                frame = await socket.receive_json()
                self.frames.append((agent.login, frame))
                if frame["type"] == "watch":
                    self._watched[socket] = frame["conversation_id"]
                elif frame["type"] == "ping":
                    await socket.send_json({"type": "pong"})
        except WebSocketDisconnect:
            return None
        finally:
            self._sockets.pop(socket, None)
            self._watched.pop(socket, None)

    def _step(self, key: str, step: str, agent: Agent, told: Json) -> None:
        found = self.rows[key]
        if step in ("take", "join") and found["handler"] == "agent":
            raise Problem(409, "Somebody was faster", f"{found['agent']['name']} has this conversation.")
        steps = {
            "take": "taken",
            "join": "taken",
            "transfer": "transferred",
            "return": "returned",
            "close": "closed",
        }
        detail = told.get("team") or told.get("outcome") or ""
        self.history[key].append({"step": steps[step], "at": now(), "agent": agent.name, "detail": detail})
        if step in ("take", "join"):
            self._hold(key, agent)
        elif step == "transfer":
            found.update(handler="queue", agent=None, team=told["team"], requested_at=now())
        else:
            found.update(handler="bot", agent=None, team="")

    def _hold(self, key: str, agent: Agent) -> None:
        self.rows[key].update(handler="agent", agent={"agent_id": agent.agent_id, "name": agent.name})

    def _message(self, key: str, role: str, text: str, **more: Any) -> Json:
        message = {"id": len(self.messages[key]) + 1, "role": role, "at": now(), "text": text, **more}
        self.messages[key].append(message)
        self.rows[key].update(last_at=message["at"], last_role=role, last_text=text)
        return message

    def _answer(self, key: str, agent: Agent, told: Json) -> Json:
        shown = [one for one in PRODUCTS if one["product_id"] in told["product_ids"]]
        more = {"products": shown} if shown else {}
        return self._message(
            key, "agent", told["text"], message_id=told["message_id"], author=agent.name, **more
        )

    async def _tell_message(self, key: str, message: Json) -> None:
        last = {name: self.rows[key][name] for name in ("last_at", "last_role", "last_text")}
        await self._tell({"type": "activity", "conversation_id": key, **last})
        await self._tell({"type": "message", "conversation_id": key, "message": message}, key)

    async def _tell(self, frame: Json, watching: str = "", only: Agent | None = None) -> None:
        for socket, agent in list(self._sockets.items()):
            if (not watching or self._watched.get(socket) == watching) and only in (None, agent):
                await socket.send_json(frame)

    async def _cut(self) -> None:
        for socket in list(self._sockets):
            await socket.close(1012)

    def _run(self, work: Any) -> None:
        assert self._loop, "no console has ever connected"
        asyncio.run_coroutine_threadsafe(work, self._loop).result(5)


def now() -> str:
    return datetime.now(UTC).isoformat()


__all__ = ["ADA", "HOSTILE", "ROBIN", "SAM", "FakeDeskLive"]

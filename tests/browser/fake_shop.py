"""A service without a shop behind it: the widget, the demo pages and canned answers over real HTTP and WebSockets.

The pages come with a strict Content-Security-Policy, so a widget that breaks it shows nothing.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import uvicorn
from fake_catalogue import CATALOGUE, card, details, picture
from fake_rights import Rights
from fake_talk import Talk, send
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from service.widget.bundle import bundle

SERVICE = Path(__file__).resolve().parents[2] / "service"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'"
)
TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
}
CUSTOMERS = [
    {"customer_id": "c1", "name": "Maren", "description": "hikes every weekend"},
    {"customer_id": "c2", "name": "Theo", "description": "runs on trails"},
]


class FakeShop:
    """Answers every message by `fake_talk.answer(text)`.

    `failures` go first, one for each message: a status, or "cut" to do the work and hang up without a word; on the live
    connection only "cut" and what refuses a message for good. While `hold` is cleared, answers wait. Where `sockets` is
    False no WebSocket gets through; `drop_acks` says how many acknowledgements get lost; while `mute`, open sockets say
    nothing. `pages` are served besides the demo's: path -> (content type, text).
    """

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []  # every message as it came, by either way
        self.posted = 0  # how many of them came by POST
        self.frames: list[dict[str, Any]] = []  # everything else that came on the sockets
        self.events: list[dict[str, Any]] = []
        self.feedback: list[dict[str, Any]] = []
        self.rights = Rights()
        self.failures: deque[int | str] = deque()
        self.pages: dict[str, tuple[str, str]] = {}
        self.hold = threading.Event()
        self.hold.set()
        self.sockets, self.mute, self.drop_acks = True, False, 0
        self.talk = Talk()
        self.port = 0
        self._start()
        self.url = f"http://127.0.0.1:{self.port}"

    @property
    def conversations(self) -> dict[str, list[dict[str, Any]]]:
        return self.talk.conversations

    def said(self) -> list[str]:
        """What the shopper said, as the service stored it."""
        stored = (each for messages in self.conversations.values() for each in messages)
        return [each["text"] for each in stored if each["role"] == "shopper"]

    def last(self) -> str:
        """The conversation that the newest message or connection belongs to."""
        spoken = [request["conversation_id"] for request in self.requests]
        return spoken[-1] if spoken else list(self.talk.sockets.values())[-1]

    def change(self, **state: Any) -> None:
        """Changes the state of the last conversation and tells its shopper."""
        self._do(self.talk.change(self.last(), **state))

    def call_person(self, position: int = 2, **state: Any) -> None:
        self.change(handler="queue", position=position, agent=None, **state)

    def take(self, name: str = "Sam") -> None:
        self.change(handler="agent", agent={"name": name}, position=0)

    def give_back(self) -> None:
        self.change(handler="bot", agent=None, position=0)

    def agent_says(self, text: str, author: str = "Sam", **more: Any) -> None:
        self._do(self.talk.store(self.last(), {"role": "agent", "text": text, "author": author, **more}))

    def bot_says(self, text: str, **more: Any) -> None:
        self._do(self.talk.store(self.last(), {"role": "bot", "text": text, **more}))

    def agent_types(self, on: bool = True) -> None:
        self._do(self.talk.tell(self.last(), {"type": "typing", "who": "agent", "on": on}))

    def bot_trouble(self, kind: str) -> None:
        self._do(self.talk.tell(self.last(), {"type": "trouble", "kind": kind}))

    def cut(self) -> None:
        """Closes every live connection."""
        self._do(self._cut())

    def heard(self, kind: str) -> list[dict[str, Any]]:
        return [frame for frame in self.frames if frame["type"] == kind]

    def restart(self) -> None:
        """Stops and starts again on the same port; what was stored is kept."""
        self.stop()
        self._start()

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(15)

    def start(self) -> None:
        self._start()

    def close(self) -> None:
        self.hold.set()
        self.stop()

    def _start(self) -> None:
        app = Starlette(
            routes=[
                WebSocketRoute("/v1/live", self._live),
                Route("/v1/chat", self._chat, methods=["POST"]),
                Route("/v1/privacy/{what}", self._privacy, methods=["POST"]),
                Route("/v1/events", self._events, methods=["POST"]),
                Route("/v1/conversations/{id}/messages", self._messages),
                Route("/v1/conversations/{id}/email", self._email, methods=["POST"]),
                Route("/v1/conversations/{id}/handoff/cancel", self._cancel, methods=["POST"]),
                Route("/v1/conversations/{id}/feedback", self._feedback, methods=["POST"]),
                Route("/{path:path}", self._page),
            ]
        )
        options: dict[str, Any] = {"log_level": "critical", "lifespan": "off", "timeout_graceful_shutdown": 1}
        self._server = uvicorn.Server(uvicorn.Config(app, port=self.port, **options))
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        assert started.wait(10), "the fake shop does not start"

    def _run(self, started: threading.Event) -> None:
        async def serve() -> None:
            self._loop = asyncio.get_running_loop()
            serving = asyncio.create_task(self._server.serve())
            while not self._server.started and not serving.done():
                await asyncio.sleep(0.01)
            if not serving.done():
                self.port = self._server.servers[0].sockets[0].getsockname()[1]
                started.set()
            await serving

        asyncio.run(serve())

    def _do(self, work: Coroutine[Any, Any, Any]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _cut(self) -> None:
        for socket in list(self.talk.sockets):
            await socket.close(1011)

    async def _held(self) -> None:
        await asyncio.to_thread(self.hold.wait, 10)

    async def _live(self, socket: WebSocket) -> None:
        if not self.sockets:
            return await socket.close()
        await socket.accept()
        work: set[asyncio.Task[None]] = set()
        try:
            hello = await socket.receive_json()
            self.frames.append(hello)
            await self._welcome(socket, hello)
            while True:
                await self._frame(socket, hello, await socket.receive_json(), work)
        except (WebSocketDisconnect, RuntimeError):
            pass  # the widget or the test has closed it
        finally:
            self.talk.sockets.pop(socket, None)
        return None

    async def _welcome(self, socket: WebSocket, hello: dict[str, Any]) -> None:
        conversation_id = hello["conversation_id"]
        self.talk.sockets[socket] = conversation_id
        await send(socket, {"type": "welcome", "state": self.talk.state(conversation_id)})
        for message in self.conversations.get(conversation_id, []):
            if message["id"] > hello["after"]:
                await send(socket, {"type": "message", "message": message})
        await send(socket, {"type": "caught_up"})

    async def _frame(
        self,
        socket: WebSocket,
        hello: dict[str, Any],
        frame: dict[str, Any],
        work: set[asyncio.Task[None]],
    ) -> None:
        if self.mute:
            return
        if frame["type"] == "message":
            await self._message(socket, hello, frame, work)
            return
        self.frames.append(frame)
        if frame["type"] == "ping":
            await send(socket, {"type": "pong"})
        if frame["type"] == "claims":
            claims = {"customer_id", "customer_signature", "session_id", "consent"}
            kept = {name: value for name, value in hello.items() if name not in claims}
            hello.clear()
            hello.update(kept | {name: value for name, value in frame.items() if name != "type"})

    async def _message(
        self,
        socket: WebSocket,
        hello: dict[str, Any],
        frame: dict[str, Any],
        work: set[asyncio.Task[None]],
    ) -> None:
        request = {**hello, "text": frame["text"], "message_id": frame["id"]}
        self.requests.append(request)
        failure = self.failures.popleft() if self.failures else None
        if isinstance(failure, int):
            refusal = {"id": frame["id"], "title": "No", "detail": "That did not work."}
            return await send(socket, {"type": "refused", **refusal})
        stored, new = await self.talk.hear(request)
        if failure == "cut":
            await self.talk.answer(request)
            return await socket.close(1011)
        if self.drop_acks:
            self.drop_acks -= 1
        else:
            await send(socket, {"type": "ack", "id": frame["id"], "number": stored["id"]})
        if new:
            task = asyncio.create_task(self._answer(request))
            work.add(task)
            task.add_done_callback(work.discard)
        return None

    async def _answer(self, request: dict[str, Any]) -> None:
        conversation_id = request["conversation_id"]
        if self.talk.state(conversation_id)["handler"] == "agent":
            return
        await self.talk.tell(conversation_id, {"type": "typing", "who": "bot", "on": True})
        await self._held()
        await self.talk.answer(request)
        await self.talk.tell(conversation_id, {"type": "typing", "who": "bot", "on": False})

    async def _chat(self, request: Request) -> Response:
        body = await request.json()
        self.requests.append(body)
        self.posted += 1
        await self._held()
        failure = self.failures.popleft() if self.failures else None
        if isinstance(failure, int):
            return problem(failure)
        await self.talk.hear(body)
        messages = await self.talk.answer(body)
        if failure == "cut":
            return StreamingResponse(
                iter([b'{"conversation_id"']), media_type="application/json", headers={"Content-Length": "99"}
            )
        conversation_id = body["conversation_id"]
        state = self.talk.state(conversation_id)
        return reply({"conversation_id": conversation_id, "messages": messages, "state": state})

    async def _messages(self, request: Request) -> Response:
        conversation_id = request.path_params["id"]
        if conversation_id not in self.conversations:
            return problem(404)
        after = int(request.query_params.get("after", 0))
        messages = [each for each in self.conversations[conversation_id] if each["id"] > after]
        return reply({"messages": messages, "state": self.talk.state(conversation_id)})

    async def _email(self, request: Request) -> Response:
        conversation_id, body = request.path_params["id"], await request.json()
        if body["email"].endswith(".invalid"):
            return problem(422)
        await self.talk.change(conversation_id, email=body["email"])
        return reply({"state": self.talk.state(conversation_id)})

    async def _cancel(self, request: Request) -> Response:
        conversation_id = request.path_params["id"]
        await self.talk.change(conversation_id, handler="bot", position=0, email="")
        return reply({"state": self.talk.state(conversation_id)})

    async def _feedback(self, request: Request) -> Response:
        failure = self.failures.popleft() if self.failures else None
        if isinstance(failure, int):
            return problem(failure)
        self.feedback.append({"conversation_id": request.path_params["id"], **await request.json()})
        return Response(status_code=204)

    async def _privacy(self, request: Request) -> Response:
        status, body = self.rights.answer(request.path_params["what"], await request.json())
        return reply(body, status)

    async def _events(self, request: Request) -> Response:
        events = (await request.json())["events"]
        self.events.extend(events)
        return reply({"accepted": len(events)}, 202)

    async def _page(self, request: Request) -> Response:
        path = request.url.path
        if path in self.pages:
            kind, text = self.pages[path]
            return content(text.encode(), kind)
        if path in ("/v1/search", "/v1/recommendations"):
            order = CATALOGUE[::-1] if "customer_id=c1" in request.url.query else CATALOGUE
            return reply({"results": [card(row[0]) for row in order]})
        if path.startswith("/v1/products/"):
            return reply(details(path.rsplit("/", 1)[-1]))
        if path == "/demo/customers.json":
            return reply({"customers": CUSTOMERS})
        return file(path)


def file(path: str) -> Response:
    if path == "/widget.js":
        return content(bundle(SERVICE / "widget"), "text/javascript")
    if path.startswith("/demo/images/"):
        return content(picture(Path(path).stem).encode(), TYPES[".svg"])
    name = {"/": "index.html"}.get(path, Path(path).name)
    name = "product.html" if path.startswith("/demo/product/") else name
    found = SERVICE / "demo" / name
    if not found.is_file():
        return Response(status_code=404)
    return content(found.read_bytes(), TYPES[found.suffix])


def content(body: bytes, kind: str) -> Response:
    return Response(body, media_type=kind, headers={"Content-Security-Policy": POLICY})


def reply(body: dict[str, Any], status: int = 200) -> Response:
    return JSONResponse(body, status)


def problem(status: int) -> Response:
    headers = {"Retry-After": "1"} if status == 503 else {}
    return JSONResponse({"title": "No", "detail": "That did not work."}, status, headers=headers)

"""Rasa behind the service: what it answers, and what is said when it does not."""

import asyncio
import json
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar

import pytest

from service.problems import Problem
from service.rasa_client import RasaClient
from tests.conftest import free_port

T = TypeVar("T")


class Rasa(BaseHTTPRequestHandler):
    """Answers with the server's `status` and `body`, and keeps what it was asked."""

    def do_POST(self) -> None:
        self.server.asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))  # type: ignore[attr-defined]
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        status, body = self.server.status, self.server.body  # type: ignore[attr-defined]
        if status == 0:
            self.connection.close()
            return
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *values: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Any]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Rasa)
    server.status, server.body = 200, b'[{"text": "Hello!"}]'
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def run(work: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: the browser tests leave a running event loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def say(port: int) -> list[dict[str, Any]]:
    async def turn() -> list[dict[str, Any]]:
        client = RasaClient(f"http://127.0.0.1:{port}", timeout_s=5)
        try:
            return await client.say("c-1", "hi", {"personal": False})
        finally:
            await client.close()

    return run(turn())


def test_rasa_gets_the_message_and_its_answer_comes_back(server: Any) -> None:
    assert say(server.server_port) == [{"text": "Hello!"}]
    assert server.asked == {"sender": "c-1", "message": "hi", "metadata": {"personal": False}}


@pytest.mark.parametrize(("status", "body"), [(500, b"{}"), (200, b"no json"), (0, b"")])
def test_an_answer_that_is_none_is_a_502_that_asks_to_send_again(
    server: Any, status: int, body: bytes
) -> None:
    server.status, server.body = status, body
    with pytest.raises(Problem) as raised:
        say(server.server_port)
    assert raised.value.status == 502
    assert "send it again" in raised.value.detail


@pytest.mark.parametrize("status", [404, 409])
def test_a_rasa_that_does_not_serve_shoppers_is_one_that_is_still_starting(server: Any, status: int) -> None:
    server.status, server.body = status, b"{}"
    with pytest.raises(Problem) as raised:
        say(server.server_port)
    assert raised.value.status == 503


def test_while_nobody_listens_the_assistant_is_starting() -> None:
    with pytest.raises(Problem) as raised:
        say(free_port())
    assert raised.value.status == 503
    assert raised.value.headers == {"Retry-After": "3"}


def test_what_rasa_remembers_is_read_and_added_to(server: Any) -> None:
    server.body = b'{"events": [], "paused": true}'

    async def both(port: int) -> dict[str, Any]:
        client = RasaClient(f"http://127.0.0.1:{port}")
        try:
            await client.append("c-1", [{"event": "resume"}])
            return await client.tracker("c-1")
        finally:
            await client.close()

    assert run(both(server.server_port)) == {"events": [], "paused": True}
    assert server.asked == [{"event": "resume"}]


def test_ready_once_rasa_answers(server: Any) -> None:
    async def ready(port: int) -> bool:
        client = RasaClient(f"http://127.0.0.1:{port}")
        try:
            return await client.ready()
        finally:
            await client.close()

    assert run(ready(server.server_port))
    assert not run(ready(free_port()))
    server.status = 503
    assert not run(ready(server.server_port))

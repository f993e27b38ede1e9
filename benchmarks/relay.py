"""A bare WebSocket relay: passes each frame on to the other side of its conversation and does nothing else."""

import asyncio
import random
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import aiohttp
from fastapi import FastAPI, WebSocket, WebSocketDisconnect

from benchmarks.servers import free_port, server
from benchmarks.timing import Latency, percentiles

SEED = 7


def make_app() -> FastAPI:
    """The relay: two sockets at the same path are the two sides of a conversation."""
    app = FastAPI()
    sides: defaultdict[str, set[WebSocket]] = defaultdict(set)

    @app.get("/ready")
    async def ready() -> dict[str, bool]:
        return {"ready": True}

    @app.websocket("/{conversation}")
    async def side(socket: WebSocket, conversation: str) -> None:
        await socket.accept()
        sides[conversation].add(socket)
        try:
            while True:
                text = await socket.receive_text()
                for other in sides[conversation] - {socket}:
                    await other.send_text(text)
        except WebSocketDisconnect:
            sides[conversation].discard(socket)

    return app


async def relayed(conversations: int, lines: int, pause_s: float) -> Latency:
    """How long the lines of so many conversations take through the relay, both ways."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "--factory", "benchmarks.relay:make_app", "--port", str(port)]
    command += ["--log-level", "warning"]
    ready = f"http://127.0.0.1:{port}/ready"
    with tempfile.TemporaryDirectory() as folder, server(command, ready, Path(folder) / "relay.log"):
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
            talks = [
                _talk(http, f"http://127.0.0.1:{port}/{n}", lines, pause_s) for n in range(conversations)
            ]
            seconds = [second for talk in await asyncio.gather(*talks) for second in talk]
    return percentiles(seconds)


async def _talk(http: aiohttp.ClientSession, address: str, lines: int, pause_s: float) -> list[float]:
    chance = random.Random(f"{SEED}-{address}")
    seconds = []
    async with http.ws_connect(address) as one, http.ws_connect(address) as other:
        for _ in range(lines):
            for speaker, listener in ((one, other), (other, one)):
                await asyncio.sleep(chance.uniform(0.2, 1.8) * pause_s)
                started = time.perf_counter()
                await speaker.send_str("x" * 40)
                await listener.receive_str()
                seconds.append(time.perf_counter() - started)
    return seconds

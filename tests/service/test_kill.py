"""The whole shop killed while shoppers talk: after a restart everything is answered, once, in order."""

import json
import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.sync.client import connect

from tests.conftest import AISLE, ROOT, System, free_port

pytestmark = pytest.mark.rasa

START_S = 120
LINES = ("waterproof jackets", "the second one", "show me tents", "show more", "something cheaper")


class Shop:
    """A copy of the running shop that may be killed and started again, always on the same ports."""

    def __init__(self, var: Path) -> None:
        self.base = f"http://127.0.0.1:{(port := free_port())}"
        self.live = f"ws://127.0.0.1:{port}/v1/live"
        self._var = var
        self._ports = {"AISLE_PORT": str(port), "AISLE_RASA_PORT": str(free_port())}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self._var / "serve.log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(AISLE), "serve"],
                cwd=ROOT,
                env={**os.environ, "AISLE_VAR": str(self._var), **self._ports},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def until_alive(self) -> None:
        """Until the service answers; the bot may still be starting."""
        self._until("health/live")

    def until_ready(self) -> None:
        self._until("health/ready")

    def kill(self) -> None:
        """SIGKILL: nothing is put in order."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        self._process.wait(30)

    def history(self, conversation_id: str) -> list[dict[str, Any]]:
        address = f"{self.base}/v1/conversations/{conversation_id}/messages"
        found: list[dict[str, Any]] = httpx.get(address, timeout=10).raise_for_status().json()["messages"]
        return found

    def _until(self, address: str) -> None:
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            assert self._process is not None and self._process.poll() is None, self._log()
            try:
                with urllib.request.urlopen(f"{self.base}/{address}", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        pytest.fail(f"no answer in {START_S} s:\n{self._log()}")

    def _log(self) -> str:
        return (self._var / "serve.log").read_text()


@pytest.fixture(scope="module")
def shop(system: System, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    ignored = shutil.ignore_patterns("tracker.db*", "rasa.pid", "*.log")
    var = shutil.copytree(system.var, tmp_path_factory.mktemp("killed") / "shop", ignore=ignored)
    shop = Shop(var)
    shop.start()
    shop.until_ready()
    yield shop
    shop.stop()


def until(found: Callable[[], bool], seconds: float = START_S) -> None:
    deadline = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < deadline, "it did not come to be"
        time.sleep(0.2)


def say(shop: Shop, conversation_id: str, lines: tuple[str, ...]) -> None:
    """Sends all lines at once over one live connection and waits until each is acknowledged."""
    with connect(shop.live) as line:
        line.send(json.dumps({"type": "hello", "conversation_id": conversation_id, "after": 0}))
        for number, text in enumerate(lines):
            line.send(json.dumps({"type": "message", "id": f"m-{number}", "text": text}))
        acknowledged: set[str] = set()
        while len(acknowledged) < len(lines):
            frame = json.loads(line.recv(timeout=30))
            acknowledged |= {frame["id"]} if frame["type"] == "ack" else set()


def chat(shop: Shop, conversation_id: str, text: str, **more: Any) -> list[str]:
    """The products on the cards of the answer."""
    body = {"text": text, "conversation_id": conversation_id, **more}
    answer = httpx.post(f"{shop.base}/v1/chat", json=body, timeout=60).raise_for_status().json()
    return [product_id for message in answer["messages"] for product_id in cards(message)]


def cards(message: dict[str, Any]) -> list[str]:
    return [card["product_id"] for card in message.get("products", ())]


def test_after_a_kill_what_was_acknowledged_is_answered_once_and_in_order_and_what_was_shown_is_known(
    shop: Shop,
) -> None:
    calm, known, *killed = (f"{secrets.token_hex(8)}" for _ in range(4))
    expected = [chat(shop, calm, text) for text in LINES]
    jackets = chat(shop, known, "waterproof jackets")
    for name in killed:
        say(shop, name, LINES)
    shop.kill()
    shop.start()
    shop.until_ready()
    count = len(shop.history(calm))
    for name in killed:
        until(lambda name=name: len(shop.history(name)) >= count)  # type: ignore[misc]
        history = shop.history(name)
        assert [one["text"] for one in history if one["role"] == "shopper"] == list(LINES)
        assert [cards(one) for one in history if one["role"] == "bot" and cards(one)] == expected
        assert len(history) == count
        assert [one["id"] for one in history] == sorted({one["id"] for one in history})
    assert chat(shop, known, "the second one") == [jackets[1]]


def test_the_bots_memory_of_a_shopper_is_erased_with_the_shopper(shop: Shop) -> None:
    name, secret = f"forget-{secrets.token_hex(6)}", f"gift for Zebulon{secrets.token_hex(3)}"
    who = {"customer_id": f"zoe-{secrets.token_hex(3)}", "consent": {"personalization_storage": "granted"}}

    def remembered() -> int:
        with sqlite3.connect(shop._var / "bot" / "tracker.db", timeout=10) as memory:
            rows = memory.execute("SELECT count(*) FROM events WHERE data LIKE ?", (f"%{secret}%",))
            return int(rows.fetchone()[0])

    chat(shop, name, secret, **who)
    assert remembered()
    chat(shop, name, "forget me", **who)
    chat(shop, name, "yes", **who)
    assert remembered() == 0

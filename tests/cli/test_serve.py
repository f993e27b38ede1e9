"""Starting the service where an earlier one was killed."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.serve import taken, wait_for_earlier
from shop.settings import Settings


@pytest.fixture
def held() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def settings(var: Path, server: socket.socket, pid: int) -> Settings:
    (var / "bot").mkdir(parents=True)
    (var / "bot" / "rasa.pid").write_text(str(pid))
    return Settings(var=var, rasa_port=server.getsockname()[1])


def test_the_port_of_an_earlier_rasa_that_is_ending_is_waited_for(
    tmp_path: Path, held: socket.socket
) -> None:
    ours = settings(tmp_path, held, os.getpid())
    threading.Timer(0.5, held.close).start()
    wait_for_earlier(ours)
    assert not taken("127.0.0.1", ours.rasa_port)


def test_the_port_of_somebody_else_is_not_waited_for(
    tmp_path: Path, held: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    monkeypatch.setattr("time.sleep", lambda seconds: pytest.fail("it waits"))
    wait_for_earlier(settings(tmp_path, held, gone.pid))
    assert taken("127.0.0.1", held.getsockname()[1])

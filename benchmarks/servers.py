"""Servers under measurement: started on free loopback ports, ended by their own ids."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RASA = ROOT / "bot" / ".venv" / "bin" / "rasa"
AISLE = ROOT / ".venv" / "bin" / "aisle"
START_S = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def post(url: str, body: Mapping[str, Any]) -> Any:
    """The JSON answer to a JSON request."""
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.load(response)


@contextmanager
def server(command: list[str], ready_url: str, log: Path, **environment: str) -> Iterator[None]:
    """A server that answers at `ready_url`, for as long as the block lasts."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait(process, ready_url, log)
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            sys.exit(f"{process.args} ended; {log} says why.")
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    sys.exit(f"{process.args} did not answer in {START_S} s; {log} says why.")


@contextmanager
def aisle(log: Path, **environment: str) -> Iterator[str]:
    """The shop under AISLE_VAR, here or in the `environment`, served with its assistant; yields the base URL."""
    port, rasa_port = free_port(), free_port()
    base = f"http://127.0.0.1:{port}"
    ports = {"AISLE_PORT": str(port), "AISLE_RASA_PORT": str(rasa_port)}
    with server([str(AISLE), "serve"], f"{base}/health/ready", log, **ports, **environment):
        yield base


@contextmanager
def bare_bot(folder: Path) -> Iterator[str]:
    """Rasa's own starter bot, made and trained by `rasa init` on first use; yields the base URL."""
    if not list(folder.glob("models/*.tar.gz")):
        folder.mkdir(parents=True, exist_ok=True)
        print("making and training the bare `rasa init` bot (about a minute)", flush=True)
        quiet = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
        command = [str(RASA), "init", "--no-prompt", "--init-dir", str(folder)]
        subprocess.run(command, env=quiet, check=True, capture_output=True)
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command = [
        str(RASA),
        "run",
        "--model",
        str(folder / "models"),
        "--endpoints",
        str(folder / "endpoints.yml"),
    ]
    command += [
        "--credentials",
        str(folder / "credentials.yml"),
        "--port",
        str(port),
        "--interface",
        "127.0.0.1",
    ]
    with server(command, f"{base}/", folder / "server.log", RASA_TELEMETRY_ENABLED="false"):
        yield base

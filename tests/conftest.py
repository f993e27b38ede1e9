"""The running shop that slow tests share: built once per session from the demo, in a folder of its own."""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shop.storage.database import Database

ROOT = Path(__file__).resolve().parent.parent
AISLE = ROOT / ".venv" / "bin" / "aisle"
START_S = 180


@dataclass(frozen=True, slots=True)
class System:
    """A running shop: the service's address, Rasa's, and the folder of its state."""

    base: str
    rasa: str
    var: Path


def run_aisle(var: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A finished `aisle` command on the state under `var`."""
    return subprocess.run(
        [str(AISLE), *arguments],
        cwd=ROOT,
        env={**os.environ, "AISLE_VAR": str(var), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def demo_var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """State of a small demo shop: imported and trained, the assistant left out."""
    var = tmp_path_factory.mktemp("demo-shop")
    for arguments in (
        ("demo", "--products", "300", "--customers", "500", "--reviews", "3000"),
        ("train", "--no-assistant"),
    ):
        done = run_aisle(var, *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
    return var


@pytest.fixture(scope="session")
def running_system(system: System) -> str:
    """The base URL of the running shop."""
    return system.base


@pytest.fixture(scope="session")
def system_db(system: System) -> Iterator[Database]:
    """The running shop's database."""
    db = Database(f"sqlite:///{system.var / 'aisle.db'}")
    yield db
    db.dispose()


@pytest.fixture(scope="session")
def system(demo_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A copy of the demo shop, served with its trained assistant."""
    var = shutil.copytree(demo_var, tmp_path_factory.mktemp("running") / "shop")
    done = run_aisle(var, "train", "--if-needed")
    assert done.returncode == 0, done.stdout + done.stderr
    port, rasa_port = free_port(), free_port()
    ports = {"AISLE_PORT": str(port), "AISLE_RASA_PORT": str(rasa_port)}
    log = var / "logs" / "serve.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(AISLE), "serve"],
            cwd=ROOT,
            env={**os.environ, "AISLE_VAR": str(var), **ports},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    base = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(process, base, log)
        yield System(base, f"http://127.0.0.1:{rasa_port}", var)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _wait_until_ready(process: subprocess.Popen[bytes], base: str, log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{base}/health/ready", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    pytest.fail(f"the system did not answer in {START_S} s:\n{log.read_text()}")


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def consent() -> Mapping[str, str]:
    return {"personalization_storage": "granted", "analytics_storage": "granted"}

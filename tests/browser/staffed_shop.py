"""A running shop with agents at its console, on ports of its own, that can be killed and started again."""

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import AISLE, ROOT, START_S, free_port

PASSWORD = "a password for tests only"


class StaffedShop:
    """The service, Rasa and two agents, Sam (an admin) and Kim."""

    def __init__(self, var: Path, allowed_origins: Sequence[str] = ()) -> None:
        self.var = var
        self._origins = json.dumps(list(allowed_origins))
        self.port, self._rasa_port = free_port(), free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self._log = var / "logs" / "serve.log"
        self._log.parent.mkdir(exist_ok=True)
        self._process: subprocess.Popen[bytes] | None = None
        for login, name, role in (("sam@shop.example", "Sam", "admin"), ("kim@shop.example", "Kim", "agent")):
            self._run("agents", "add", login, "--name", name, "--role", role, "--password-stdin")

    def train(self) -> None:
        """Trains the assistant where it is not trained yet."""
        self._run("train", "--if-needed")

    def start(self) -> None:
        """Starts everything and waits until it answers."""
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                [str(AISLE), "serve"],
                cwd=ROOT,
                env=self._environment(),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            assert self._process.poll() is None, self._log.read_text()
            try:
                with urllib.request.urlopen(f"{self.base}/health/ready", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.3)
        raise AssertionError(f"not ready in {START_S} s:\n{self._log.read_text()}")

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """Ends the service as a crash or a power cut would: SIGKILL, no goodbye."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(30)

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(30)

    def _run(self, *arguments: str) -> None:
        done = subprocess.run(
            [str(AISLE), *arguments],
            cwd=ROOT,
            env=self._environment(),
            input=PASSWORD,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def _environment(self) -> dict[str, str]:
        ports = {"AISLE_PORT": str(self.port), "AISLE_RASA_PORT": str(self._rasa_port)}
        return {**os.environ, "AISLE_VAR": str(self.var), "AISLE_ALLOWED_ORIGINS": self._origins, **ports}

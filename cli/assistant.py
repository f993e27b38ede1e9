"""Rasa as a process: trains the assistant when its words changed, runs it, stops it."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from shop.settings import ROOT, Settings
from shop.storage.errors import StorageError
from shop.storage.trackers import prepare_trackers

RASA = ROOT / "bot" / ".venv" / "bin" / "rasa"
SOURCES = ("config.yml", "bot/domain", "bot/data", "bot/components", "knowledge/onnx_encoder.py")
STOP_S = 10.0
#: Lines that Rasa 3.6 prints on every start and that nobody can act on.
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
    "SANIC_NO_UVLOOP": "false",
}


class AssistantError(Exception):
    """Rasa is missing, did not train or did not start."""


def vocabulary_file(settings: Settings) -> Path:
    return settings.var / "bot" / "vocabulary.yml"


def model_file(settings: Settings) -> Path:
    """Where the assistant trained on the present bot/, config.yml and vocabulary lies, or will lie."""
    return settings.var / "bot" / "models" / f"{fingerprint(settings)}.tar.gz"


def fingerprint(settings: Settings) -> str:
    """Changes with anything the assistant is trained on."""
    digest = hashlib.sha256()
    for path in _source_files(settings):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _source_files(settings: Settings) -> Iterator[Path]:
    for name in SOURCES:
        source = ROOT / name
        found = source.rglob("*") if source.is_dir() else [source]
        yield from sorted(path for path in found if path.suffix in (".yml", ".py"))
    if vocabulary_file(settings).is_file():
        yield vocabulary_file(settings)


def train_assistant(settings: Settings) -> None:
    """Trains Rasa on the present words. Raises AssistantError with Rasa's last lines when that fails."""
    model = model_file(settings)
    data = ["bot/data", *([str(vocabulary_file(settings))] if vocabulary_file(settings).is_file() else [])]
    command = ["train", "--domain", "bot/domain", "--config", "config.yml", "--data", *data]
    command += ["--out", str(model.parent), "--fixed-model-name", model.stem.removesuffix(".tar")]
    done = subprocess.run(
        rasa(command), cwd=ROOT, env=environment(settings), capture_output=True, text=True, check=False
    )
    if done.returncode or not model.is_file():
        tail = "\n".join((done.stdout + done.stderr).splitlines()[-15:])
        raise AssistantError(f"Rasa did not train. Its last lines:\n{tail}")
    for old in model.parent.glob("*.tar.gz"):
        if old != model:
            old.unlink()


def run_arguments(settings: Settings) -> list[str]:
    """`rasa run`'s arguments, with the REST channel."""
    return ["run", *_model_arguments(settings), "--credentials", "bot/credentials.yml", "--enable-api"]


def shell_arguments(settings: Settings) -> list[str]:
    """`rasa shell`'s arguments."""
    return ["shell", *_model_arguments(settings)]


def _model_arguments(settings: Settings) -> list[str]:
    """Our model, our actions, and nobody but this machine may call."""
    return [
        *("--model", str(model_file(settings))),
        *("--endpoints", "endpoints.yml"),
        *("--interface", "127.0.0.1"),
        *("--port", str(settings.rasa_port)),
    ]


def rasa(arguments: Sequence[str]) -> list[str]:
    """The command line; raises AssistantError when Rasa's environment is missing."""
    if not RASA.is_file():
        raise AssistantError("Rasa's environment bot/.venv is missing; `make setup` makes it.")
    return [str(RASA), *arguments]


def environment(settings: Settings) -> dict[str, str]:
    """The environment Rasa runs in: ours, its own quiet, and what endpoints.yml refers to."""
    ours = {
        "AISLE_VAR": str(settings.var),
        "AISLE_PORT": str(settings.port),
        "AISLE_WEBHOOK_TOKEN": settings.webhook_token(),
        "AISLE_TRACKERS": str(settings.trackers),
        "PYTHONPATH": str(ROOT),
    }
    return {**os.environ, **QUIET, **ours}


def start(arguments: Sequence[str], settings: Settings, log: Path) -> subprocess.Popen[bytes]:
    """Starts Rasa in a session of its own, its output in `log`; it ends with this process.

    Raises AssistantError where the file of what the bot remembers cannot be made.
    """
    try:
        prepare_trackers(settings.trackers)
    except StorageError as error:
        raise AssistantError(str(error)) from error
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        process = subprocess.Popen(
            rasa(arguments),
            cwd=ROOT,
            env=environment(settings),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )
    _pid_file(settings).write_text(str(process.pid))
    return process


def earlier_runs(settings: Settings) -> bool:
    """Whether the Rasa that was started last still runs: its parent was killed, and it needs seconds to end."""
    try:
        os.kill(int(_pid_file(settings).read_text()), 0)
    except (OSError, ValueError):
        return False
    return True


def _pid_file(settings: Settings) -> Path:
    return settings.var / "bot" / "rasa.pid"


def listens(port: int) -> bool:
    """Whether somebody answers at this loopback port."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def stop(process: subprocess.Popen[bytes]) -> None:
    """Asks the process and its children to end, then insists."""
    if process.poll() is not None:
        return
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _end_with_parent() -> None:
    """Asks Linux to end this child when its parent dies, however it dies (prctl PR_SET_PDEATHSIG)."""
    import ctypes

    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)

"""How long a person waits: from `make run` to the first answered product turn, and from Ctrl-C to the end.

usage: python -m benchmarks.first_turn     in a clean clone for the first start, again for every further one
"""

import os
import signal
import subprocess
import time
import urllib.error
from typing import Any

from benchmarks.servers import ROOT, free_port, post

PATIENCE_S = 1800
POLL_S = 0.3


def answered(base: str) -> bool:
    """Whether a product turn is answered with products."""
    try:
        answer: Any = post(f"{base}/v1/chat", {"text": "waterproof jacket under 120"})
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
    return any(message.get("products") for message in answer["messages"])


def main() -> None:
    ports = {"AISLE_PORT": str(free_port()), "AISLE_RASA_PORT": str(free_port())}
    started = time.monotonic()
    process = subprocess.Popen(["make", "run"], cwd=ROOT, env={**os.environ, **ports}, start_new_session=True)
    while not answered(f"http://127.0.0.1:{ports['AISLE_PORT']}"):
        if process.poll() is not None or time.monotonic() - started > PATIENCE_S:
            raise SystemExit("`make run` did not come to answer; its lines above say why.")
        time.sleep(POLL_S)
    print(f"first answered product turn after {time.monotonic() - started:.1f} s", flush=True)
    interrupted = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    code = process.wait(60)
    print(f"exit {code}, {time.monotonic() - interrupted:.1f} s after Ctrl-C")


if __name__ == "__main__":
    main()

"""Times and memory: percentiles of calls that take turns, and steps in a process of their own."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.servers import ROOT

Call = Callable[[Any], object]
BLOCK = 20


@dataclass(frozen=True, slots=True)
class Latency:
    """Percentiles in milliseconds."""

    p50: float
    p95: float
    p99: float

    def __str__(self) -> str:
        return f"p50 {self.p50:7.1f} ms   p95 {self.p95:7.1f} ms   p99 {self.p99:7.1f} ms"


def take_turns(calls: Mapping[str, Call], questions: Mapping[str, Sequence[Any]]) -> dict[str, Latency]:
    """The latency of each call on its own questions, each asked once. The calls take turns, BLOCK by BLOCK, so that
    whatever else the machine does meets them alike; the first block of each only warms up."""
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    most = max(len(asked) for asked in questions.values())
    for start in range(0, most, BLOCK):
        for name, call in calls.items():
            block = [timed(call, question) for question in questions[name][start : start + BLOCK]]
            seconds[name] += block if start else []
    return {name: percentiles(found) for name, found in seconds.items()}


def timed(call: Call, question: object) -> float:
    """Seconds of one call."""
    started = time.perf_counter()
    call(question)
    return time.perf_counter() - started


def percentiles(seconds: Sequence[float]) -> Latency:
    return Latency(*(float(value) for value in np.percentile(np.array(seconds) * 1000, (50, 95, 99))))


def peak_mb() -> float:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def step(name: str, took: dict[str, float]) -> Iterator[None]:
    """Notes the seconds of the block under `name`."""
    started = time.perf_counter()
    yield
    took[name] = time.perf_counter() - started


def own_process(module: str, *arguments: object) -> dict[str, Any]:
    """What `python -m module arguments` printed last, a line of JSON: a clean start for time and memory."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed.")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def target(value: float, limit: float, unit: str = "ms") -> str:
    """Whether a value keeps its limit, in words."""
    return f"{'meets' if value <= limit else 'MISSES'} the target of {limit:g} {unit}"

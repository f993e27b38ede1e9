"""A personalised product turn through POST /v1/chat beside a turn of the bare `rasa init` bot, in one run.

Needs a trained demo shop (`make run` makes one) and prints p50, p95 and turns per second of both, and their ratio.
The bare bot runs DIET, TED and a fixed answer; Aisle's turn parses, searches, ranks, explains and stores.
"""

import itertools
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np

from benchmarks.servers import aisle, bare_bot, post
from shop.settings import Settings

TURNS = 200
BLOCK = 40
WARM_UP = 24
THREADS = 8
BARE, OURS = "bare `rasa init` bot", "Aisle, personalised turn"
BARE_TEXTS = (
    "hello",
    "i am doing great",
    "not so good",
    "are you a bot",
    "bye",
    "i feel very sad",
    "good morning",
)
SHOP_TEXTS = (
    "waterproof jacket for hiking under 120, not black",
    "anything cheaper?",
    "show me something like the second one",
    "trail running shoes for men",
    "warm sleeping bag under 200",
    "a light tent for two people",
    "blue fleece",
    "recommend something for me",
)
Turn = Callable[[str, str], object]


def timed(turn: Turn, texts: Iterator[tuple[str, str]], count: int) -> np.ndarray:
    """Seconds of `count` turns, one after the other."""
    seconds = np.empty(count)
    for number, (conversation, text) in enumerate(itertools.islice(texts, count)):
        started = time.perf_counter()
        turn(conversation, text)
        seconds[number] = time.perf_counter() - started
    return seconds


def throughput(turn: Turn, texts: tuple[str, ...], name: str) -> float:
    """Turns per second with THREADS shoppers at once."""
    share = BLOCK // THREADS

    def shopper(number: int) -> None:
        timed(turn, conversations(texts, f"{name}-t{number}"), share)

    threads = [threading.Thread(target=shopper, args=(number,)) for number in range(THREADS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return THREADS * share / (time.perf_counter() - started)


def conversations(texts: tuple[str, ...], name: str) -> Iterator[tuple[str, str]]:
    """Endless turns, a new conversation each time the texts begin again."""
    for number in itertools.count():
        for text in texts:
            yield f"{name}-{number:05d}", text


def measure(bots: Mapping[str, tuple[Turn, tuple[str, ...]]]) -> dict[str, tuple[float, float, float]]:
    """p50 and p95 in ms and turns per second of each bot. The bots take turns, BLOCK by BLOCK, so that
    whatever else the machine does meets them alike."""
    run = f"bench-{time.time_ns()}"
    streams = {name: conversations(texts, run) for name, (_, texts) in bots.items()}
    for name, (turn, _) in bots.items():
        timed(turn, streams[name], WARM_UP)
    seconds: dict[str, list[np.ndarray]] = {name: [] for name in bots}
    rates: dict[str, list[float]] = {name: [] for name in bots}
    for block in range(TURNS // BLOCK):
        for name, (turn, texts) in bots.items():
            seconds[name].append(timed(turn, streams[name], BLOCK))
            rates[name].append(throughput(turn, texts, f"{run}-{block}"))
    measured = {}
    for name in bots:
        p50, p95 = np.percentile(np.concatenate(seconds[name]), (50, 95)) * 1000
        rate = float(np.median(rates[name]))
        measured[name] = (p50, p95, rate)
        print(f"{name:28s} p50 {p50:6.1f} ms   p95 {p95:6.1f} ms   {rate:5.1f} turns/s ({THREADS} at once)")
    return measured


def main() -> None:
    settings = Settings()
    customer = sys.argv[1] if len(sys.argv) > 1 else "maya"
    folder = settings.var / "bench" / "rasa-init"
    log = Path(settings.var / "logs" / "bench.log")
    log.parent.mkdir(parents=True, exist_ok=True)
    with bare_bot(folder) as bare, aisle(log) as ours:

        def bare_turn(conversation: str, text: str) -> object:
            answer = post(f"{bare}/webhooks/rest/webhook", {"sender": conversation, "message": text})
            if not answer:
                raise SystemExit(f"No answer of the bare bot to {text!r}")
            return answer

        def our_turn(conversation: str, text: str) -> object:
            consent = {"personalization_storage": "granted", "analytics_storage": "granted"}
            body = {
                "text": text,
                "conversation_id": conversation,
                "customer_id": customer,
                "consent": consent,
            }
            answer = post(f"{ours}/v1/chat", body)
            if not any(message.get("products") for message in answer["messages"]):
                raise SystemExit(f"No products in the answer to {text!r}: {answer}")
            return answer

        print(
            f"{TURNS} turns each, by one shopper and by {THREADS} at once, in blocks of {BLOCK}", flush=True
        )
        bots = {BARE: (bare_turn, BARE_TEXTS), OURS: (our_turn, SHOP_TEXTS)}
        measured = measure(bots)
    own, reference = measured[OURS], measured[BARE]
    p50, p95, rate = (mine / theirs for mine, theirs in zip(own, reference, strict=True))
    print(f"Aisle to bare bot            p50 x{p50:.2f}       p95 x{p95:.2f}       turns/s x{rate:.2f}")


if __name__ == "__main__":
    main()

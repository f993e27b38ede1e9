"""How time and memory grow with the catalogue: 10,000, 100,000 and 1,000,000 products, each in processes of its own.

usage: python -m benchmarks.growth [--sizes 10000 100000 1000000] [--queries 200]

A made-up shop (benchmarks/made_shop.py) is filled as a real one is: products into SQLite, vectors into Chroma (given,
not embedded), a release from as many events as products. A new process opens it as `aisle serve` does and is asked:
searches with and without limits, their embedding included, and recommendations for known shoppers.
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from advisor.bootstrap import bootstrap
from advisor.shopper import Shopper
from benchmarks import made_shop
from benchmarks.stocked import MODELS, keep_events, release, sentence_model, some_customers, stock
from benchmarks.timing import Latency, own_process, peak_mb, step, take_turns, target
from knowledge.lexical_cache import lexical_index
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.products import load_products

SIZES = (10_000, 100_000, 1_000_000)
LIMIT_MS, LIMIT_MB = 60.0, 16 * 1024
K = 10
COLUMNS = (
    "products", "import s", "vectors s", "words s", "release s", "build MB", "start s", "serve MB",
    "search p50", "search p95", "limits p50", "limits p95", "recommend p50", "recommend p95",
)  # fmt: skip


def build(settings: Settings, size: int, queries: int) -> dict[str, Any]:
    """Fills the shop; seconds of each step, and the most memory held."""
    took: dict[str, float] = {}
    events = made_shop.events(size, size // 10, size)
    products = stock(settings, sentence_model(), size, took)
    with step("words", took):
        lexical_index(settings.var / "lexical", load_from(settings))
    with step("release", took):
        release(settings, products, events)
    keep_events(settings, events, some_customers(events, queries))
    return {**took, "peak_mb": peak_mb()}


def load_from(settings: Settings) -> list[Any]:
    db = Database(settings.sqlalchemy_url)
    products = load_products(db)
    db.dispose()
    return products


def serve(settings: Settings, size: int, queries: int) -> dict[str, Any]:
    """Opens the shop and asks; seconds until the first answer could come, latencies and the most memory held."""
    took: dict[str, float] = {}
    with step("start", took):
        advisor = bootstrap(settings)
    search = advisor._keeper.engine().search
    customers = some_customers(made_shop.events(size, size // 10, size), queries)

    def recommend(customer: str) -> object:
        return advisor.recommend(Shopper("bench", customer, personal=True), K)

    calls = {
        "plain": lambda ask: search.search(ask.words, ask.filters, K),
        "limits": lambda ask: search.search(ask.words, ask.filters, K),
        "recommend": recommend,
    }
    asked = {
        "plain": made_shop.asks(queries, False),
        "limits": made_shop.asks(queries, True),
        "recommend": customers,
    }
    found = take_turns(calls, asked)
    advisor.close()
    return {**took, "peak_mb": peak_mb(), **{name: asdict(latency) for name, latency in found.items()}}


def grown(size: int, queries: int) -> tuple[list[str], dict[str, Any]]:
    """One row of the table, and what it says of the targets."""
    with tempfile.TemporaryDirectory() as var:
        Settings(var=Path(var)).models.symlink_to(Settings(var=MODELS).models)
        built = own_process("benchmarks.growth", "--build", var, "--sizes", size, "--queries", queries)
        served = own_process("benchmarks.growth", "--serve", var, "--sizes", size, "--queries", queries)
    seconds = [built[name] for name in ("import", "vectors", "words", "release")]
    latencies = [
        f"{value:.1f}"
        for name in ("plain", "limits", "recommend")
        for value in list(served[name].values())[:2]
    ]
    row = [f"{size:,}", *(f"{value:.1f}" for value in seconds), f"{built['peak_mb']:.0f}"]
    return [*row, f"{served['start']:.1f}", f"{served['peak_mb']:.0f}", *latencies], {
        "built": built,
        "served": served,
    }


def table(sizes: Sequence[int], queries: int) -> None:
    print("latencies in ms; `limits` is the search with price, stock, kind, brand or colour limited")
    print("  ".join(f"{name:>13s}" for name in COLUMNS))
    last: dict[str, Any] = {}
    for size in sizes:
        row, last = grown(size, queries)
        print("  ".join(f"{value:>13s}" for value in row), flush=True)
    slowest = max(Latency(**last["served"][name]).p95 for name in ("plain", "limits"))
    most = max(last["built"]["peak_mb"], last["served"]["peak_mb"])
    print(f"{sizes[-1]:,} products: search p95 {slowest:.1f} ms {target(slowest, LIMIT_MS)}; ", end="")
    print(f"{most:.0f} MB {target(most, LIMIT_MB, 'MB')}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        print(json.dumps(build(Settings(var=options.build), options.sizes[0], options.queries)))
    elif options.serve:
        print(json.dumps(serve(Settings(var=options.serve), options.sizes[0], options.queries)))
    else:
        sentence_model()
        table(options.sizes, options.queries)


if __name__ == "__main__":
    main()

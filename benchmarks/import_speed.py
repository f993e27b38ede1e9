"""What happens after an import: when a new product is found, and what is embedded again when one percent changed.

usage: python -m benchmarks.import_speed [--products 50000] [--changed 0.01] [--repeats 5]

A made-up shop of real size is open as `aisle serve` opens it. `aisle import products` brings new products one by one,
in processes of their own; the clock runs from the moment the import has ended until a search finds the product, while
nobody else asks. Then a share of all products changes its text, is imported, and the vectors are synchronised.
"""

import argparse
import csv
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from advisor.advisor import Advisor
from advisor.bootstrap import bootstrap
from advisor.shopper import Shopper
from advisor.wish import Wish
from benchmarks import made_shop
from benchmarks.servers import AISLE, ROOT
from benchmarks.stocked import MODELS, sentence_model, stock
from benchmarks.timing import target
from knowledge.embedder import Embedder
from knowledge.index import ProductIndex
from shop.product import Product
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.products import load_products, save_products

LIMIT_S, PATIENCE_S, POLL_S = 1.0, 60.0, 0.05
FIELDS = ("id", "title", "description", "price", "brand", "product_type")


class Counting:
    """The sentence model, quickly by ONNX; counts what it embeds."""

    def __init__(self, embedder: Embedder) -> None:
        self.version, self.dimension, self._embedder, self.count = (
            embedder.version,
            embedder.dimension,
            embedder,
            0,
        )

    def encode_documents(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> made_shop.Vectors:
        self.count += len(texts)
        return self._embedder.encode_many(texts)


def imported(settings: Settings, rows: Sequence[Mapping[str, object]]) -> None:
    """`aisle import products` of these rows."""
    feed = settings.var / "feed.csv"
    with feed.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, FIELDS)
        writer.writeheader()
        writer.writerows(rows)
    environment = {**os.environ, "AISLE_VAR": str(settings.var)}
    command = [str(AISLE), "import", "products", str(feed)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)


def seconds_until_found(advisor: Advisor, product_id: str, words: str) -> float:
    started = time.perf_counter()
    while time.perf_counter() - started < PATIENCE_S:
        if any(item.product_id == product_id for item in advisor.suggest(Wish(words), Shopper()).items):
            return time.perf_counter() - started
        time.sleep(POLL_S)
    raise SystemExit(f"{product_id} was not found within {PATIENCE_S:.0f} s.")


def new_products(settings: Settings, repeats: int) -> list[float]:
    """Seconds until each of `repeats` new products was found."""
    advisor, seconds = bootstrap(settings), []
    for number in range(repeats):
        word = made_shop.name(900_000 + number)
        row = dict(
            zip(FIELDS, (f"new-{number}", f"{word} kayak", "It folds.", "99 USD", word, "Boats"), strict=True)
        )
        imported(settings, [row])
        seconds.append(seconds_until_found(advisor, f"new-{number}", f"{word} kayak"))
    advisor.close()
    return seconds


def changed_again(settings: Settings, products: Sequence[Product], share: float) -> None:
    """Changes the texts of a share of the products and prints what that embeds."""
    embedder, db = Counting(sentence_model()), Database(settings.sqlalchemy_url)
    ProductIndex.open(settings).sync(load_products(db), embedder)
    embedder.count = 0
    chosen = np.random.default_rng(0).permutation(len(products))[: int(share * len(products))]
    save_products(db, [replace(products[row], description="Now in a new colour.") for row in chosen])
    index, sold = ProductIndex.open(settings), load_products(db)
    started = time.perf_counter()
    report = index.sync(sold, embedder)
    took = time.perf_counter() - started
    db.dispose()
    print(
        f"{len(chosen)} of {len(sold)} products changed their text: {embedder.count} embedded, {report.kept} kept, "
        f"published in {took:.1f} s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--products", type=int, default=50_000)
    parser.add_argument("--changed", type=float, default=0.01)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        settings = Settings(var=Path(temporary))
        settings.models.symlink_to(Settings(var=MODELS).models)
        products = stock(settings, sentence_model(), options.products)
        seconds = new_products(settings, options.repeats)
        listed = ", ".join(f"{value:.2f}" for value in seconds)
        print(f"{options.products} products, one new at a time: found {listed} s after its import; ", end="")
        print(f"the slowest {target(max(seconds), LIMIT_S, 's')}", flush=True)
        changed_again(settings, products, options.changed)


if __name__ == "__main__":
    main()

"""How long reviews take to be read, how much memory that holds, and when a running shop knows what came.

usage: python -m benchmarks.review_speed [--reviews 100000] [--new 200]

The public clothing and instrument reviews, over and over until there are enough, each time with other words at their
end and under other products, are imported and mined in a process of its own, beside encoding nothing but their plain
sentences. Then a shop that serves them is open, `aisle import reviews` brings new ones, and the clock runs until the
running shop tells of them. Exit code 3: the data is not there.
"""

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path

from advisor.bootstrap import bootstrap
from advisor.reading_pool import ReadingPool
from advisor.review_mining import mine_reviews
from benchmarks.made_shop import Vectors
from benchmarks.review_sets import clothing, instruments
from benchmarks.servers import AISLE, ROOT
from benchmarks.stocked import MODELS
from benchmarks.timing import own_process, peak_mb, step, target
from knowledge.embedder import Embedder
from knowledge.index import ProductIndex
from shop.product import Product
from shop.review import Review
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.products import load_products, save_products
from shop.storage.reviews import save_reviews

MINUTES, SECONDS, PATIENCE_S = 15.0, 60.0, 120.0
NEW = "zip-test"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reviews", type=int, default=100_000)
    parser.add_argument("--new", type=int, default=200)
    parser.add_argument("--mine", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.mine:
        print(json.dumps(mined(settings_of(options.mine), options.reviews)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        took = own_process("benchmarks.review_speed", "--reviews", options.reviews, "--mine", folder)
        report(took, options.reviews)
        until_known(settings_of(Path(folder)), options.new)
    return 0


def settings_of(folder: Path) -> Settings:
    """A shop of its own that shares the models of all benchmarks."""
    models = folder / "models"
    if not models.exists():
        (MODELS / "models").mkdir(parents=True, exist_ok=True)
        models.symlink_to(MODELS / "models")
    return Settings(var=folder)


def many(number: int) -> Iterator[Review]:
    """So many reviews; no two have the same words."""
    base = [one.review for one in clothing()] + [review for review in instruments() if review.text]
    endless = (
        replace(review, review_id=f"{turn}-{review.review_id}", product_id=f"{review.product_id}-{turn}",
                text=f"{review.text} That was order number {turn}.")
        for turn in count()
        for review in base
    )  # fmt: skip
    return islice(endless, number)


def mined(settings: Settings, number: int) -> dict[str, float]:
    """Imports and mines in this very process; the seconds of each, and the most memory."""
    took: dict[str, float] = {}
    db = Database(settings.sqlalchemy_url)
    db.migrate()
    products = {review.product_id for review in many(number)}
    save_products(db, [Product(key, f"Garment {key}", product_type="Garments") for key in sorted(products)])
    with step("import", took):
        save_reviews(db, many(number))
    with ReadingPool(settings, Embedder.load(settings)) as reader:
        before = peak_mb()
        with step("mine", took):
            report = mine_reviews(db, reader, show)
        with step("nothing new", took):
            mine_reviews(db, reader)
    db.dispose()
    readers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {
        **took,
        "before_mb": before,
        "peak_mb": peak_mb(),
        "each_mb": readers,
        "products": report.products,
    }


def show(done: int, total: int) -> None:
    print(f"\r{done} of {total} reviews read", end="" if done < total else "\n", file=sys.stderr, flush=True)


def report(took: dict[str, float], number: int) -> None:
    minutes, limit = took["mine"] / 60, MINUTES * number / 100_000
    print(f"{number} reviews of {took['products']:.0f} products: imported in {took['import']:.1f} s")
    print(
        f"mined in {minutes:.1f} min, {number / took['mine']:.0f} a second, {target(minutes, limit, 'min')}"
    )
    before, most, each = took["before_mb"], took["peak_mb"], took["each_mb"]
    print(
        f"memory {before:.0f} MB before, {most:.0f} MB at most, {each:.0f} MB more in each process that reads"
    )
    print(f"mined again with nothing new: {took['nothing new']:.2f} s")


def until_known(settings: Settings, number: int) -> None:
    """A new product's reviews come to a shop that serves."""
    prepare(settings)
    advisor = bootstrap(settings)
    feed = settings.var / "new.csv"
    write_feed(feed, number)
    started = time.perf_counter()
    for arguments in (("import", "reviews", str(feed), "--later"), ("mine",)):
        environment = {**os.environ, "AISLE_VAR": str(settings.var)}
        subprocess.run([str(AISLE), *arguments], cwd=ROOT, env=environment, check=True, capture_output=True)
    imported = time.perf_counter() - started
    while time.perf_counter() - started < PATIENCE_S and not advisor.complaints(NEW):
        time.sleep(0.05)
    known = time.perf_counter() - started
    advisor.close()
    print(
        f"{number} new reviews: imported and read in {imported:.1f} s, told by the running shop after {known:.1f} s"
    )
    print(f"since the import began, {target(known, SECONDS, 's')}")


def prepare(settings: Settings) -> None:
    """What a shop needs to open: a product whose reviews will come, vectors and a release."""
    db = Database(settings.sqlalchemy_url)
    save_products(db, [Product(NEW, "Zipped jacket", product_type="Garments")])
    products = load_products(db)
    db.dispose()
    ProductIndex.open(settings).sync(products, Quick(Embedder.load(settings)))


class Quick:
    """Embeds documents by ONNX, which is quicker."""

    def __init__(self, embedder: Embedder) -> None:
        self.version, self.dimension, self._embedder = embedder.version, embedder.dimension, embedder

    def encode_documents(self, texts: Sequence[str], progress: object = None) -> Vectors:
        return self._embedder.encode_many(texts)


def write_feed(path: Path, number: int) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["review_id", "product_id", "rating", "text", "date"])
        moment = datetime.now(UTC).isoformat()
        for place in range(number):
            text = (
                f"The zip broke after {place + 1} days."
                if place % 3 == 0
                else f"Fine for {place} days so far."
            )
            writer.writerow([f"new-{place}", NEW, 1 if place % 3 == 0 else 5, text, moment])


if __name__ == "__main__":
    sys.exit(main())

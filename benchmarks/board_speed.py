"""How long the complaint board of a large shop takes: `python -m benchmarks.board_speed --products 50000`."""

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TypeVar

from knowledge.ageing import Ageing
from knowledge.board import Board
from knowledge.grouping import WAYS, Selection
from knowledge.ledger import Ledger
from knowledge.summaries import grouped
from knowledge.tally import Month, Tally, Voiced
from knowledge.usual import usual_of
from shop.complaint import Quote
from shop.product import Product

ASPECTS = tuple(f"aspect_{number}" for number in range(20))
NOW = datetime(2026, 6, 15, tzinfo=UTC)
PAGE = 50
T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=50_000)
    arguments = parser.parse_args()
    products = {product.product_id: product for product in _products(arguments.products)}
    random.seed(1)
    tallies = {key: _tally() for key in products}
    reviews = sum(tally.reviews for tally in tallies.values())
    print(f"{len(products)} products with {reviews:.0f} reviews, seconds:")
    written = {key: json.dumps(tally.to_dict()) for key, tally in tallies.items()}
    read = ((key, Tally.from_dict(json.loads(text))) for key, text in written.items())
    ledger = _timed("reading the tallies, once after reviews were read", lambda: Ledger.of(read))
    ageing = Ageing(NOW)
    aged = {key: ageing.aged(tally) for key, tally in grouped(tallies, products).items()}
    usual = usual_of(aged, {key: product.category for key, product in products.items()})
    for by in WAYS:

        def ask(by: str = by) -> list[object]:
            board = Board(ledger, products, Selection(by=by), usual, (), NOW)  # type: ignore[arg-type]
            return [*board.rows(0, PAGE, lambda keys: {key: tallies[key] for key in keys})]

        _timed(f"the first {PAGE} rows by {by}", ask)


def _timed(what: str, work: Callable[[], T]) -> T:
    started = time.perf_counter()
    done = work()
    print(f"  {time.perf_counter() - started:6.2f}  {what}")
    return done


def _products(count: int) -> Iterator[Product]:
    for number in range(count):
        kind, brand = f"Clothing > Kind {number % 300}", f"Brand {number % 500}"
        yield Product(f"p{number}", f"Product {number}", product_type=kind, brand=brand)


def _tally() -> Tally:
    """Some thirty reviews over two years, a fifth of them with a complaint."""
    tally = Tally()
    for _ in range(30):
        key = f"{random.choice((2024, 2025, 2026))}-{random.randint(1, 12):02}"
        month = tally.months.setdefault(key, Month())
        month.reviews += 1
        if random.random() < 0.2:
            aspect = random.choice(ASPECTS[:4])
            month.support[aspect] = month.support.get(aspect, 0.0) + 1
            voiced = tally.aspects.setdefault(aspect, Voiced())
            voiced.support, voiced.severity = voiced.support + 1, voiced.severity + 0.5
            voiced.quotes = (*voiced.quotes, Quote("The zip broke after a week of use.", NOW))[:3]
    return tally


if __name__ == "__main__":
    main()

"""A recommendation for a known shopper beside implicit's ALS, in one run on the same events.

usage: python -m benchmarks.recommend_speed [--products 50000] [--events 500000] [--customers 50000] [--shoppers 300]

Four calls take turns: `advisor.recommend` as a chat turn uses it and for ten products (history, prices and stock read
from SQLite, reasons and variety included), the recommender alone (every score over the whole catalogue, blended and
ranked), and `recommend` of implicit's ALS with 64 factors, which reads no history and knows one score. Nobody is asked
twice.
"""

import argparse
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from advisor.bootstrap import bootstrap
from advisor.shopper import Shopper
from benchmarks import made_shop
from benchmarks.stocked import MODELS, keep_events, release, sentence_model, some_customers, stock
from benchmarks.timing import take_turns, target
from recommender.interactions import Interactions
from shop.settings import Settings

LIMIT_MS = 10.0
K = 10


def factorised(interactions: Interactions) -> Any:
    """implicit's ALS on the shop's matrix; few rounds, since only its speed is asked for."""
    from implicit.als import AlternatingLeastSquares

    model = AlternatingLeastSquares(64, iterations=2, random_state=0)
    model.fit(interactions.matrix(), show_progress=False)
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--products", type=int, default=50_000)
    parser.add_argument("--events", type=int, default=500_000)
    parser.add_argument("--customers", type=int, default=50_000)
    parser.add_argument("--shoppers", type=int, default=300)
    options = parser.parse_args()
    embedder, events = sentence_model(), made_shop.events(options.events, options.customers, options.products)
    customers = some_customers(events, 4 * options.shoppers)
    with tempfile.TemporaryDirectory() as temporary:
        settings = Settings(var=Path(temporary))
        settings.models.symlink_to(Settings(var=MODELS).models)
        products = stock(settings, embedder, options.products)
        release(settings, products, events)
        keep_events(settings, events, customers)
        measure(settings, Interactions.of(events, [product.product_id for product in products]), customers)


def measure(settings: Settings, interactions: Interactions, customers: list[str]) -> None:
    advisor, peer, matrix = bootstrap(settings), factorised(interactions), interactions.matrix()
    recommender = advisor._keeper.engine().recommender
    assert recommender is not None
    places = {name: number for number, name in enumerate(interactions.user_ids)}
    now = int(interactions.times.max())

    def in_chat(customer: str) -> object:
        return advisor.recommend(Shopper("bench", customer, personal=True))

    def ten(customer: str) -> object:
        return advisor.recommend(Shopper("bench", customer, personal=True), K)

    def alone(customer: str) -> object:
        history = interactions.history(places[customer], now)
        return recommender.rank(history, K, segment=recommender.segment(history))

    def by_implicit(customer: str) -> object:
        user = places[customer]
        return peer.recommend(user, matrix[user], N=K)

    calls = {
        "Aisle, as in a chat turn": in_chat,
        "Aisle, ten products": ten,
        "Aisle, models alone": alone,
        "implicit ALS": by_implicit,
    }
    share = len(customers) // 4
    asked = {name: customers[at * share : (at + 1) * share] for at, name in enumerate(calls)}
    lengths = [len(interactions.history(places[name], now)) for name in customers]
    print(
        f"{interactions.item_count} products, {len(interactions)} events, {interactions.user_count} customers; "
        f"{share} shoppers each, of {np.median(lengths):.0f} events (median)"
    )
    found = take_turns(calls, asked)
    for name, latency in found.items():
        print(f"{name:30s} {latency}")
    ours, theirs = found["Aisle, as in a chat turn"], found["implicit ALS"]
    verdict = target(ours.p95, LIMIT_MS)
    print(
        f"{'Aisle to implicit':30s} p50 x{ours.p50 / theirs.p50:.2f}   p95 x{ours.p95 / theirs.p95:.2f}   {verdict}"
    )
    advisor.close()


if __name__ == "__main__":
    main()

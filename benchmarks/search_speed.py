"""Hybrid search beside Chroma's own `where` query, in one run: the same vectors, words and limits.

usage: python -m benchmarks.search_speed [--products 50000] [--queries 400]

A made-up catalogue (benchmarks/made_shop.py: sentence vectors of words, summed, with noise). Both sides embed each
query with the shop's own model, and no query is asked twice. Chroma's side has price, stock, kind, brand and colour as
metadata and finds by vectors alone; ours also scores the words. Also printed: how many of the best ten by exact
scores over all products the search found.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks import made_shop
from benchmarks.made_shop import Ask
from benchmarks.stocked import Given, sentence_model
from benchmarks.timing import take_turns, target
from knowledge.columns import Columns
from knowledge.embedder import Embedder
from knowledge.index import ProductIndex
from knowledge.lexical import LexicalIndex
from knowledge.search import HybridSearch
from shop.filters import Filters
from shop.product import Product
from shop.settings import Settings

LIMIT_MS = 20.0
K = 10
PAGE = 2000


def hybrid(
    folder: Path, products: Sequence[Product], vectors: made_shop.Vectors, embedder: Embedder
) -> HybridSearch:
    """The search of a shop with these products."""
    index = ProductIndex.open(Settings(var=folder))
    index.sync(products, Given(embedder, vectors))
    return HybridSearch(index, LexicalIndex.build(products), Columns.of(products), embedder)


def chroma(folder: Path, products: Sequence[Product], vectors: made_shop.Vectors) -> Any:
    """A Chroma collection of the same vectors with what the limits ask for as metadata."""
    import chromadb

    client = chromadb.PersistentClient(str(folder), settings=chromadb.Settings(anonymized_telemetry=False))
    configuration: Any = {"hnsw": {"space": "cosine", "ef_search": 200}}
    collection = client.create_collection("peer", configuration=configuration, embedding_function=None)
    for start in range(0, len(products), PAGE):
        page = products[start : start + PAGE]
        collection.add(
            ids=[product.product_id for product in page],
            embeddings=vectors[start : start + PAGE],
            metadatas=[facts(product) for product in page],
        )
    return collection


def facts(product: Product) -> dict[str, str | float | bool]:
    return {
        "price": product.current_price or 0.0,
        "in_stock": product.in_stock,
        "kind": product.category.lower(),
        "brand": product.brand.lower(),
        "color": product.colors[0],
    }


def where(filters: Filters) -> dict[str, Any] | None:
    """The limits as Chroma writes them."""
    named: list[dict[str, Any]] = []
    for name, values in (("kind", filters.categories), ("brand", filters.brands), ("color", filters.colors)):
        named += [{name: {"$in": list(values)}}] if values else []
    named += [{"price": {"$lte": filters.price_max}}] if filters.price_max is not None else []
    named += [{"price": {"$gte": filters.price_min}}] if filters.price_min is not None else []
    named += [{"in_stock": True}] if filters.in_stock else []
    return {"$and": named} if len(named) > 1 else (named[0] if named else None)


def recall(search: HybridSearch, asked: Sequence[Ask]) -> float:
    """The share of the ten best by exact scores over all products that the search finds; 1 where there are none."""
    shares = []
    for ask in asked:
        ids, scores = search.scores(ask.words, ask.filters)
        best = {ids[row] for row in np.argsort(-scores, kind="stable")[:K]}
        found = {hit.product_id for hit in search.search(ask.words, ask.filters, K)}
        shares.append(len(best & found) / len(best) if best else 1.0)
    return float(np.mean(shares))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--products", type=int, default=50_000)
    parser.add_argument("--queries", type=int, default=400)
    options = parser.parse_args()
    threadpool_limits(1, "blas")
    embedder, draws = sentence_model(), made_shop.draw(options.products)
    products, vectors = made_shop.products(draws), made_shop.vectors(draws, embedder.encode_many)
    with tempfile.TemporaryDirectory() as temporary:
        search = hybrid(Path(temporary) / "var", products, vectors, embedder)
        peer = chroma(Path(temporary) / "peer", products, vectors)
        print(
            f"{options.products} products, {options.queries} queries of each kind, the query's embedding included"
        )
        for limits in (True, False):
            compare(search, peer, embedder, options.queries, limits)


def compare(search: HybridSearch, peer: Any, embedder: Embedder, count: int, limits: bool) -> None:
    def ask_chroma(ask: Ask) -> object:
        vector = embedder.encode_query(ask.words)
        return peer.query(
            query_embeddings=[vector], n_results=K, where=where(ask.filters), include=["distances"]
        )

    calls = {"Aisle": lambda ask: search.search(ask.words, ask.filters, K), "Chroma": ask_chroma}
    asked = made_shop.asks(2 * count, limits)
    found = take_turns(calls, {"Aisle": asked[:count], "Chroma": asked[count:]})
    kind = "with limits" if limits else "without limits"
    for name, latency in found.items():
        print(f"{name + ', ' + kind:30s} {latency}")
    ours, theirs = found["Aisle"], found["Chroma"]
    verdict = target(ours.p95, LIMIT_MS) if limits else ""
    print(
        f"{'Chroma to Aisle':30s} p50 x{theirs.p50 / ours.p50:.2f}   p95 x{theirs.p95 / ours.p95:.2f}   {verdict}"
    )
    print(f"{'found of the exact ten best':30s} {recall(search, asked[:100]):.3f}", flush=True)


if __name__ == "__main__":
    main()

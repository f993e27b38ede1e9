"""Search quality on public judged sets: nDCG@10 over the whole corpus, by the code that answers shoppers.

usage: python -m benchmarks.search_quality

Gains are the graded judgments, an unjudged product gains nothing. ESCI sample: exact 100, substitute 10,
complement 1, irrelevant 0; queries with any gain above 1. Home Depot: relevance minus 1, titles only, the first 1,500
queries in alphabetical order with at least 8 judgments. Reads AISLE_BENCH_DATA (default ../shared/data), exits
with 3 where it is missing. Vectors are kept in the system's temporary folder: the first run embeds 61,000 texts, the
next ones reuse them. Prints every blend weight tried, so that the constants of knowledge/search.py can be traced.
"""

import csv
import gzip
import io
import json
import tempfile
import time
import zipfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console

from benchmarks.data import data_path
from knowledge import search as search_module
from knowledge.columns import Columns
from knowledge.embedder import Embedder, prepare_model
from knowledge.index import ProductIndex
from knowledge.lexical import LexicalIndex
from knowledge.search import HybridSearch, Scores
from shop.product import Product
from shop.settings import Settings

Gains = Mapping[str, float]
#: Simple references, measured once on the same protocol (BM25 with English stop words; the same sentence model).
REFERENCES = {
    "esci": {"BM25": 0.567, "MiniLM": 0.573, "rank fusion": 0.598, "weighted sum": 0.605},
    "homedepot": {"BM25": 0.277, "MiniLM": 0.239, "rank fusion": 0.294, "weighted sum": 0.313},
}
WEIGHTS = (0.0, 0.3, 0.5, 0.7, 1.0, 1.3, 2.0, float("inf"))


@dataclass(frozen=True)
class JudgedSet:
    """Products and, per query, the gain of each judged product."""

    name: str
    products: tuple[Product, ...]
    gains: Mapping[str, Gains]


def esci() -> JudgedSet:
    products = {}
    with gzip.open(data_path("search/esci/ubi_ecommerce_products.json.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            row = {key: value or "" for key, value in json.loads(line).items()}
            name = row.get("asin") or row["id"]
            products[name] = Product(
                name,
                row["title"],
                row.get("description", ""),
                brand=row.get("brand", ""),
                colors=(row["color"],) if row.get("color") else (),
                highlights=(row["bullet_points"],) if row.get("bullet_points") else (),
            )
    judged = json.loads(data_path("search/esci/esci_us_judgments.json").read_text(encoding="utf-8"))
    gains = {
        entry["query"]: {
            item["docId"]: float(item["rating"]) for item in entry["ratings"] if item["docId"] in products
        }
        for entry in judged["judgmentRatings"]
    }
    return JudgedSet(
        "esci", tuple(products.values()), {q: g for q, g in gains.items() if max(g.values(), default=0) > 1}
    )


def homedepot() -> JudgedSet:
    products, gains = {}, defaultdict[str, dict[str, float]](dict)
    with zipfile.ZipFile(data_path("search/homedepot/train.csv.zip")) as archive:
        member = next(name for name in archive.namelist() if name.endswith(".csv"))
        for row in csv.DictReader(io.TextIOWrapper(archive.open(member), encoding="latin-1")):
            products[row["product_uid"]] = Product(row["product_uid"], row["product_title"])
            gains[row["search_term"]][row["product_uid"]] = max(0.0, float(row["relevance"]) - 1)
    queries = sorted(query for query, judged in gains.items() if len(judged) >= 8)[:1500]
    return JudgedSet("homedepot", tuple(products.values()), {query: gains[query] for query in queries})


def ndcg(found: Sequence[str], gains: Gains, k: int = 10) -> float | None:
    """nDCG@k (Järvelin and Kekäläinen 2002); None where nothing gains."""
    discounts = 1 / np.log2(np.arange(2, k + 2))
    ideal = np.sort(np.array(list(gains.values())))[::-1][:k]
    best = float(ideal @ discounts[: len(ideal)])
    got = np.array([gains.get(name, 0.0) for name in found[:k]])
    return float(got @ discounts[: len(got)]) / best if best else None


def mean_ndcg(find: Callable[[str], Sequence[str]], gains: Mapping[str, Gains]) -> float:
    each = (ndcg(find(query), judged) for query, judged in gains.items())
    return float(np.mean([value for value in each if value is not None]))


def build(judged: JudgedSet, console: Console) -> HybridSearch:
    """The search of the set, its vectors kept in a temporary folder between runs."""
    settings = Settings(var=Path(tempfile.gettempdir()) / "aisle-search-quality" / judged.name)
    models = Settings(var=settings.var.parent / "models-var")
    prepare_model(models, lambda step: console.print(step))
    embedder, index = Embedder.load(models), ProductIndex.open(settings)
    with console.status(f"{judged.name}: embedding") as status:
        index.sync(
            judged.products,
            embedder,
            lambda done, total: status.update(f"{judged.name}: embedding {done:,} of {total:,}"),
        )
    return HybridSearch(index, LexicalIndex.build(judged.products), Columns.of(judged.products), embedder)


def measure(judged: JudgedSet, console: Console) -> None:
    search = build(judged, console)
    console.print(f"{judged.name}: {len(judged.products):,} products, {len(judged.gains):,} queries")
    for name, value in REFERENCES[judged.name].items():
        console.print(f"  {name:32s} nDCG@10 {value:.3f}  (reference)")
    started = time.perf_counter()
    found = mean_ndcg(lambda query: [hit.product_id for hit in search.search(query)], judged.gains)
    each = (time.perf_counter() - started) / len(judged.gains) * 1000
    console.print(f"  Aisle, HybridSearch.search       nDCG@10 {found:.4f}  ({each:.1f} ms a query)")
    for weight, value in sweep(search, judged.gains).items():
        console.print(f"    every product scored, word weight {weight:.1f}: {value:.4f}")


def sweep(search: HybridSearch, gains: Mapping[str, Gains]) -> dict[float, float]:
    """nDCG@10 by the weight of words; infinite stands for words alone."""
    values: dict[float, list[float]] = {weight: [] for weight in WEIGHTS}
    for query, judged in gains.items():
        ids, dense, lexical = parts(search, query)
        for weight in WEIGHTS:
            total = lexical if weight == np.inf else dense + weight * lexical
            top = np.argpartition(-total, 10)[:10]
            best = top[np.argsort(-total[top], kind="stable")]
            value = ndcg([ids[row] for row in best], judged)
            values[weight] += [] if value is None else [value]
    return {weight: float(np.mean(each)) for weight, each in values.items()}


def parts(search: HybridSearch, query: str) -> tuple[list[str], Scores, Scores]:
    """Product ids, cosine and word score of every product: `scores` at the weights 0 and 1."""
    chosen = search_module.LEXICAL_WEIGHT
    try:
        search_module.LEXICAL_WEIGHT = 0.0
        ids, dense = search.scores(query)
        search_module.LEXICAL_WEIGHT = 1.0
        return ids, dense, search.scores(query)[1] - dense
    finally:
        search_module.LEXICAL_WEIGHT = chosen


def main() -> None:
    console = Console(highlight=False)
    for load in (esci, homedepot):
        measure(load(), console)


if __name__ == "__main__":
    main()

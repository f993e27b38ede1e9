"""Search quality on public judged sets: nDCG@10 over the whole corpus, by the code that answers shoppers.

usage: python -m benchmarks.search_quality [--sweep] [esci homedepot]

Reads AISLE_BENCH_DATA (default ../shared/data), exits with 3 where it is missing. Vectors are kept in the system's
temporary folder: the first run embeds 61,000 texts, the next ones reuse them. With --sweep it prints every blend
weight tried, so that the constants of knowledge/search.py can be traced.
"""

import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from rich.console import Console

from benchmarks.quality_row import QualityRow, table_of
from benchmarks.search_references import references
from benchmarks.search_sets import SETS, Gains, JudgedSet, ndcg_each
from knowledge import search as search_module
from knowledge.columns import Columns
from knowledge.embedder import Embedder, prepare_model
from knowledge.index import ProductIndex
from knowledge.lexical import LexicalIndex
from knowledge.search import HybridSearch
from recommender.evaluation import Estimate
from shop.settings import Settings

TARGETS = {"esci": 0.650, "homedepot": 0.345}
LEXICAL_WEIGHTS = (0.0, 0.3, 0.5, 0.7, 1.0, 1.3, 2.0)
UNWANTED_WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.4)


def measure(name: str, console: Console, sweep: bool = False) -> QualityRow:
    """The set's row; with `sweep` the weights tried are printed as well."""
    judged = SETS[name]()
    index, embedder = vectors(judged, console)
    search = HybridSearch(index, LexicalIndex.build(judged.products), Columns.of(judged.products), embedder)
    started = time.perf_counter()
    each = ndcg_ours(search, judged.gains)
    spent = (time.perf_counter() - started) / len(judged.gains) * 1000
    console.print(
        f"{name}: {len(judged.products):,} products, {len(judged.gains):,} queries, {spent:.1f} ms a query"
    )
    if sweep:
        for line in sweep_lines(search, judged.gains):
            console.print(f"  {line}")
    known = references(judged, index, embedder)
    return QualityRow(name, "nDCG@10", Estimate.of(each, 0), known, TARGETS[name])


def vectors(judged: JudgedSet, console: Console) -> tuple[ProductIndex, Embedder]:
    """The set's vectors, kept in a temporary folder between runs, and the model that made them."""
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
    return index, embedder


def ndcg_ours(search: HybridSearch, gains: Mapping[str, Gains]) -> np.ndarray:
    return ndcg_each(lambda query: [hit.product_id for hit in search.search(query)], gains)


def sweep_lines(search: HybridSearch, gains: Mapping[str, Gains]) -> list[str]:
    """nDCG@10 by the weight of words, then by what an unwanted thing costs, the other as it ships."""
    lines = []
    for constant, weights in (("LEXICAL_WEIGHT", LEXICAL_WEIGHTS), ("UNWANTED", UNWANTED_WEIGHTS)):
        chosen = getattr(search_module, constant)
        for weight in weights:
            setattr(search_module, constant, weight)
            lines.append(f"{constant} {weight:.1f}: {ndcg_ours(search, gains).mean():.4f}")
        setattr(search_module, constant, chosen)
    return lines


def main() -> None:
    console = Console(highlight=False, width=150)
    names = [name for name in sys.argv[1:] if not name.startswith("-")] or list(SETS)
    console.print(table_of(measure(name, console, "--sweep" in sys.argv) for name in names))


if __name__ == "__main__":
    main()

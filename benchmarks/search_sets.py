"""Public judged product searches, and nDCG over them.

Gains are the graded judgments, an unjudged product gains nothing. ESCI sample: exact 100, substitute 10,
complement 1, irrelevant 0; queries with any gain above 1. Home Depot: relevance minus 1, titles only, the first 1,500
queries in alphabetical order with at least 8 judgments.
"""

import csv
import gzip
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.data import data_path
from shop.product import Product

Gains = Mapping[str, float]


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


SETS: Mapping[str, Callable[[], JudgedSet]] = {"esci": esci, "homedepot": homedepot}


def ndcg(found: Sequence[str], gains: Gains, k: int = 10) -> float | None:
    """nDCG@k (Järvelin and Kekäläinen 2002); None where nothing gains."""
    discounts = 1 / np.log2(np.arange(2, k + 2))
    ideal = np.sort(np.array(list(gains.values())))[::-1][:k]
    best = float(ideal @ discounts[: len(ideal)])
    got = np.array([gains.get(name, 0.0) for name in found[:k]])
    return float(got @ discounts[: len(got)]) / best if best else None


def ndcg_each(find: Callable[[str], Sequence[str]], gains: Mapping[str, Gains]) -> np.ndarray:
    """nDCG@10 of every query for which there is one; `find` gives product ids, best first."""
    each = (ndcg(find(query), judged) for query, judged in gains.items())
    return np.array([value for value in each if value is not None])

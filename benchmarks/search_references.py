"""What a shop could pick up today for its search: BM25, the sentence model alone, and their simple blends."""

from collections.abc import Callable, Mapping

import numpy as np

from benchmarks.search_sets import JudgedSet, ndcg_each
from knowledge.index import ProductIndex
from knowledge.search import QueryEmbedder
from shop.product import Product

LONGEST = 2000  # characters of a product's text that the references read
RANK_SHIFT = 60  # reciprocal rank fusion: Cormack, Clarke and Buettcher (2009)
Score = Callable[[str], np.ndarray]


def references(judged: JudgedSet, index: ProductIndex, embedder: QueryEmbedder) -> Mapping[str, float]:
    """Mean nDCG@10 of each reference over the whole corpus.

    BM25 is bm25s as it comes, with English stop words; MiniLM are the vectors that `index` holds.
    """
    ids = [product.product_id for product in judged.products]
    words = bm25(judged.products)
    vectors = index.vectors(ids)
    meanings = {query: vectors @ embedder.encode_query(query) for query in judged.gains}
    scores: Mapping[str, Score] = {
        "BM25": words,
        "MiniLM": meanings.__getitem__,
        "rank fusion": lambda query: fused(words(query), meanings[query]),
        "weighted sum": lambda query: meanings[query] + 0.5 * share(words(query)),
    }
    return {name: float(ndcg_each(best(score, ids), judged.gains).mean()) for name, score in scores.items()}


def bm25(products: tuple[Product, ...]) -> Score:
    """(n,) BM25 over title, brand, colour, bullets and description as one text."""
    import bm25s

    model = bm25s.BM25()
    texts = [text(product) for product in products]
    model.index(bm25s.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)

    def score(query: str) -> np.ndarray:
        asked = bm25s.tokenize(query, stopwords="en", return_ids=False, show_progress=False)[0]
        return np.asarray(model.get_scores(asked)) if asked else np.zeros(len(products))

    return score


def text(product: Product) -> str:
    parts = (product.title, product.brand, *product.colors, *product.highlights, product.description)
    return " ".join(parts)[:LONGEST]


def fused(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return 1 / (RANK_SHIFT + places(first)) + 1 / (RANK_SHIFT + places(second))


def places(scores: np.ndarray) -> np.ndarray:
    """(n,) each one's place, 0 for the best; equal ones in the order they come."""
    result = np.empty(len(scores))
    result[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
    return result


def share(scores: np.ndarray) -> np.ndarray:
    return scores / (scores.max() + 1e-9)


def best(score: Score, ids: list[str]) -> Callable[[str], list[str]]:
    """The ids of the ten best for a query."""
    return lambda query: [ids[row] for row in np.argsort(-score(query), kind="stable")[:10]]

"""Hybrid search: meaning and words together, within the shopper's limits."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from knowledge.coarse import Coarse
from knowledge.columns import Columns
from knowledge.denials import read_request
from knowledge.index import ProductIndex
from knowledge.lexical import LexicalIndex
from shop.filters import Filters

#: What the best word match counts beside a cosine of 1; chosen by benchmarks/search_quality.py.
LEXICAL_WEIGHT = 1.0
#: What a product loses that has what the words say should not be there; chosen there too.
UNWANTED = 0.2
#: So few products that the limits leave are each scored.
FEW = 2_000
#: Of more than this share of the catalogue, or of so many, Chroma knows the nearest quicker than a look over all.
SHARE, MANY = 0.5, 120_000
#: Candidates taken from each side beyond those asked for, where not every product is scored.
SPARE = 100
NO_FILTERS = Filters()

Scores = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]


class QueryEmbedder(Protocol):
    """The part of an Embedder that a search needs."""

    def encode_query(self, text: str) -> Scores: ...


@dataclass(frozen=True, slots=True)
class Hit:
    """A product found: `score` = `dense` + LEXICAL_WEIGHT x `lexical`.

    `dense` is a cosine (-1 to 1), `lexical` the share of the best word match (0 to 1), less UNWANTED where the
    product has what was not wanted ("without straw"). Where no words were given, `score` is the product's
    `Columns.worth` and the parts are NaN.
    """

    product_id: str
    score: float
    dense: float
    lexical: float


@dataclass(frozen=True, slots=True)
class Query:
    """Words once looked up: their vector and the word score of every product, -UNWANTED to 1."""

    vector: Scores
    lexical: Scores


class HybridSearch:
    """Searches the products of `columns`; the index and the word index may know more or fewer.

    A product that the index does not know yet is found by its words alone. Safe to share between threads.
    """

    def __init__(
        self, index: ProductIndex, lexical: LexicalIndex, columns: Columns, embedder: QueryEmbedder
    ) -> None:
        self._index, self._lexical, self._columns, self._embedder = index, lexical, columns, embedder
        self._vectors = np.nan_to_num(index.vectors(columns.product_ids), copy=False)
        self._coarse = Coarse.of(self._vectors)
        self._rows = {name: row for row, name in enumerate(columns.product_ids)}
        word_rows = {name: row for row, name in enumerate(lexical.product_ids)}
        self._word_rows = np.array([word_rows.get(name, -1) for name in columns.product_ids], np.int64)
        self._same_order = lexical.product_ids == columns.product_ids

    def search(self, words: str, filters: Filters = NO_FILTERS, k: int = 10, offset: int = 0) -> list[Hit]:
        """Up to `k` hits after the first `offset`, best first; every one keeps the limits.

        No words browse: what is in stock and well rated first.
        """
        rows = np.flatnonzero(self._columns.mask(filters))
        if not words.strip():
            return self._browse(rows, k + offset)[offset:]
        query = self._look_up(words, rows)
        if len(rows) > FEW:
            rows = self._candidates(query, rows, k + offset)
        return self._ranked(query, rows, k + offset)[offset:]

    def similar(self, product_id: str, filters: Filters = NO_FILTERS, k: int = 10) -> list[Hit]:
        """Up to `k` other products nearest in meaning; empty where the product is unknown."""
        row = self._rows.get(product_id)
        if row is None or not self._vectors[row].any():
            return []
        rows = np.flatnonzero(self._columns.mask(filters))
        query = Query(self._vectors[row], np.zeros(len(self._columns), np.float32))
        return self._ranked(query, rows[rows != row], k)

    def scores(self, words: str, filters: Filters = NO_FILTERS) -> tuple[list[str], Scores]:
        """All products that keep the limits, in catalogue order, and their scores; NaN without words."""
        rows = np.flatnonzero(self._columns.mask(filters))
        ids = [self._columns.product_ids[row] for row in rows]
        if not words.strip():
            return ids, np.full(len(rows), np.nan, np.float32)
        query = self._look_up(words, rows)
        return ids, self._dense(query, rows) + LEXICAL_WEIGHT * query.lexical[rows]

    def knows(self, text: str) -> bool:
        """Whether each word of the text occurs in some product's own."""
        return self._lexical.knows(text)

    def holding(self, text: str) -> list[str]:
        """The products that hold each word of the text in some form, small words aside."""
        return self._lexical.holding(text)

    def _look_up(self, words: str, rows: Rows) -> Query:
        """Word scores are shares of the best among `rows`, so that limits do not change the balance.

        A sentence model knows no "without": it reads what is wanted alone.
        """
        request = read_request(words)
        found = self._aligned(self._lexical.scores(words))
        best = float((found if len(rows) == len(found) else found[rows]).max(initial=0.0))
        if best > 0:
            found /= best
        if request.unwanted:
            found -= UNWANTED * self._aligned(self._lexical.unwanted(words))
        return Query(self._embedder.encode_query(request.wanted), found)

    def _aligned(self, scores: Scores) -> Scores:
        """The word index's scores in the order of the columns, 0 for what it does not know."""
        return scores if self._same_order else np.append(scores, np.float32(0))[self._word_rows]

    def _candidates(self, query: Query, rows: Rows, wanted: int) -> Rows:
        """Of many rows those that can come first: the nearest by their vectors and the best by words."""
        wanted += SPARE
        lexical = query.lexical[rows]
        matched = np.flatnonzero(lexical > 0)
        near = self._near(query, rows, wanted)
        return np.union1d(near, rows[matched[_best(lexical[matched], wanted)]])

    def _near(self, query: Query, rows: Rows, wanted: int) -> Rows:
        """About the `wanted` nearest of the rows: by Chroma, or by their short vectors where many are not allowed."""
        count = len(self._columns)
        if self._vectors.shape[1] != len(query.vector):
            return rows[:wanted]
        if len(rows) <= min(SHARE * count, MANY):
            return rows[_best(self._coarse.scores(query.vector, rows), 3 * wanted)]
        over = min(count, int(wanted * count / len(rows)) + SPARE)
        names = (name for name, _ in self._index.query(query.vector, over))
        near = np.array([self._rows[name] for name in names if name in self._rows], np.int64)
        allowed = np.zeros(count, np.bool_)
        allowed[rows] = True
        return near[allowed[near]]

    def _dense(self, query: Query, rows: Rows) -> Scores:
        if self._vectors.shape[1] != len(query.vector):
            return np.zeros(len(rows), np.float32)
        whole = len(rows) == len(self._columns)
        return np.asarray((self._vectors if whole else self._vectors[rows]) @ query.vector, np.float32)

    def _ranked(self, query: Query, rows: Rows, k: int) -> list[Hit]:
        dense, lexical = self._dense(query, rows), query.lexical[rows]
        total = dense + LEXICAL_WEIGHT * lexical
        return [
            Hit(self._columns.product_ids[rows[at]], float(total[at]), float(dense[at]), float(lexical[at]))
            for at in _best(total, k)
        ]

    def _browse(self, rows: Rows, k: int) -> list[Hit]:
        worth = self._columns.worth[rows]
        nan = float("nan")
        return [
            Hit(self._columns.product_ids[rows[at]], float(worth[at]), nan, nan) for at in _best(worth, k)
        ]


def _best(scores: Scores, k: int) -> Rows:
    """Positions of the `k` highest, highest first; equal ones in the order they come."""
    if 0 < k < len(scores):
        kept = np.flatnonzero(scores >= _reached(scores, k))
        cut = np.partition(scores[kept], len(kept) - k)[len(kept) - k]
        kept = kept[scores[kept] >= cut]
        return np.asarray(kept[np.argsort(-scores[kept], kind="stable")][:k], np.int64)
    return np.asarray(np.argsort(-scores, kind="stable")[: max(k, 0)], np.int64)


def _reached(scores: Scores, k: int) -> float:
    """A value that at least the `k` highest reach and, of many scores, few others: the `k`-th highest of the maxima
    of blocks, in one pass."""
    blocks = min(len(scores), 32 * k)
    starts = np.linspace(0, len(scores), blocks, endpoint=False).astype(np.int64)
    maxima = np.maximum.reduceat(scores, starts)
    return float(np.partition(maxima, blocks - k)[blocks - k])

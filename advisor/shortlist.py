"""Shortlists: which products come into question, in which order, and which still may be shown."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from advisor.candidates import Candidates, Floats
from advisor.engine import Engine
from advisor.wish import Wish
from knowledge.audiences import audience_of, audiences_meet
from knowledge.limits import admits
from recommender.diversity import mmr
from shop.filters import Filters
from shop.product import Product

#: So many of the best found are ranked by taste; the rest is too far from the words.
DEPTH = 300
#: Of what words alone found, this share is too far from them to be shown first for its price.
RELEVANT = 0.6
#: Candidates for a varied list, as a multiple of its length, and how much relevance counts in it.
WIDTH = 6
BALANCE = 0.8
SPARE = 8


def found(engine: Engine, wish: Wish) -> tuple[list[str], Floats | None]:
    """The ids that keep the wish's limits and the relevance (n,) of those found by its words, best first.

    Without words all that keep the limits come into question, and there is no relevance.
    """
    if not wish.words.strip():
        return engine.search.scores("", wish.filters)[0], None
    hits = engine.search.search(wish.text, wish.filters, k=DEPTH)
    return [hit.product_id for hit in hits], np.array([hit.score for hit in hits], np.float32)


def sort(engine: Engine, candidates: Candidates, rows: Sequence[int], wish: Wish) -> list[int]:
    """The rows in the asked order; by price, rating or arrival only among what is relevant enough.

    All of it is where the wish names the kind of product: of tents, the cheapest is the cheapest tent.
    A wish for what is new is ordered by arrival, unless another order is asked for.
    """
    if wish.order == "relevance" and not wish.filters.new:
        return list(rows)
    relevance = candidates.parts.get("search")
    near = set(rows)
    if relevance is not None and len(rows) and not wish.filters.categories:
        near = set(np.flatnonzero(relevance >= np.quantile(relevance, RELEVANT)).tolist())

    def key(row: int) -> tuple[bool, bool, float]:
        product = engine.products[candidates.ids[row]]
        value = {
            "price_asc": product.current_price,
            "price_desc": product.current_price,
            "rating": product.rating,
            "relevance": product.added_at.timestamp() if product.added_at else None,
        }[wish.order]
        missing = value is None or value != value
        number = 0.0 if value is None or missing else value
        return not product.in_stock, missing, number if wish.order == "price_asc" else -number

    return sorted((row for row in rows if row in near), key=key)


def spread(engine: Engine, candidates: Candidates, rows: Sequence[int], k: int) -> list[int]:
    """The rows with a varied beginning: maximal marginal relevance over the best, then the others."""
    recommender = engine.recommender
    if recommender is None or recommender.content is None:
        return list(rows)
    first = np.array(rows[: WIDTH * k], np.int32)
    ids = [candidates.ids[row] for row in first]
    vectors = engine.index.vectors(ids)
    places = mmr(
        np.arange(len(first), dtype=np.int32), candidates.scores[first], vectors, len(first), BALANCE
    )
    return [*first[places].tolist(), *rows[WIDTH * k :]]


def alike(engine: Engine, product_id: str, filters: Filters) -> Candidates:
    """What could stand in for a product: alike in text and in who takes it; out of Chroma before a release."""
    if engine.recommender is not None and product_id in engine.recommender.index:
        return _of_scores(
            engine, engine.recommender.similar(engine.recommender.index[product_id]), filters, "similar"
        )
    hits = engine.search.similar(product_id, filters, k=DEPTH)
    scores = np.array([hit.score for hit in hits], np.float32)
    return Candidates(tuple(hit.product_id for hit in hits), {"similar": scores})


def of_a_kind(engine: Engine, candidates: Candidates, product_id: str) -> Candidates:
    """The candidates of the product's own category, or of the one above where it has no other."""
    path = _path(engine, product_id)
    for depth in range(len(path), 0, -1):
        rows = [row for row, key in enumerate(candidates.ids) if _path(engine, key)[:depth] == path[:depth]]
        groups = {engine.products[candidates.ids[row]].group for row in rows}
        if len(groups) > 1:
            return candidates.take(rows)
    return candidates


def for_the_same(engine: Engine, candidates: Candidates, product_id: str) -> Candidates:
    """The candidates for the people that the product is for; all of them where none is."""
    audience = audience_of(engine.products[product_id])
    rows = [
        row
        for row, key in enumerate(candidates.ids)
        if audiences_meet(audience, audience_of(engine.products[key]))
    ]
    return candidates.take(rows) if rows else candidates


def _path(engine: Engine, product_id: str) -> list[str]:
    return [level.strip() for level in engine.products[product_id].product_type.split(">")]


def complements(engine: Engine, product_id: str) -> Candidates:
    """What completes a product; nothing before a release or where no basket tells."""
    if engine.recommender is None or product_id not in engine.recommender.index:
        return Candidates((), {})
    scores = engine.recommender.goes_with(engine.recommender.index[product_id])
    return _of_scores(engine, scores, Filters(), "bought_with")


def with_variants(engine: Engine, product_ids: Iterable[str]) -> set[str]:
    """The products and all their variants: who owns the blue one does not need the red one."""
    groups = {engine.products[key].group for key in product_ids if key in engine.products}
    return set().union(*(engine.groups[group] for group in groups))


def only(candidates: Candidates, product_id: str) -> Candidates:
    """The one candidate of this id."""
    return candidates.take([candidates.ids.index(product_id)])


def live(
    sold: Callable[[Sequence[str]], Mapping[str, Product]],
    candidates: Candidates,
    rows: Sequence[int],
    filters: Filters,
    k: int,
) -> Iterator[tuple[int, Product]]:
    """The first `k` rows with their products as `sold` finds them at this moment, one per variant group.

    A product whose price, stock or very existence changed since the engine was made is judged by what it is now.
    """
    groups: set[str] = set()
    start = 0
    while len(groups) < k and start < len(rows):
        batch = rows[start : start + k + SPARE]
        start += len(batch)
        now = sold([candidates.ids[row] for row in batch])
        for row in batch:
            product = now.get(candidates.ids[row])
            if product is None or product.group in groups or len(groups) >= k or not _fits(product, filters):
                continue
            groups.add(product.group)
            yield row, product


def _fits(product: Product, filters: Filters) -> bool:
    return filters.empty or admits(product, filters)


def _allowed(engine: Engine, filters: Filters) -> set[str]:
    return set(engine.products) if filters.empty else set(engine.search.scores("", filters)[0])


def _of_scores(engine: Engine, scores: Floats, filters: Filters, name: str) -> Candidates:
    """The recommender's scores as candidates: NaN and what is not sold or not allowed left out."""
    assert engine.recommender is not None
    allowed = _allowed(engine, filters)
    rows = np.flatnonzero(np.isfinite(scores))
    rows = rows[np.argsort(-scores[rows], kind="stable")]
    kept = [row for row in rows.tolist() if engine.recommender.item_ids[row] in allowed][:DEPTH]
    return Candidates(tuple(engine.recommender.item_ids[row] for row in kept), {name: scores[kept]})

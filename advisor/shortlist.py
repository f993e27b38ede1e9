"""Shortlists: which products come into question, in which order, and which still may be shown."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from advisor.candidates import Candidates, Floats
from advisor.engine import Engine
from advisor.wish import Wish
from knowledge.audiences import audience_of, audiences_meet
from knowledge.limits import admits
from knowledge.words import singular_words
from recommender.diversity import mmr
from shop.filters import Filters
from shop.product import Product

#: So many of the best found are ranked by taste; the rest is too far from the words.
DEPTH = 300
#: Of what words alone found, this share is too far from them to be shown first for its price.
RELEVANT = 0.6
#: Candidates for a varied list, as a multiple of its length.
WIDTH = 6
SPARE = 8
#: A complaint that costs less moves nothing worth sparing.
FELT = 0.02
AUDIENCE_WORDS = frozenset(singular_words("men's women's kids' boys' girls' unisex"))
#: So many of the most alike are what a shopper would be shown instead of a product.
STAND_INS = 30


def found(engine: Engine, wish: Wish) -> tuple[list[str], Floats | None]:
    """The ids that keep the wish's limits and the relevance (n,) of those found by its words, best first.

    Without words all that keep the limits come into question, and there is no relevance.
    """
    if not wish.words.strip():
        return engine.search.scores("", wish.filters)[0], None
    hits = engine.search.search(wish.text, wish.filters, k=DEPTH)
    return [hit.product_id for hit in hits], np.array([hit.score for hit in hits], np.float32)


def is_sorted(wish: Wish) -> bool:
    """Whether the wish asks for an order of its own: by price, rating or arrival."""
    return wish.order != "relevance" or wish.filters.new


def sort(engine: Engine, candidates: Candidates, rows: Sequence[int], wish: Wish) -> list[int]:
    """The rows in the asked order; by price, rating or arrival only among what is relevant enough.

    All of it is where the wish names the kind of product: of tents, the cheapest is the cheapest tent.
    A wish for what is new is ordered by arrival, unless another order is asked for.
    """
    if not is_sorted(wish):
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


def spread(
    engine: Engine, candidates: Candidates, rows: Sequence[int], k: int, diversity: float
) -> list[int]:
    """The rows with a varied beginning: maximal marginal relevance over the best, then the others.

    `diversity` is from 0 (the rows as they are) to 1 (as unlike as can be). The first of the rows stays the
    first, and what is out of stock behind what is not.
    """
    near = [row for row in rows[: WIDTH * k] if engine.in_stock(candidates.ids[row])]
    if not diversity or len(near) < 3:
        return list(rows)
    first = np.array(near, np.int32)
    vectors = engine.index.vectors([candidates.ids[row] for row in near])
    places = np.arange(len(first), dtype=np.int32)
    picked = first[mmr(places, candidates.scores[first], vectors, k + SPARE, 1 - diversity)].tolist()
    front = set(picked)
    return [*picked, *(row for row in rows if row not in front)]


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
    """The candidates for the people that the product is for: a child's boot is none instead of a man's."""
    audience = audience_of(engine.products[product_id])
    rows = [
        row
        for row, key in enumerate(candidates.ids)
        if audiences_meet(audience, audience_of(engine.products[key]))
    ]
    return candidates.take(rows)


def _path(engine: Engine, product_id: str) -> list[str]:
    return [level.strip() for level in engine.products[product_id].product_type.split(">")]


def complements(engine: Engine, product_id: str) -> Candidates:
    """What completes a product; nothing before a release or where no basket tells.

    What could stand in for it completes nothing, however often both are bought: a thing of its own category, or
    one of those most alike where its category has no other.
    """
    if engine.recommender is None or product_id not in engine.recommender.index:
        return Candidates((), {})
    scores = engine.recommender.goes_with(engine.recommender.index[product_id])
    found = _of_scores(engine, scores, Filters(), "bought_with")
    stand_ins = set(of_a_kind(engine, alike(engine, product_id, Filters()), product_id).ids[:STAND_INS])
    own = engine.products[product_id].category
    rows = [
        row
        for row, key in enumerate(found.ids)
        if key not in stand_ins and not (own and engine.products[key].category == own)
    ]
    return found.take(rows)


def named(engine: Engine, candidates: Candidates, wish: Wish) -> Candidates:
    """The candidates with no complaint held against those that the wish calls by name: who asks for a product gets
    it, and is told what its buyers complain of."""
    cost = candidates.parts.get("complaint")
    if cost is None or not wish.words:
        return candidates
    said = set(singular_words(wish.words))
    names = ((row, _name(engine, candidates.ids[row])) for row in np.flatnonzero(cost < -FELT).tolist())
    meant = [row for row, name in names if said >= name and _is_alone(engine, candidates.ids[row], name)]
    if not meant:
        return candidates
    spared = cost.copy()
    spared[meant] = 0
    return replace(candidates, parts={**candidates.parts, "complaint": spared})


def _name(engine: Engine, product_id: str) -> set[str]:
    """The words of the title without those of its kind, brand, colour and for whom: "Becket Wash Bag, Black"."""
    product = engine.products[product_id]
    title = set(singular_words(product.title.split(",")[0]))
    return title - {*singular_words(f"{product.brand} {product.category}"), *AUDIENCE_WORDS}


def _is_alone(engine: Engine, product_id: str, name: set[str]) -> bool:
    """Whether no other product has all of these words: "waterproof hiking" names none, whatever it is titled."""
    return bool(name) and engine.groups[engine.products[product_id].group].issuperset(
        engine.search.holding(" ".join(name))
    )


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
    What has gone out of stock since comes after all that is in stock.
    """
    shown: set[str] = set()
    waiting: dict[str, tuple[int, Product]] = {}
    start = 0
    while len(shown) < k and start < len(rows) and len(waiting.keys() | shown) < k + SPARE:
        batch = rows[start : start + k + SPARE]
        start += len(batch)
        now = sold([candidates.ids[row] for row in batch])
        for row in batch:
            product = now.get(candidates.ids[row])
            if product is None or product.group in shown or len(shown) >= k or not _fits(product, filters):
                continue
            if product.in_stock:
                shown.add(product.group)
                yield row, product
            else:
                waiting.setdefault(product.group, (row, product))
    left = (pair for group, pair in waiting.items() if group not in shown)
    yield from islice(left, max(k - len(shown), 0))


def _fits(product: Product, filters: Filters) -> bool:
    return filters.empty or admits(product, filters)


def _allowed(engine: Engine, filters: Filters) -> set[str]:
    return set(engine.products) if filters.empty else set(engine.search.scores("", filters)[0])


def _of_scores(engine: Engine, scores: Floats, filters: Filters, name: str) -> Candidates:
    """The recommender's scores, and what newcomers borrow of them, as candidates: NaN and what is not sold or not
    allowed left out."""
    assert engine.recommender is not None
    known, new = engine.recommender.item_ids, engine.newcomers.ids
    scores = np.append(scores, engine.newcomers.borrow(scores))
    allowed = _allowed(engine, filters)
    rows = np.flatnonzero(np.isfinite(scores))
    rows = rows[np.argsort(-scores[rows], kind="stable")]
    named = ((row, known[row] if row < len(known) else new[row - len(known)]) for row in rows.tolist())
    kept = list(islice(((row, key) for row, key in named if key in allowed), DEPTH))
    return Candidates(tuple(key for _, key in kept), {name: scores[[row for row, _ in kept]]})

"""The order in which candidates are shown: their score, variety, and last of all the shop's rules."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from advisor import shortlist
from advisor.candidates import Candidates, Floats
from advisor.engine import Engine
from advisor.house_rules import Pin, Ruling
from advisor.wish import Wish
from knowledge.words import singular_words

Mask = npt.NDArray[np.bool_]
#: A product is pinned to a wish in words that it fits at least so well, where the ten best fit near 1.
FITS = 0.5
#: By how much a pinned product's score exceeds that of the one whose place it takes.
AHEAD = 0.01


def rank(
    engine: Engine,
    candidates: Candidates,
    wish: Wish,
    ruling: Ruling,
    *,
    out: Collection[str],
    diversity: float,
    k: int,
) -> tuple[Candidates, list[int]]:
    """The candidates with their part `rule`, and their rows as shown, those `out` or excluded left out.

    What is in stock comes before what is not; an order that the wish asks for is kept exactly, against
    `diversity` (0 to 1) and pins. The first `k` are meant to be seen.
    """
    candidates = lifted(candidates, wish, ruling)
    gone = {*out, *ruling.excluded}
    rows = [row for row in candidates.order(engine.in_stock) if candidates.ids[row] not in gone]
    if shortlist.is_sorted(wish):
        return candidates, shortlist.sort(engine, candidates, rows, wish)
    rows = shortlist.spread(engine, candidates, rows, k, diversity)
    return pinned(engine, candidates, rows, wish, ruling.pins)


def lifted(candidates: Candidates, wish: Wish, ruling: Ruling) -> Candidates:
    """The candidates with boosts and burials as their part `rule`.

    A boost is worth as much as the product fits the words of the wish: it brings up nothing that was not asked for.
    """
    if not ruling.lifts:
        return candidates
    lifts = np.array([ruling.lifts.get(key, 0.0) for key in candidates.ids], np.float32)
    lifts = np.where(lifts > 0, lifts * _fit(candidates, wish), lifts)
    return with_rule(candidates, lifts)


def pinned(
    engine: Engine, candidates: Candidates, rows: Sequence[int], wish: Wish, pins: Sequence[Pin]
) -> tuple[Candidates, list[int]]:
    """The rows with the best of each pin's products at its place, counted in cards (one per variant group).

    Pinned is only what is in stock and fits the words of the wish, where there are any. A product that stands
    at its place or before it stays there. What a pin adds to the score is in the part `rule`.
    """
    order, scores, last = list(rows), candidates.scores, 0
    lifts = np.zeros(len(candidates.ids), np.float32)
    wanted = {key for pin in pins for key in pin.products}
    answers = _answers(candidates, wish)
    may = [
        row
        for row in rows
        if candidates.ids[row] in wanted and answers[row] and engine.in_stock(candidates.ids[row])
    ]
    for pin in pins:
        row = next((row for row in may if candidates.ids[row] in pin.products), None)
        if row is None:
            continue
        last = max(pin.place, last + 1)
        order, passed = _moved(engine, candidates, order, row, last)
        if passed is not None:
            lifts[row] += max(float(scores[passed]) + AHEAD - float(scores[row]), 0.0)
        may.remove(row)
    return with_rule(candidates, lifts) if lifts.any() else candidates, order


def _fit(candidates: Candidates, wish: Wish) -> Floats:
    """(n,) how well each fits the words of the wish, 0 to 1; 1 where there are none, and where a limit names the
    kind of product: of jackets every one is a jacket."""
    found = candidates.parts.get("search")
    if found is None or wish.filters.categories:
        return np.ones(len(candidates.ids), np.float32)
    return np.clip(found, 0, 1)


def _answers(candidates: Candidates, wish: Wish) -> Mask:
    """(n,) whether each fits the words of the wish that say more than its kind: a hoody is a jacket, but no answer
    to "waterproof jackets"."""
    found = candidates.parts.get("search")
    if found is None or not _words_beside_the_kind(wish):
        return np.ones(len(candidates.ids), np.bool_)
    return np.asarray(found >= FITS, np.bool_)


def _words_beside_the_kind(wish: Wish) -> set[str]:
    kinds = {word for category in wish.filters.categories for word in singular_words(category)}
    return set(singular_words(wish.words)) - kinds


def _moved(
    engine: Engine, candidates: Candidates, order: list[int], row: int, place: int
) -> tuple[list[int], int | None]:
    """The order with the row at the place, and the row it passed; the order as it is, and None, where the row
    stands there or before. Variants of its product before it are left out."""
    own = _group(engine, candidates, row)
    head: list[int] = []
    groups: set[str] = set()
    for at, other in enumerate(order):
        if other == row:
            break
        group = _group(engine, candidates, other)
        if group == own:
            continue
        if group not in groups and len(groups) == place - 1:
            rest = order[at:]
            rest.remove(row)
            return [*head, row, *rest], other
        groups.add(group)
        head.append(other)
    return order, None


def _group(engine: Engine, candidates: Candidates, row: int) -> str:
    return engine.products[candidates.ids[row]].group


def with_rule(candidates: Candidates, lifts: Floats) -> Candidates:
    """The candidates with `lifts` (n,) added to their part `rule`."""
    before = candidates.parts.get("rule", np.float32(0))
    return replace(candidates, parts={**candidates.parts, "rule": np.asarray(before + lifts, np.float32)})

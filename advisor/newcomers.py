"""Products that came after the training: a fair start by the known ones that they are most like."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from knowledge.index import ProductIndex
from recommender.facts import ItemFacts
from recommender.history import History
from recommender.recommender import Recommender
from shop.product import Product

Floats = npt.NDArray[np.float32]
Items = npt.NDArray[np.int64]

#: So many known products of its category, the most alike, speak for a new one; they are looked for among the most
#: popular of the category.
KIN = 5
AMONG = 5_000
#: Of more new products than this only the newest have kin; the others wait for the next training.
MOST = 2_000
#: Scores of what a shopper did with a very product: they cannot be lent to another.
OWN = frozenset({"repeats"})
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Newcomers:
    """`ids` (n,) stand behind the items of the recommender, at `places`; `kin` (n, KIN) are the places of the known
    products that each is most like, `shares` (n, KIN) what each of these counts (in sum 1, or 0 without kin);
    `price_ranks` (n,) are their places in their category, 0 cheapest to 1 dearest."""

    ids: tuple[str, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    kin: Items = field(default_factory=lambda: np.empty((0, KIN), np.int64))
    shares: Floats = field(default_factory=lambda: np.empty((0, KIN), np.float32))
    price_ranks: Floats = field(default_factory=lambda: np.empty(0, np.float32))

    @classmethod
    def of(
        cls, products: Mapping[str, Product], index: ProductIndex, recommender: Recommender
    ) -> "Newcomers":
        """Those of the products that the recommender has not met; their vectors are in the index."""
        new = [product for key, product in products.items() if key not in recommender.index]
        new = sorted(new, key=lambda product: product.added_at or _LONG_AGO, reverse=True)[:MOST]
        if not new:
            return cls()
        first = len(recommender.item_ids)
        kin, shares = _kin(new, index, recommender)
        return cls(
            tuple(product.product_id for product in new),
            {product.product_id: first + row for row, product in enumerate(new)},
            kin,
            shares,
            _price_ranks(new, recommender.facts),
        )

    def scores(self, recommender: Recommender, history: History, segment: int | None) -> dict[str, Floats]:
        """Every named score of the recommender with those of the newcomers behind: what their kin have."""
        scores = recommender.scores(history, segment)
        if not self.ids:
            return scores
        if "content" in scores:
            lent = _as_alike_as_can_be(scores["content"], history)
            scores["content"] = np.append(scores["content"], self.borrow(lent))
        if segment is not None and recommender.segments.names:
            taste = recommender.segments.price_taste(segment, self.price_ranks)
            favourites = self.borrow(recommender.segments.favourites[segment])
            scores["segment"] = np.append(scores["segment"], favourites + taste)
        count = len(recommender.item_ids)
        return {
            name: part if len(part) > count else np.append(part, self._lent(name, part))
            for name, part in scores.items()
        }

    def borrow(self, scores: Floats) -> Floats:
        """(n,) the mean of the kin's scores; NaN where none of them has one."""
        values = scores[self.kin]
        shares = np.where(np.isfinite(values), self.shares, 0)
        total = shares.sum(axis=1)
        mean = (shares * np.nan_to_num(values)).sum(axis=1) / np.maximum(total, 1e-9)
        return np.where(total > 0, mean, np.nan).astype(np.float32)

    def kin_of(self, product_id: str) -> tuple[int, ...]:
        """The places of the known products that it is most like, the nearest first; () where there are none."""
        if product_id not in self.places:
            return ()
        row = self.ids.index(product_id)
        return tuple(int(item) for item, share in zip(self.kin[row], self.shares[row], strict=True) if share)

    def _lent(self, name: str, part: Floats) -> Floats:
        return np.full(len(self.ids), np.nan, np.float32) if name in OWN else self.borrow(part)


NOBODY = Newcomers()


def _as_alike_as_can_be(content: Floats, history: History) -> Floats:
    """The likeness to the history with that of its own things set to the best there is: a score leaves them out,
    but what is like one of them is like the history."""
    lent = content.copy()
    if np.isfinite(content).any():
        lent[history.merged().items] = np.nanmax(content)
    return lent


def _kin(new: Sequence[Product], index: ProductIndex, recommender: Recommender) -> tuple[Items, Floats]:
    """The nearest known products of each one's category, and their shares."""
    kin = np.zeros((len(new), KIN), np.int64)
    shares = np.zeros((len(new), KIN), np.float32)
    groups = {name: number for number, name in enumerate(recommender.facts.group_names)}
    of_group: dict[int, list[int]] = defaultdict(list)
    for row, product in enumerate(new):
        of_group[groups.get(product.category, -1)].append(row)
    for group, rows in of_group.items():
        known = _best_known(recommender, group)
        theirs = index.vectors([recommender.item_ids[item] for item in known.tolist()])
        mine = index.vectors([new[row].product_id for row in rows])
        if len(known):
            kin[rows], shares[rows] = _nearest(np.nan_to_num(mine), np.nan_to_num(theirs), known)
    return kin, shares


def _best_known(recommender: Recommender, group: int) -> Items:
    """The most popular items of a category; of all where it is one that the recommender has not met."""
    groups = recommender.facts.groups
    items = np.flatnonzero(groups == group) if group >= 0 else np.arange(len(groups))
    popularity = recommender.popularity.score(History.empty())[items]
    return np.asarray(items[np.argsort(-popularity, kind="stable")[:AMONG]], np.int64)


def _nearest(mine: Floats, theirs: Floats, known: Items) -> tuple[Items, Floats]:
    """For each of `mine` (n, d) the KIN nearest of `theirs` and what each counts: its cosine's share."""
    cosines = np.maximum(mine @ theirs.T, 0)
    count = min(KIN, len(known))
    order = np.argsort(-cosines, axis=1, kind="stable")[:, :count]
    near = np.take_along_axis(cosines, order, axis=1)
    kin = np.zeros((len(mine), KIN), np.int64)
    shares = np.zeros((len(mine), KIN), np.float32)
    kin[:, :count] = known[order]
    shares[:, :count] = near / np.maximum(near.sum(axis=1, keepdims=True), 1e-9)
    return kin, shares


def _price_ranks(new: Sequence[Product], facts: ItemFacts) -> Floats:
    """(len(new),) each price's place among the known ones of its category, 0 to 1; 0.5 where that cannot be said."""
    groups = {name: number for number, name in enumerate(facts.group_names)}
    prices: dict[str, Floats] = {}
    ranks = np.full(len(new), 0.5, np.float32)
    for row, product in enumerate(new):
        if product.category not in prices:
            known = facts.prices[facts.groups == groups.get(product.category, -2)]
            prices[product.category] = np.sort(known[np.isfinite(known)])
        among, price = prices[product.category], product.current_price
        if price is not None and len(among) > 1:
            ranks[row] = np.searchsorted(among, price) / len(among)
    return ranks

"""The catalogue by columns in memory: which products keep a shopper's limits, for all of them at once."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.limits import TEXT_LIMITS, TextLimit
from shop.filters import Filters
from shop.product import Product

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]
#: Masks of single words that are remembered, and how much memory they may take.
REMEMBERED, REMEMBERED_BYTES = 512, 64 * 2**20
#: What a product without a voice is believed to deserve, and how many reviews it takes to say otherwise.
PRIOR_RATING, PRIOR_REVIEWS = 3.5, 10.0


@dataclass(frozen=True)
class Columns:
    """One row per product in the order given. `worth` orders a browse without words: see `_worth`;
    `dated` says where it is known when the product came.

    Safe to share between threads: masks of single words are remembered, a lost race computes one twice.
    """

    product_ids: tuple[str, ...]
    price: Numbers
    rating: Numbers
    in_stock: Mask
    on_sale: Mask
    dated: Mask
    worth: npt.NDArray[np.float32]
    rows_of: Mapping[str, Mapping[Any, Rows]]
    _remembered: dict[tuple[str, str], Mask] = field(default_factory=dict, repr=False)
    _by_word: dict[str, Mapping[str, list[Any]]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, products: Iterable[Product]) -> "Columns":
        products = tuple(products)
        prices = [p.current_price for p in products]
        rating = np.array([p.rating for p in products], np.float64)
        counts = np.array([p.review_count for p in products], np.float64)
        in_stock = np.array([p.in_stock for p in products], np.bool_)
        return cls(
            product_ids=tuple(p.product_id for p in products),
            price=np.array([np.nan if price is None else price for price in prices], np.float64),
            rating=rating,
            in_stock=in_stock,
            on_sale=np.array([p.on_sale for p in products], np.bool_),
            dated=np.array([p.added_at is not None for p in products], np.bool_),
            worth=_worth(rating, counts, in_stock),
            rows_of={limit.demand: _rows_by_value(products, limit) for limit in TEXT_LIMITS},
        )

    def patched(self, changed: Iterable[Product], removed: Collection[str]) -> "Columns":
        """These columns with some products changed, added or taken out: what stays keeps its order, the
        changed ones come after it."""
        fresh = Columns.of(changed)
        gone = {*removed, *fresh.product_ids}
        kept = np.array([name not in gone for name in self.product_ids], np.bool_)

        def both(own: npt.NDArray[Any], new: npt.NDArray[Any]) -> npt.NDArray[Any]:
            return np.concatenate((own[kept], new))

        place = np.where(kept, np.cumsum(kept) - 1, -1)
        names = (name for name, stays in zip(self.product_ids, kept.tolist(), strict=True) if stays)
        return Columns(
            product_ids=(*names, *fresh.product_ids),
            price=both(self.price, fresh.price),
            rating=both(self.rating, fresh.rating),
            in_stock=both(self.in_stock, fresh.in_stock),
            on_sale=both(self.on_sale, fresh.on_sale),
            dated=both(self.dated, fresh.dated),
            worth=both(self.worth, fresh.worth),
            rows_of={
                demand: _moved(rows, place, fresh.rows_of[demand], int(kept.sum()))
                for demand, rows in self.rows_of.items()
            },
        )

    def __len__(self) -> int:
        return len(self.product_ids)

    def mask(self, filters: Filters) -> Mask:
        """bool (n,): `knowledge.limits.admits` of every product."""
        mask = np.ones(len(self), dtype=np.bool_)
        if filters.price_min is not None:
            mask &= self.price >= filters.price_min
        if filters.price_max is not None:
            mask &= self.price <= filters.price_max
        if filters.rating_min is not None:
            mask &= self.rating >= filters.rating_min
        for demanded, kept in (
            (filters.in_stock, self.in_stock),
            (filters.on_sale, self.on_sale),
            (filters.new, self.dated),
        ):
            if demanded:
                mask &= kept
        for limit in TEXT_LIMITS:
            demanded = getattr(filters, limit.demand)
            banned = getattr(filters, limit.ban) if limit.ban else ()
            if demanded:
                mask &= self._any(limit, demanded)
            if banned:
                mask &= ~self._any(limit, banned)
        return mask

    def _any(self, limit: TextLimit, asked: tuple[str, ...]) -> Mask:
        mask = np.zeros(len(self), dtype=np.bool_)
        for wanted in asked:
            mask |= self._one(limit, wanted)
        return mask

    def _one(self, limit: TextLimit, wanted: str) -> Mask:
        key = (limit.demand, wanted)
        known = self._remembered.get(key)
        if known is not None:
            return known
        mask = np.zeros(len(self), dtype=np.bool_)
        rows_of = self.rows_of[limit.demand]
        for value in self._likely(limit, wanted):
            if limit.admits(wanted, value):
                mask[rows_of[value]] = True
        if len(self._remembered) < min(REMEMBERED, REMEMBERED_BYTES // max(len(self), 1)):
            self._remembered[key] = mask
        return mask

    def _likely(self, limit: TextLimit, wanted: str) -> Iterable[Any]:
        """The values that may be meant: all of them, or those with the first of the wanted words."""
        if limit.words is None:
            return self.rows_of[limit.demand]
        asked = limit.words(wanted)
        known = self._by_word.get(limit.demand)
        if known is None:
            known = self._by_word[limit.demand] = _by_word(self.rows_of[limit.demand], limit.words)
        return known.get(asked[0], ()) if asked else ()


def _rows_by_value(products: tuple[Product, ...], limit: TextLimit) -> dict[Any, Rows]:
    rows: defaultdict[Any, list[int]] = defaultdict(list)
    for row, product in enumerate(products):
        for value in limit.values(product):
            rows[value].append(row)
    return {value: np.array(found, np.int64) for value, found in rows.items()}


def _by_word(values: Iterable[Any], words: Callable[[str], tuple[str, ...]]) -> dict[str, list[Any]]:
    """The values that have each word."""
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for value in values:
        for word in dict.fromkeys(words(value)):
            found[word].append(value)
    return found


def _moved(old: Mapping[Any, Rows], place: Rows, new: Mapping[Any, Rows], start: int) -> dict[Any, Rows]:
    """The rows by value after each old row moved to its `place` (-1: it went) and new ones came at `start`."""
    moved = {value: place[rows] for value, rows in old.items()}
    found = {value: rows[rows >= 0] for value, rows in moved.items()}
    for value, rows in new.items():
        found[value] = np.append(found[value], rows + start) if value in found else rows + start
    return found


def _worth(rating: Numbers, counts: Numbers, in_stock: Mask) -> npt.NDArray[np.float32]:
    """float32 (n,), 0 to 2: the rating shrunk towards PRIOR_RATING, as 0 to 1, and 1 more while in stock."""
    voices = np.where(np.isnan(rating), 0.0, counts)
    total = np.where(np.isnan(rating), 0.0, rating) * voices + PRIOR_RATING * PRIOR_REVIEWS
    return np.asarray((total / (voices + PRIOR_REVIEWS) - 1) / 4 + in_stock, dtype=np.float32)

"""Whose complaints stand in one row of the board: a product's, a category's, a brand's, or the whole shop's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from shop.product import Product
from shop.rule import is_under, plain

By = Literal["product", "category", "brand", "shop"]
WAYS: tuple[By, ...] = get_args(By)
#: The key of the one group of the whole shop.
WHOLE = "shop"
#: So many first words in common name a product.
LEAST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Selection:
    """What a board is about. `category` (a level of the product type or a path), `brand` and `product` (an id, or
    that of the variants' group) say whose reviews count; `aspect`, `text` (words of a group's name, key, category or
    brand) and `least_reviews` say which rows are shown."""

    by: By = "product"
    category: str = ""
    brand: str = ""
    product: str = ""
    aspect: str = ""
    text: str = ""
    least_reviews: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether the reviews of everything count."""
        return not (self.category or self.brand or self.product)

    def counts(self, product: Product) -> bool:
        """Whether the reviews of this product do."""
        return (
            (not self.product or self.product in (product.product_id, product.item_group_id))
            and (not self.brand or plain(self.brand) == plain(product.brand))
            and (not self.category or is_under(product.product_type, self.category))
        )


@dataclass(frozen=True, slots=True)
class Group:
    """Products taken together. `key` is the variants' group, the category, the brand, or WHOLE; `name` is for people,
    "" where the key says it all; `products` is how many of them have reviews."""

    key: str
    name: str = ""
    category: str = ""
    brand: str = ""
    products: int = 1

    def holds(self, text: str) -> bool:
        """Whether the words, in this order, are part of what it is called."""
        named = " ".join((self.name, self.key, self.category, self.brand))
        return plain(text) in plain(named)


@dataclass(frozen=True, slots=True)
class Grouping:
    """`groups`, and per product (as in a Ledger) the place of its group, -1 for one that does not count."""

    groups: tuple[Group, ...]
    codes: npt.NDArray[np.int64]

    @classmethod
    def of(
        cls, product_ids: Sequence[str], products: Mapping[str, Product], selection: Selection
    ) -> "Grouping":
        """The groups of those `products` that the selection counts. What is not sold any more counts for the whole
        shop alone."""
        members: dict[str, list[Product]] = {}
        codes, places = np.full(len(product_ids), -1, np.int64), dict[str, int]()
        if selection.by == "shop" and selection.is_whole:
            return cls((Group(WHOLE, products=len(product_ids)),), np.zeros(len(product_ids), np.int64))
        for row, product_id in enumerate(product_ids):
            product = products.get(product_id)
            if product is not None and selection.counts(product):
                key = _key(product, selection.by)
                codes[row] = places.setdefault(key, len(places))
                members.setdefault(key, []).append(product)
        return cls(tuple(_group(key, found, selection.by) for key, found in members.items()), codes)


def _key(product: Product, by: By) -> str:
    keys = {"product": product.group, "category": product.category, "brand": product.brand.strip()}
    return keys.get(by, WHOLE)


def _group(key: str, members: Sequence[Product], by: By) -> Group:
    if by == "product":
        first = members[0]
        return Group(key, _title(members), first.category, first.brand, len(members))
    own = {by: key} if by in ("category", "brand") else {}
    return Group(key, products=len(members), **own)


def _title(variants: Sequence[Product]) -> str:
    """The words that all titles begin with; the shortest title where these are too few to tell a product by."""
    titles = [product.title for product in variants]
    columns = zip(*(title.split() for title in titles), strict=False)
    shared = [words[0] for words in takewhile(lambda words: len(set(words)) == 1, columns)]
    told_apart = len(titles) > 1 and len(shared) >= LEAST_WORDS
    return (
        " ".join(shared).rstrip(" ,;:-–(/")
        if told_apart
        else min(titles, key=lambda title: (len(title), title))
    )

"""What a request reads: one catalogue and one release, together in memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from advisor.catalogue import Catalogue
from advisor.newcomers import NOBODY, Newcomers
from knowledge.columns import Columns
from knowledge.index import ProductIndex
from knowledge.lexical import LexicalIndex
from knowledge.passages import product_texts
from knowledge.search import HybridSearch
from knowledge.summaries import Summaries
from knowledge.words import contains, words
from recommender.recommender import Recommender
from shop.complaint import Complaint
from shop.product import Product


class Stamp(NamedTuple):
    """What an engine was made from: the versions of the catalogue and of what reviews come to, and the release's id,
    "" before the first."""

    catalogue: int
    mined: int
    release: str


@dataclass(frozen=True)
class Engine:
    """Read-only, so any thread may use it while the next one is being made.

    `products` are those that the shop sells, by id; `recommender` is None before the first
    release; `summaries` are what reviews say; `stamp` says what it was made from,
    and `until` when the next sale begins or ends, None where none is known to.
    """

    products: Mapping[str, Product]
    index: ProductIndex
    lexical: LexicalIndex
    columns: Columns
    search: HybridSearch
    recommender: Recommender | None
    summaries: Summaries
    release_id: str
    stamp: Stamp
    until: datetime | None = None

    def warmed(self) -> "Engine":
        """This engine, with what requests need made before the first of them waits for it."""
        assert self.brands is not None and self.groups is not None and self.catalogue is not None
        return self

    @cached_property
    def complaints(self) -> Mapping[str, tuple[Complaint, ...]]:
        """What buyers complain of, by product id, weightiest first."""
        return {key: summary.complaints for key, summary in self.summaries.products.items()}

    @cached_property
    def brands(self) -> Mapping[str, str]:
        """The brands as the catalogue writes them, by their lower case."""
        return {product.brand.strip().lower(): product.brand.strip() for product in self.products.values()}

    def mentions(self, name: str) -> bool:
        """Whether what the shop says of any product holds the name, its words side by side."""
        if not self.search.knows(name):
            return False
        wanted = words(name)
        return len(wanted) < 2 or any(
            contains(words(text), wanted)
            for key in self.search.holding(name)
            for text in product_texts(self.products[key])
        )

    @cached_property
    def newcomers(self) -> Newcomers:
        """The products that the release has not met."""
        if self.recommender is None:
            return NOBODY
        return Newcomers.of(self.products, self.index, self.recommender)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The products in arrays."""
        index = self.recommender.index if self.recommender else {}
        catalogue = Catalogue.of(self.products, index, self.complaints)
        for product_id, place in self.newcomers.places.items():
            catalogue.items[catalogue.rows[product_id]] = place
        return catalogue

    def in_stock(self, product_id: str) -> bool:
        """Whether a product that is sold was in stock when this engine was made."""
        return self.products[product_id].in_stock

    @cached_property
    def groups(self) -> Mapping[str, frozenset[str]]:
        """The products of each variant group."""
        members: dict[str, list[str]] = {}
        for key, product in self.products.items():
            members.setdefault(product.group, []).append(key)
        return {group: frozenset(keys) for group, keys in members.items()}

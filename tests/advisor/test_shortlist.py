"""The order of what was found."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import numpy as np

from advisor.candidates import Candidates
from advisor.shortlist import found, sort
from advisor.wish import Wish
from shop.filters import Filters
from shop.product import Product


def boot(name: str, day: int, price: float, **more: Any) -> Product:
    return Product(name, name, price=price, added_at=datetime(2026, 11, day, tzinfo=UTC), **more)


PRODUCTS = (
    boot("old", 1, 80),
    boot("newest", 20, 120),
    boot("new", 10, 60),
    boot("gone", 21, 40, availability="out_of_stock"),
)


def order(wish: Wish) -> list[str]:
    engine: Any = SimpleNamespace(products={product.product_id: product for product in PRODUCTS})
    ids = tuple(engine.products)
    candidates = Candidates(ids, {"popularity": np.zeros(len(ids), np.float32)})
    return [ids[row] for row in sort(engine, candidates, range(len(ids)), wish)]


def test_who_asks_for_what_is_new_sees_the_newest_first_and_what_is_out_of_stock_last() -> None:
    assert order(Wish(filters=Filters(new=True))) == ["newest", "new", "old", "gone"]


def test_new_and_cheapest_first_is_ordered_by_price() -> None:
    assert order(Wish(filters=Filters(new=True), order="price_asc")) == ["new", "old", "newest", "gone"]


def test_without_such_a_wish_the_order_stays() -> None:
    assert order(Wish()) == ["old", "newest", "new", "gone"]


class Asked:
    """A search that remembers what it was asked for and finds nothing."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def search(self, words: str, filters: Filters, k: int) -> list[Any]:
        self.texts.append(words)
        return []

    def scores(self, words: str, filters: Filters) -> tuple[list[str], None]:
        self.texts.append(words)
        return [], None


def test_what_is_not_wanted_is_searched_with_the_words_and_never_alone() -> None:
    search = Asked()
    engine: Any = SimpleNamespace(search=search)
    found(engine, Wish("rain jacket", without=("hood",)))
    found(engine, Wish(without=("hood",)))
    assert search.texts == ["rain jacket, without hood", ""]

"""Lists are as varied as the setting says; what was asked for comes first all the same."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from advisor.advisor import Advisor
from advisor.shopper import Shopper
from advisor.wish import Wish
from recommender.metrics import intra_list_diversity
from shop.filters import Filters
from shop.settings import Settings
from shop.storage.products import load_products, save_products
from shop.suggestion import Suggestion

STRANGER = Shopper(conversation_id="varied-stranger")
MAYA = Shopper(conversation_id="varied-maya", customer_id="maya", personal=True)
WISHES = [Wish(words) for words in ("waterproof jacket", "warm gloves", "backpack", "tent", "running shoes")]


def at(advisor: Advisor, diversity: float, ask: Any) -> list[tuple[Suggestion, ...]]:
    """The answers with this setting."""
    before = advisor.settings
    advisor.settings = before.model_copy(update={"diversity": diversity})
    try:
        return list(ask())
    finally:
        advisor.settings = before


def unlike(advisor: Advisor, lists: list[tuple[Suggestion, ...]]) -> float:
    """Mean intra-list diversity, 0 to 1."""
    index = advisor._keeper.engine().index
    vectors = [index.vectors([item.product_id for item in items]) for items in lists]
    return float(np.mean([intra_list_diversity(range(len(one)), one) for one in vectors]))


def test_more_of_the_setting_makes_recommendations_and_answers_more_varied(advisor: Advisor) -> None:
    asks = (
        lambda: (advisor.recommend(who, k=8).items for who in (MAYA, STRANGER)),
        lambda: (advisor.suggest(wish, STRANGER, k=8).items for wish in WISHES),
    )
    for ask in asks:
        none, some, most = (unlike(advisor, at(advisor, value, ask)) for value in (0.0, 0.3, 1.0))
        assert none < some < most


def test_the_best_stays_first_and_an_asked_for_order_stays_exact(advisor: Advisor) -> None:
    for wish in WISHES:
        plain, varied = (
            at(advisor, value, lambda wish=wish: [advisor.suggest(wish, STRANGER, k=8).items])[0]
            for value in (0.0, 1.0)
        )
        assert plain[0].product_id == varied[0].product_id
        cheap = replace(wish, order="price_asc")
        plain, varied = (
            at(advisor, value, lambda wish=cheap: [advisor.suggest(wish, STRANGER, k=8).items])[0]
            for value in (0.0, 1.0)
        )
        assert [item.product_id for item in plain] == [item.product_id for item in varied]


def test_what_is_out_of_stock_comes_after_all_that_is_not(advisor: Advisor) -> None:
    wish = Wish("jacket", Filters(categories=("jackets",)))
    lists = [advisor.suggest(wish, STRANGER, k=100).items, advisor.recommend(MAYA, k=200).items]
    for items in lists:
        stock = [item.product is not None and item.product.in_stock for item in items]
        assert stock == sorted(stock, reverse=True)


def test_what_sold_out_a_moment_ago_comes_last(advisor: Advisor) -> None:
    shown = [item.product for item in advisor.recommend(STRANGER, k=6).items]
    gone = [replace(product, availability="out_of_stock") for product in shown[:2] if product]
    before = {product.product_id: product for product in load_products(advisor.db)}
    try:
        save_products(advisor.db, gone)
        items = advisor.recommend(STRANGER, k=6).items
        assert len(items) == 6 and all(item.product and item.product.in_stock for item in items)
    finally:
        save_products(advisor.db, [before[product.product_id] for product in gone])


def test_the_setting_is_from_0_to_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AISLE_DIVERSITY", "1.5")
    with pytest.raises(ValidationError, match="less than or equal to 1"):
        Settings()

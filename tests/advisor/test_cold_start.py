"""What nobody knows yet: a shopper at their first turn, and a product that came after the training."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from advisor.advisor import Advisor
from advisor.shopper import Shopper
from advisor.wish import Wish
from shop.event import Event
from shop.filters import Filters
from shop.product import Product
from shop.storage.events import save_events
from shop.storage.products import load_products, retire_products, save_products
from shop.suggestion import Suggestion

STRANGER = Shopper(conversation_id="cold-stranger")
TENTS = Wish("tent", Filters(categories=("tents",)))


def ids(items: tuple[Suggestion, ...]) -> list[str]:
    return [item.product_id for item in items]


def test_a_new_shopper_first_sees_what_is_popular_in_stock_and_of_several_kinds(advisor: Advisor) -> None:
    engine = advisor._keeper.engine()
    assert engine.recommender is not None
    popularity = engine.recommender.popularity.values
    found = advisor.recommend(STRANGER, k=8).items
    assert len(found) == 8
    assert len({item.product.category for item in found if item.product}) >= 4
    for item in found:
        assert item.product is not None and item.product.in_stock
        assert item.parts["popularity"] > 0
        better = (popularity > popularity[engine.recommender.index[item.product_id]]).mean()
        assert better < 0.15, "among the best known"


def test_a_new_shopper_is_told_nothing_about_themselves(advisor: Advisor) -> None:
    codes = {reason.code for item in advisor.recommend(STRANGER, k=8).items for reason in item.reasons}
    assert "popular" in codes
    assert not {code for code in codes if code.startswith("because_") or code == "popular_segment"}


def test_an_unknown_customer_is_shown_what_a_stranger_is(advisor: Advisor) -> None:
    unknown = Shopper(conversation_id="cold-unknown", customer_id="never-seen", personal=True)
    assert ids(advisor.recommend(unknown, k=8).items) == ids(advisor.recommend(STRANGER, k=8).items)


@pytest.fixture(scope="module")
def arrived(advisor: Advisor) -> Iterator[Product]:
    """A tent that was imported after the training."""
    template = next(item.product for item in advisor.suggest(TENTS, STRANGER).items if item.product)
    new = replace(
        template,
        product_id="just-arrived",
        item_group_id="",
        title="Skyline Lantern Two-Person Tent",
        description="A light two-person tent with a porch for boots and packs. Stays dry in three-day rain.",
        rating=float("nan"),
        review_count=0,
    )
    before = [product.product_id for product in load_products(advisor.db)]
    save_products(advisor.db, [new])
    for _ in range(300):
        if "just-arrived" in advisor._keeper.engine().products:
            break
        time.sleep(0.1)
    yield new
    retire_products(advisor.db, before)


def look_at(advisor: Advisor, keys: list[str], visit: str) -> Shopper:
    now = datetime.now(UTC)
    events = [Event(f"{visit}-{n}", "view_item", now, key, session_id=visit) for n, key in enumerate(keys)]
    save_events(advisor.db, events)
    return Shopper(conversation_id=f"{visit}-conversation", session_id=visit)


def test_a_product_that_came_after_the_training_is_recommended_to_whom_it_suits(
    advisor: Advisor, arrived: Product
) -> None:
    tents = [key for key in ids(advisor.suggest(TENTS, STRANGER, k=4).items) if key != arrived.product_id]
    camper = look_at(advisor, tents[:3], "cold-camper")
    found = advisor.recommend(camper, k=10).items
    assert arrived.product_id in ids(found)
    [shown] = [item for item in found if item.product_id == arrived.product_id]
    assert shown.score == pytest.approx(sum(shown.parts.values()), abs=1e-3) and shown.score > 0
    [cause] = [reason for reason in shown.reasons if reason.code.startswith("because_")]
    assert cause.code == "because_viewed"
    assert "tent" in cause.values["title"].lower() or "shelter" in cause.values["title"].lower()


def test_it_is_not_recommended_to_whom_it_does_not_suit_nor_called_popular(
    advisor: Advisor, arrived: Product
) -> None:
    socks = ids(advisor.suggest(Wish("running socks"), STRANGER, k=3).items)
    runner = look_at(advisor, socks, "cold-runner")
    assert arrived.product_id not in ids(advisor.recommend(runner, k=6).items)
    for who in (STRANGER, runner):
        for item in advisor.suggest(Wish("two-person tent"), who, k=10).items:
            if item.product_id == arrived.product_id:
                assert not {"popular", "popular_segment"} & {reason.code for reason in item.reasons}


def test_it_stands_in_for_its_like_and_goes_with_what_its_like_goes_with(
    advisor: Advisor, arrived: Product
) -> None:
    tents = [key for key in ids(advisor.suggest(TENTS, STRANGER, k=8).items) if key != arrived.product_id]
    assert any(arrived.product_id in ids(advisor.similar(key, STRANGER, k=10).items) for key in tents)
    assert advisor.similar(arrived.product_id, STRANGER).items


def test_its_scores_are_those_of_its_kin_and_nothing_is_lent_of_what_was_done_with_them(
    advisor: Advisor, arrived: Product
) -> None:
    engine = advisor._keeper.engine()
    assert engine.recommender is not None
    kin = engine.newcomers.kin_of(arrived.product_id)
    assert kin and all(
        engine.recommender.facts.group_names[engine.recommender.facts.groups[item]] == arrived.category
        for item in kin
    )
    history = advisor._profile(engine, Shopper("cold-maya", "maya", True)).history
    scores = engine.newcomers.scores(engine.recommender, history, 0)
    place = engine.newcomers.places[arrived.product_id]
    values = scores["popularity"][list(kin)]
    assert values.min() <= scores["popularity"][place] <= values.max()
    assert np.isnan(scores["repeats"][place]) and np.isfinite(scores["segment"][place])
    assert {len(part) for part in scores.values()} == {
        len(engine.recommender.item_ids) + len(engine.newcomers.ids)
    }

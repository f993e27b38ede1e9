import numpy as np
import pandas as pd
import pytest
from recommender_shop import DAY, NOW

from recommender.facts import ItemFacts
from recommender.history import History
from recommender.interactions import Interactions
from recommender.segments import SegmentsConfig, fit_segments, habits

GROUPS = ["Camping"] * 10 + ["Dresses"] * 10
PRICES = [10.0 * (place + 1) for place in range(10)] * 2


@pytest.fixture(scope="module")
def shop():
    """Frequent campers with dear taste, and occasional buyers of cheap dresses."""
    rng = np.random.default_rng(1)
    rows = []
    for shopper in range(80):
        camper = shopper < 40
        items = rng.integers(6, 10, 12) if camper else 10 + rng.integers(0, 4, 3)
        times = NOW - DAY * rng.integers(1, 60, len(items))
        rows += [
            (f"c{shopper:02}", f"p{item:02}", "purchase", time)
            for item, time in zip(items, times, strict=True)
        ]
    frame = pd.DataFrame(rows, columns=["customer_id", "product_id", "name", "timestamp"])
    interactions = Interactions.of(frame, [f"p{item:02}" for item in range(20)])
    facts = ItemFacts.of(GROUPS, PRICES)
    config = SegmentsConfig(fewest=2, most=3)
    return interactions, fit_segments(interactions, facts, NOW, config)


def test_the_kinds_of_shoppers_are_found_and_named(shop):
    interactions, model = shop
    campers = [model.assign(interactions.history(user, NOW)) for user in range(40)]
    others = [model.assign(interactions.history(user, NOW)) for user in range(40, 80)]
    assert not set(campers) & set(others)
    assert model.names[max(set(campers), key=campers.count)].startswith("Frequent camping shoppers, premium")
    assert model.names[max(set(others), key=others.count)].startswith("Occasional dresses shoppers, budget")
    assert len(set(model.names)) == len(model.names)
    assert model.sizes.sum() == 80


def test_a_segment_sees_its_own_favourites(shop):
    interactions, model = shop
    scores = model.score(model.assign(interactions.history(0, NOW)))
    assert scores[6:10].mean() > scores[:6].mean()
    assert scores[6:10].mean() > scores[10:].mean()


def test_a_new_shopper_has_no_segment(shop):
    _, model = shop
    assert model.assign(History.empty()) is None
    assert model.assign(History.of_items(np.array([1, 2], np.int32))) is None
    assert np.isnan(model.score(None)).all()


def test_too_few_shoppers_make_no_segments(shop):
    interactions, model = shop
    few = fit_segments(interactions.where(interactions.users < 5), model.facts, NOW)
    assert few.names == ()
    assert few.assign(interactions.history(0, NOW)) is None


def test_a_shop_without_categories_and_prices_still_has_segments(shop):
    interactions, _ = shop
    model = fit_segments(interactions, ItemFacts.none(20), NOW)
    assert model.names
    assert model.assign(interactions.history(0, NOW)) is not None


def test_features_are_in_words_and_units(shop):
    interactions, model = shop
    history = interactions.history(0, NOW)
    values = {"user": 0, "item": history.items, "age_s": history.ages_s, "weight": history.weights}
    row = habits(pd.DataFrame(values), model.facts, model.categories).iloc[0]
    assert model.features(history) == pytest.approx(row.to_numpy()), (
        "one shopper is measured like all of them"
    )
    assert 0 <= row["price_taste"] <= 1
    assert row["share_0"] == 1  # Camping has the most events
    assert 0 < row["recency"] < np.log1p(61)


def test_price_ranks_compare_within_a_category():
    facts = ItemFacts.of(["a", "a", "a", "b", ""], [1.0, 5.0, 9.0, 100.0, None])
    assert facts.price_ranks.tolist() == [0.0, 0.5, 1.0, 0.5, 0.5]


def test_a_taste_in_prices_speaks_for_what_nobody_has_taken_yet(shop):
    interactions, model = shop
    dear, cheap = (model.assign(interactions.history(user, NOW)) for user in (0, 79))
    ranks = np.array([0.05, 0.95], np.float32)
    assert model.price_taste(dear, ranks)[1] > model.price_taste(dear, ranks)[0]
    assert model.price_taste(cheap, ranks)[0] > model.price_taste(cheap, ranks)[1]
    assert (model.price_taste(dear, ranks) > -5).all(), "what a segment never took is not out of the question"


def test_a_release_from_before_price_tastes_can_still_be_read(shop):
    _, model = shop
    arrays = {name: array for name, array in model.arrays().items() if name != "price_lifts"}
    old = type(model).from_arrays(arrays, model.facts, model.config)
    assert np.allclose(old.score(0), model.favourites[0])

import numpy as np
import pandas as pd
import pytest
from recommender_shop import DAY

from recommender.complements import Complements
from recommender.facts import ItemFacts
from recommender.interactions import Interactions

ITEMS = ["tent", "tent2", "mat", "socks", "lamp", "stove", "dress"]
GROUPS = ["tents", "tents", "mats", "socks", "lamps", "stoves", "dresses"]


@pytest.fixture(scope="module")
def model() -> Complements:
    """Tents are compared with each other and bought with a mat; socks are bought by everyone."""
    rows = []
    for shopper in range(60):
        time, session = shopper * DAY, f"s{shopper}"
        events = [("view_item", "tent"), ("view_item", "tent2"), ("purchase", "socks")]
        if shopper % 2:
            events += [("purchase", "tent"), ("purchase", "mat")]
        if shopper % 10 == 0:
            events += [("purchase", "tent"), ("purchase", "tent2")]
        if shopper % 6 == 2:
            events += [("purchase", "dress")]
        rows += [
            (f"c{shopper}", item, name, time + place, session) for place, (name, item) in enumerate(events)
        ]
    frame = pd.DataFrame(rows, columns=["customer_id", "product_id", "name", "timestamp", "session_id"])
    return Complements.fit(Interactions.of(frame, ITEMS), ItemFacts.of(GROUPS, [1.0] * 7))


def best(scores: np.ndarray) -> str:
    return ITEMS[int(np.nanargmax(scores))]


def test_a_mat_goes_with_a_tent(model):
    assert best(model.score(0)) == "mat"
    assert model.together(0, ITEMS.index("mat"))


def test_what_everybody_buys_is_no_complement(model):
    scores = np.nan_to_num(model.score(0))
    assert scores[ITEMS.index("socks")] < 0.5 * scores[ITEMS.index("mat")]


def test_a_substitute_is_no_complement(model):
    scores = np.nan_to_num(model.score(0))
    assert scores[ITEMS.index("tent2")] < 0.2 * scores[ITEMS.index("mat")]


def test_nothing_goes_with_itself(model):
    assert np.isnan(model.score(0)[0])


def test_what_was_never_bought_falls_back_on_its_category(model):
    fresh = Complements.fit(
        Interactions.of(
            pd.DataFrame(
                [
                    (f"c{shopper}", item, "purchase", shopper * DAY + place)
                    for shopper in range(30)
                    for place, item in enumerate(["tent", "mat"] if shopper % 2 else ["dress", "lamp"])
                ],
                columns=["customer_id", "product_id", "name", "timestamp"],
            ),
            ITEMS,
        ),
        ItemFacts.of(GROUPS, [1.0] * 7),
    )
    new_tent = fresh.score(ITEMS.index("tent2"))
    assert best(new_tent) == "mat"
    assert np.isnan(new_tent[ITEMS.index("lamp")])


def test_things_bought_weeks_apart_are_not_together():
    rows = [
        (f"c{shopper}", item, "purchase", shopper * DAY + place * 60 * DAY)
        for shopper in range(30)
        for place, item in enumerate(["tent", "mat"])
    ]
    frame = pd.DataFrame(rows, columns=["customer_id", "product_id", "name", "timestamp"])
    model = Complements.fit(Interactions.of(frame, ITEMS), ItemFacts.none(7))
    assert np.isnan(model.score(0)).all()

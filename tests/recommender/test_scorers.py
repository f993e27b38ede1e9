"""What every scorer promises, and what each is for."""

import io

import numpy as np
import pandas as pd
import pytest
from recommender_shop import ITEMS, NOW

from recommender.content import Content, ContentConfig
from recommender.ease import Ease, EaseConfig
from recommender.era import Era, EraConfig
from recommender.factors import Factors, FactorsConfig
from recommender.history import History
from recommender.interactions import PURCHASE, Interactions, episodes_of
from recommender.neighbours import Neighbours, NeighboursConfig
from recommender.popularity import Popularity, PopularityConfig
from recommender.probing import Probe, probed_ease
from recommender.repeats import Repeats, RepeatsConfig
from recommender.sequence import Sequence, SequenceConfig
from recommender.splits import folds

SCORERS = ("neighbours", "sequence", "factors", "ease", "popularity", "content", "repeats", "era")


def fit(name: str, interactions: Interactions, vectors: np.ndarray):
    return {
        "neighbours": lambda: Neighbours.fit(interactions),
        "sequence": lambda: Sequence.fit(interactions),
        "factors": lambda: Factors.fit(interactions, FactorsConfig(rank=8)),
        "ease": lambda: Ease.fit(interactions, EaseConfig(penalty=5)),
        "popularity": lambda: Popularity.fit(interactions, NOW),
        "content": lambda: Content.fit(vectors),
        "repeats": lambda: Repeats.fit(interactions),
        "era": lambda: Era.fit(interactions),
    }[name]()


def read_back(name: str, arrays):
    return {
        "neighbours": lambda: Neighbours.from_arrays(arrays, NeighboursConfig()),
        "sequence": lambda: Sequence.from_arrays(arrays, SequenceConfig()),
        "factors": lambda: Factors.from_arrays(arrays, FactorsConfig(rank=8)),
        "ease": lambda: Ease.from_arrays(arrays, EaseConfig(penalty=5)),
        "popularity": lambda: Popularity.from_arrays(arrays),
        "content": lambda: Content.from_arrays(arrays, ContentConfig()),
        "repeats": lambda: Repeats.from_arrays(arrays, RepeatsConfig()),
        "era": lambda: Era.from_arrays(arrays, EraConfig()),
    }[name]()


def took(*names: str) -> History:
    return History.of_items(np.array([ITEMS.index(name) for name in names], np.int32))


def place(scores: np.ndarray, name: str) -> int:
    return int((np.nan_to_num(scores, nan=-np.inf) > scores[ITEMS.index(name)]).sum())


@pytest.mark.parametrize("name", SCORERS)
def test_a_score_per_item_finite_or_cannot_say(name, interactions, vectors):
    model = fit(name, interactions, vectors)
    for history in (History.empty(), took("tent1"), took("tent1", "stove1", "novelty", "tent1")):
        scores = model.score(history)
        assert scores.dtype == np.float32
        assert scores.shape == (len(ITEMS),)
        assert not np.isinf(scores).any()


@pytest.mark.parametrize("name", SCORERS)
def test_fitting_twice_gives_the_same(name, interactions, vectors):
    history = took("tent1", "stove2")
    first, second = (fit(name, interactions, vectors).score(history) for _ in range(2))
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("name", SCORERS)
def test_what_is_saved_scores_the_same(name, interactions, vectors):
    model, file = fit(name, interactions, vectors), io.BytesIO()
    np.savez(file, **model.arrays())
    file.seek(0)
    with np.load(file, allow_pickle=False) as arrays:
        again = read_back(name, dict(arrays))
    history = took("dress1", "shoe1")
    np.testing.assert_allclose(model.score(history), again.score(history), rtol=1e-5)


@pytest.mark.parametrize("name", SCORERS)
def test_a_shop_without_events_has_scorers_that_say_nothing(name, vectors):
    nothing = Interactions.of(
        pd.DataFrame({"customer_id": [], "product_id": [], "name": [], "timestamp": []}), ITEMS
    )
    model = fit(name, nothing, vectors)
    if name != "content":
        assert not np.nan_to_num(model.score(took("tent1"))).any()


@pytest.mark.parametrize("name", ["neighbours", "sequence", "factors", "ease", "content", "era"])
def test_without_a_history_a_personal_scorer_cannot_say(name, interactions, vectors):
    assert np.isnan(fit(name, interactions, vectors).score(History.empty())).all()


@pytest.mark.parametrize("name", ["neighbours", "sequence", "factors", "ease"])
def test_campers_are_offered_camping_things(name, interactions, vectors):
    scores = fit(name, interactions, vectors).score(took("tent1", "stove1", "tent2"))
    camping = np.nanmean([scores[ITEMS.index(item)] for item in ("stove2", "tent3", "stove3")])
    clothes = np.nanmean([scores[ITEMS.index(item)] for item in ("dress2", "shoe3", "shoe2")])
    assert camping > clothes


def test_sequence_knows_the_direction(interactions):
    model = Sequence.fit(interactions)
    stove, tent = ITEMS.index("stove1"), ITEMS.index("tent1")
    assert model.score(took("tent1"))[stove] > model.score(took("stove1"))[tent]


def test_a_neighbour_list_is_no_longer_than_allowed(interactions):
    similar = Neighbours.fit(interactions, NeighboursConfig(keep=3)).similar
    assert np.diff(similar.indptr).max() == 3


def test_an_item_is_not_its_own_neighbour(interactions):
    scores = Neighbours.fit(interactions).score(took("tent1"))
    assert scores[ITEMS.index("tent1")] == 0


def test_content_reaches_an_item_nobody_touched(interactions, vectors):
    assert place(Content.fit(vectors).score(took("tent1", "tent2")), "novelty") < 6


def test_content_cannot_say_of_items_without_vector(vectors):
    holes = vectors.copy()
    holes[3] = np.nan
    model = Content.fit(holes)
    assert np.isnan(model.score(took("tent1"))[3])
    assert np.isnan(model.score(took("tent3"))).all()


def test_content_with_fewer_dimensions_still_finds_the_kind(vectors):
    model = Content.fit(vectors, ContentConfig(dimensions=3))
    assert model.vectors.shape == (25, 3)
    assert place(model.score(took("tent1")), "tent2") < 7


def test_ease_stands_back_from_a_catalogue_that_is_too_large(interactions):
    model = Ease.fit(interactions, EaseConfig(limit=10))
    assert np.isnan(model.score(took("tent1"))).all()


def test_popularity_fades():
    rows = [("u", "old", 0)] * 3 + [("v", "new", 99 * 86_400)] * 2
    frame = pd.DataFrame(
        [{"customer_id": u, "product_id": p, "name": "purchase", "timestamp": t} for u, p, t in rows]
    )
    scores = Popularity.fit(Interactions.of(frame, ["old", "new"]), 100 * 86_400, PopularityConfig(10)).score(
        History.empty()
    )
    assert scores[1] > scores[0] > 0


def test_fold_in_agrees_with_the_normal_equations(interactions):
    config = FactorsConfig(rank=6, decay=1.0)
    model = Factors.fit(interactions, config)
    history = took("tent1", "stove1")
    confidence = np.ones(len(ITEMS))
    confidence[history.items] += config.confidence
    wanted = np.zeros(len(ITEMS))
    wanted[history.items] = 1
    y = model.items.astype(float)
    left = y.T @ (confidence[:, None] * y) + config.penalty * np.eye(6)
    expected = np.linalg.solve(left, y.T @ (confidence * wanted))
    np.testing.assert_allclose(model.fold_in(history), expected, rtol=1e-2, atol=1e-3)


def purchases(rows: list[tuple[str, str, int]], items: list[str]) -> Interactions:
    """Rows of shopper, product and day."""
    frame = pd.DataFrame(
        [{"customer_id": u, "product_id": p, "name": "purchase", "timestamp": d * 86_400} for u, p, d in rows]
    )
    return Interactions.of(frame, items)


def bought(items: list[int], days: list[int], now: int = 100) -> History:
    ages = np.array([(now - day) * 86_400 for day in days], np.float32)
    return History(np.array(items, np.int32), ages, np.full(len(items), PURCHASE, np.float32))


def test_only_what_is_bought_again_is_offered_again():
    rows = []
    for user in range(20):
        rows += [(f"u{user}", "sofa", 0)] + [(f"u{user}", "soap", day) for day in (1, 40, 80)]
    model = Repeats.fit(purchases(rows, ["soap", "sofa", "lamp"]))
    scores = model.score(bought([1, 0], [0, 1]))
    assert scores[0] > 0.5 > 0.1 > scores[1] > 0
    assert scores[2] == 0


def test_who_buys_things_again_does_so_again():
    rows = []
    for user in range(40):
        for step in range(8):
            thing = f"p{(user + step) % 10}" if user % 2 else f"p{(user + step // 2) % 10}"
            rows.append((f"u{user:02}", thing, step))
    model = Repeats.fit(purchases(rows, [f"p{n}" for n in range(10)]))
    loyal, curious = bought([1, 1, 2, 2, 3], [1, 2, 3, 4, 5]), bought([7, 8, 1, 2, 3], [1, 2, 3, 4, 5])
    assert model.score(loyal)[3] > 2 * model.score(curious)[3]


def test_views_before_a_purchase_are_no_comeback():
    minutes = History(
        np.array([4, 4, 4], np.int32),
        np.array([300, 200, 100], np.float32),
        np.array([1.0, 3.0, PURCHASE], np.float32),
    )
    assert len(episodes_of(minutes)) == 1
    assert len(episodes_of(bought([4, 4], [1, 1]))) == 2


def test_the_things_of_a_time_go_together():
    rows = [
        (f"u{n}", item, day + n) for n in range(5) for item, day in (("disc", 0), ("tape", 10), ("pod", 3000))
    ]
    model = Era.fit(purchases(rows, ["disc", "tape", "pod", "new"]))
    scores = model.score(bought([0], [10], now=20))
    assert scores[1] > 2 * scores[2]
    assert np.isnan(scores[3])


def test_the_time_of_a_shopper_long_gone_says_little():
    rows = [(f"u{n}", item, n) for n in range(5) for item in ("disc", "tape")]
    model = Era.fit(purchases(rows, ["disc", "tape"]))
    assert model.score(bought([0], [10], now=20))[1] > 5 * model.score(bought([0], [10], now=2000))[1]


def test_content_does_not_count_what_all_items_share(vectors):
    shifted = vectors + 5
    scores = Content.fit(shifted).score(took("tent1"))
    assert place(scores, "tent2") < 7
    assert np.ptp(scores) > 0.5


def test_probing_finds_the_ridge_that_foretells():
    rows = [(f"u{u:02}", f"p{(7 * u + step) % 30:02}", 2 * step) for u in range(60) for step in range(6)]
    events = purchases(rows, [f"p{n:02}" for n in range(30)])
    probes = [Probe(split, seen=False) for split in folds(events, 0, 1000)]
    chosen = probed_ease(probes, EaseConfig())
    values = {
        penalty: np.mean(
            [probe.gains(Ease.fit(probe.train, EaseConfig(penalty=penalty))).mean() for probe in probes]
        )
        for penalty in (chosen.penalty, EaseConfig().penalty)
    }
    assert values[chosen.penalty] >= values[EaseConfig().penalty]

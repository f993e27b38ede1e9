import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.blend import CERTAIN, Blend, comparable, history_class, spread


def floats(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def test_the_total_is_the_sum_of_its_parts():
    scores = {"a": floats(0, 1, 5, np.nan), "b": floats(9, 8, 1, 2)}
    mixed = Blend({"long": {"a": 2.0, "b": 0.5}}).mix(scores, 9)
    for item in range(4):
        assert sum(mixed.parts(item).values()) == pytest.approx(float(mixed.total[item]), abs=1e-6)
    assert mixed.parts(3)["a"] == 0  # cannot say is neutral


def test_scores_of_any_unit_weigh_the_same():
    rng = np.random.default_rng(0)
    scores = rng.random(200).astype(np.float32)
    np.testing.assert_allclose(comparable(scores), comparable(scores * 1000 + 50), atol=1e-3)
    assert np.sort(comparable(scores))[-10:].mean() == pytest.approx(1, abs=1e-3)


def test_much_evidence_speaks_louder_than_little():
    scores = np.zeros(100, np.float32)
    scores[7] = 1
    weak, strong = comparable(scores * 0.2, usual=0.1), comparable(scores, usual=0.1)
    assert strong[7] > weak[7] > 0


def test_a_score_that_says_nothing_is_neutral():
    assert not comparable(floats(np.nan, np.nan)).any()
    assert not comparable(floats(3, 3, 3)).any()
    assert spread(floats(np.nan)) == (0, 0)


def test_weights_go_by_the_length_of_the_history():
    assert [history_class(length) for length in (0, 1, 2, 4, 5, 99)] == [
        "none",
        "one",
        "short",
        "short",
        "long",
        "long",
    ]
    blend = Blend({"none": {"popular": 1.0}, "long": {"taste": 1.0}})
    scores = {"popular": floats(1, 0), "taste": floats(0, 1)}
    assert blend.mix(scores, 0).total.argmax() == 0
    assert blend.mix(scores, 9).total.argmax() == 1


def test_a_class_without_weights_of_its_own_has_those_of_short():
    blend = Blend({"short": {"taste": 1.0}})
    assert blend.of(1) == {"taste": 1.0}


def test_a_chance_means_the_same_for_every_shopper():
    blend = Blend({"long": {"repeats": 2.0}}, {"repeats": 0.001})
    for chance in (0.02, 0.5):
        mixed = blend.mix({"repeats": floats(0, chance, 0)}, 9)
        assert mixed.total.tolist() == pytest.approx([0, 2 * chance / CERTAIN, 0])


def test_a_score_from_elsewhere_joins_with_its_own_weight():
    scores = {"popular": floats(1, 0), "search": floats(0, 1)}
    mixed = Blend({"none": {"popular": 1.0}}).mix(scores, 0, {"search": 3.0})
    assert mixed.total.argmax() == 1
    assert mixed.parts(1)["search"] > 0


def test_mixing_leaves_the_scores_as_they_were():
    scores = {"popular": floats(1, np.nan)}
    Blend({"none": {"popular": 1.0}}).mix(scores, 0)
    assert np.isnan(scores["popular"][1])


@given(st.lists(st.floats(-1e6, 1e6, width=32) | st.just(float("nan")), max_size=40), st.floats(0, 10))
def test_comparable_scores_are_finite_and_keep_the_order(values, usual):
    scores = floats(*values)
    result = comparable(scores, usual)
    assert np.isfinite(result).all()
    known = np.isfinite(scores)
    order = np.argsort(scores[known], kind="stable")
    assert (np.diff(result[known][order]) >= 0).all()

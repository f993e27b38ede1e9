import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import metrics

rankings = st.lists(st.integers(0, 30), unique=True, max_size=15)
targets = st.sets(st.integers(0, 30), min_size=1, max_size=6)
MEASURES = [metrics.hit_rate, metrics.recall, metrics.precision, metrics.reciprocal_rank, metrics.ndcg]


def test_a_list_worked_out_by_hand():
    # places 2 and 4 hold targets, a third target is missing
    ranked, wanted = [7, 1, 8, 2, 9], {1, 2, 3}
    gain = 1 / np.log2(3) + 1 / np.log2(5)
    best = 1 + 1 / np.log2(3) + 1 / np.log2(4)
    assert metrics.ndcg(ranked, wanted) == pytest.approx(gain / best)
    assert metrics.recall(ranked, wanted) == pytest.approx(2 / 3)
    assert metrics.precision(ranked, wanted, 5) == pytest.approx(0.4)
    assert metrics.reciprocal_rank(ranked, wanted) == 0.5
    assert metrics.hit_rate(ranked, wanted) == 1
    assert metrics.hit_rate(ranked, wanted, 1) == 0


@pytest.mark.parametrize("measure", MEASURES)
@given(ranked=rankings, wanted=targets, k=st.integers(1, 12))
def test_measures_stay_between_zero_and_one(measure, ranked, wanted, k):
    assert 0 <= measure(ranked, wanted, k) <= 1


@pytest.mark.parametrize("measure", MEASURES)
@given(ranked=rankings, wanted=targets)
def test_a_target_moved_up_never_hurts(measure, ranked, wanted):
    better = sorted(ranked, key=lambda item: item not in wanted)
    assert measure(better, wanted) >= measure(ranked, wanted) - 1e-12


@given(wanted=targets)
def test_the_perfect_list_has_full_gain(wanted):
    assert metrics.ndcg(list(wanted), wanted) == pytest.approx(1)


def test_coverage_and_gini_by_hand():
    assert metrics.coverage([[0, 1], [1, 2]], 4) == 0.75
    assert metrics.gini([[0, 1], [2, 3]], 4) == pytest.approx(0)
    assert metrics.gini([[0], [0], [0], [0]], 4) == pytest.approx(0.75)
    assert metrics.coverage([], 4) == metrics.gini([], 4) == 0


def test_rare_items_are_more_novel():
    counts = np.array([100.0, 1.0])
    assert metrics.novelty([[1]], counts) > metrics.novelty([[0]], counts)


def test_equal_items_have_no_diversity():
    same = np.tile([[1.0, 0.0]], (3, 1)).astype(np.float32)
    assert metrics.intra_list_diversity([0, 1, 2], same) == pytest.approx(0)
    assert metrics.intra_list_diversity([0, 1], np.eye(2, dtype=np.float32)) == pytest.approx(1)

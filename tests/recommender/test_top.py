import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.top import best_first, top_mean


@given(st.lists(st.sampled_from([np.nan, -np.inf, 0.0, 1.0, 2.0, 2.5]), max_size=40), st.integers(0, 45))
def test_best_first_agrees_with_a_full_sort(values, k):
    scores = np.array(values, np.float32)
    usable = [place for place in range(len(scores)) if np.isfinite(scores[place])]
    expected = sorted(usable, key=lambda place: (-scores[place], place))[:k]
    assert best_first(scores, k).tolist() == expected


@given(
    st.lists(st.sampled_from([0.0, 0.5, 1.0, 7.0]) | st.floats(-9, 9, width=32), min_size=1, max_size=700),
    st.integers(1, 12),
)
def test_the_mean_of_the_top_agrees_with_a_full_sort(values, k):
    k = min(k, len(values))
    scores = np.array(values, np.float32)
    assert top_mean(scores, k) == pytest.approx(float(np.sort(scores)[-k:].mean()), abs=1e-5)


def test_among_many_equal_scores_the_first_positions_win():
    scores = np.zeros(5000, np.float32)
    scores[4321] = 1
    assert best_first(scores, 3).tolist() == [4321, 0, 1]

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommender.diversity import mmr

TWINS = np.array([[1, 0], [1, 0], [0, 1]], np.float32)
ALL = np.array([0, 1, 2], np.int32)


def test_relevance_alone_keeps_the_order():
    assert mmr(ALL, np.array([3, 2, 1], np.float32), TWINS, 3, balance=1).tolist() == [0, 1, 2]


def test_a_twin_gives_way_to_something_else():
    assert mmr(ALL, np.array([3, 2.9, 2], np.float32), TWINS, 2, balance=0.5).tolist() == [0, 2]


@given(st.integers(0, 12), st.integers(0, 12), st.floats(0, 1))
def test_mmr_picks_distinct_candidates(count, k, balance):
    rng = np.random.default_rng(count)
    picked = mmr(
        np.arange(count, dtype=np.int32),
        rng.random(count, np.float32),
        rng.random((12, 3), np.float32),
        k,
        balance,
    )
    assert len(picked) == len(set(picked.tolist())) == min(k, count)

"""Rates shrunk towards what is usual."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.rates import fit_prior
from knowledge.shares import EDGE, Shares


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=30))
def test_shrunk_rates_lie_between_the_observed_and_the_usual(pairs: list[tuple[int, int]]) -> None:
    supports, reviews = [min(pair) for pair in pairs], [max(pair) for pair in pairs]
    prior = fit_prior(supports, reviews)
    assert 0 <= prior.mean <= 1 and prior.strength > 0
    counted = np.array(supports, np.float64), np.array(reviews, np.float64)
    weights = np.full(len(pairs), prior.mean), np.full(len(pairs), prior.strength)
    shares = Shares.of(*counted, *weights).mean
    for k, n, share in zip(supports, reviews, shares.tolist(), strict=True):
        low, high = sorted([k / n if n else prior.mean, prior.mean])
        assert low - 2 * EDGE <= share <= high + 2 * EDGE


def test_a_catalogue_of_like_products_shrinks_more_than_one_of_unlike_products() -> None:
    alike = fit_prior([2, 2, 3, 2, 1, 2], [20] * 6)
    unlike = fit_prior([0, 0, 19, 0, 18, 0], [20] * 6)
    assert alike.strength > unlike.strength

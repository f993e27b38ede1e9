"""Rates shrunk towards what is usual."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.rates import fit_prior


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=30))
def test_shrunk_rates_lie_between_the_observed_and_the_usual(pairs: list[tuple[int, int]]) -> None:
    supports, reviews = [min(pair) for pair in pairs], [max(pair) for pair in pairs]
    prior = fit_prior(supports, reviews)
    assert 0 <= prior.mean <= 1 and prior.strength > 0
    for k, n in zip(supports, reviews, strict=True):
        low, high = sorted([k / n if n else prior.mean, prior.mean])
        assert low - 1e-9 <= prior.shrink(k, n) <= high + 1e-9


def test_a_catalogue_of_like_products_shrinks_more_than_one_of_unlike_products() -> None:
    alike = fit_prior([2, 2, 3, 2, 1, 2], [20] * 6)
    unlike = fit_prior([0, 0, 19, 0, 18, 0], [20] * 6)
    assert alike.strength > unlike.strength

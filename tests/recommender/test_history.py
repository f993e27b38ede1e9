import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommender.history import History


def history(*pairs: tuple[int, float]) -> History:
    items = np.array([item for item, _ in pairs], np.int32)
    weights = np.array([weight for _, weight in pairs], np.float32)
    return History(items, np.arange(len(pairs), 0, -1).astype(np.float32), weights)


def test_merging_keeps_an_item_once_at_its_latest_place():
    merged = history((1, 1), (2, 1), (1, 5)).merged()
    assert merged.items.tolist() == [2, 1]
    assert merged.weights.tolist() == [1.0, 6.0]
    assert merged.ages_s.tolist() == [2.0, 1.0]


def test_what_the_shopper_is_against_is_no_evidence():
    mixed = history((1, 1), (2, 1), (1, -6))
    assert mixed.merged().items.tolist() == [2]
    assert mixed.refused().tolist() == [1]


def test_the_newest_counts_most_and_a_view_less_than_a_purchase():
    newest = history((1, 1), (2, 1)).recency(0.5)
    assert newest.tolist() == [0.5, 1.0]
    assert history((1, 5), (2, 1)).recency(1.0)[0] > history((1, 5), (2, 1)).recency(1.0)[1]


def test_an_empty_history_stays_empty():
    empty = History.empty()
    assert len(empty.merged()) == len(empty.refused()) == len(empty.recency(0.5)) == 0


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from([-6.0, -1.5, 1.0, 5.0])), max_size=30))
def test_every_item_is_either_evidence_or_refused(pairs):
    whole = history(*pairs)
    merged, refused = set(whole.merged().items.tolist()), set(whole.refused().tolist())
    assert merged | refused == {item for item, _ in pairs}
    assert not merged & refused


def test_a_basket_bought_at_once_counts_alike():
    basket = History(np.array([1, 2, 3], np.int32), np.array([9, 5, 5], np.float32), np.ones(3, np.float32))
    assert basket.recency(0.5).tolist() == [0.5, 1.0, 1.0]

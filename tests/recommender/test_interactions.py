import numpy as np
import pandas as pd

from recommender.interactions import Interactions

HOUR = 3600


def of(*events: tuple[str, str, str, int], sessions: list[str] | None = None, catalogue=("a", "b", "c")):
    frame = pd.DataFrame(events, columns=["customer_id", "product_id", "name", "timestamp"])
    if sessions:
        frame["session_id"] = sessions
    return Interactions.of(frame, catalogue)


def items(sequence) -> list[int]:
    return sequence.tolist()


def test_the_stronger_event_weighs_more():
    order = ["purchase", "add_to_cart", "like", "select_item", "view_item"]
    events = of(*((f"u{number}", "a", name, 1) for number, name in enumerate(order)))
    assert events.weights.tolist() == sorted(events.weights, reverse=True)
    assert len(set(events.weights)) == len(order)


def test_events_are_sorted_by_shopper_and_time():
    events = of(("u2", "a", "view_item", 5), ("u1", "b", "view_item", 9), ("u1", "a", "view_item", 2))
    assert [events.user_ids[user] for user in events.users] == ["u1", "u1", "u2"]
    assert events.items.tolist() == [0, 1, 0]


def test_unknown_items_names_and_shoppers_are_left_out_but_the_catalogue_stays():
    events = of(
        ("u", "a", "view_item", 1),
        ("u", "gone", "view_item", 2),
        ("", "a", "view_item", 3),
        ("u", "b", "search", 4),
    )
    assert len(events) == 1
    assert events.item_ids == ("a", "b", "c")
    assert events.matrix().shape == (1, 3)


def test_a_missing_customer_or_item_is_left_out():
    events = of(("u", "a", "view_item", 1), (None, "a", "view_item", 2), ("u", None, "view_item", 3))
    assert len(events) == 1


def test_a_shop_without_events_is_not_an_error():
    events = of()
    assert len(events) == 0
    assert events.matrix().shape == (0, 3)
    assert list(events.sequences()) == []


def test_the_matrix_merges_what_the_sequence_keeps():
    events = of(
        ("u", "a", "purchase", 0), ("u", "b", "purchase", 9 * HOUR), ("u", "a", "purchase", 50 * HOUR)
    )
    assert events.matrix().nnz == 2
    assert [items(sequence) for sequence in events.sequences()] == [[0, 1, 0]]


def test_view_cart_and_purchase_in_one_visit_are_one_episode():
    events = of(
        ("u", "a", "view_item", 0),
        ("u", "a", "add_to_cart", 60),
        ("u", "a", "purchase", 90),
        ("u", "b", "view_item", 120),
    )
    assert [items(sequence) for sequence in events.sequences()] == [[0, 1]]
    assert events.episodes().weights.tolist() == [5.0, 1.0]


def test_buying_twice_in_a_minute_is_two_episodes():
    events = of(("u", "a", "purchase", 0), ("u", "a", "purchase", 60))
    assert [items(sequence) for sequence in events.sequences()] == [[0, 0]]


def test_sessions_decide_what_one_visit_is():
    rows = (("u", "a", "view_item", 0), ("u", "a", "view_item", 60))
    assert len(of(*rows, sessions=["s1", "s2"]).episodes()) == 2
    assert len(of(*rows, sessions=["s1", "s1"]).episodes()) == 1


def test_a_refund_takes_the_purchase_back():
    events = of(("u", "a", "purchase", 0), ("u", "b", "view_item", 10), ("u", "a", "refund", 99 * HOUR))
    assert [items(sequence) for sequence in events.sequences()] == [[1]]
    assert events.matrix().indices.tolist() == [1]


def test_the_matrix_has_the_same_scale_for_views_and_for_purchases():
    views = of(("u", "a", "view_item", 0), ("u", "b", "view_item", 9)).matrix()
    purchases = of(("u", "a", "purchase", 0), ("u", "b", "purchase", 9)).matrix()
    assert np.allclose(views.data, purchases.data)


def test_a_history_has_ages_and_the_newest_last():
    events = of(("u", "a", "view_item", 10), ("u", "b", "view_item", 40))
    history = events.history(0, now=100)
    assert history.items.tolist() == [0, 1]
    assert history.ages_s.tolist() == [90.0, 60.0]
    assert events.history(0, now=100, limit=1).items.tolist() == [1]

import numpy as np
import pandas as pd
from recommender_shop import DAY

from recommender.interactions import Interactions
from recommender.splits import leave_last_out, time_split


def test_the_last_episode_is_held_out_whole(interactions):
    holdout = leave_last_out(interactions)
    assert len(holdout) == interactions.user_count
    for user, targets in zip(holdout.users.tolist(), holdout.targets, strict=True):
        start, end = holdout.train.bounds[user], holdout.train.bounds[user + 1]
        left = holdout.train.items[start:end]
        assert len(targets) == 1
        assert targets[0] not in left  # neither its view nor its purchase
        assert len(left) == 10


def test_who_did_one_thing_only_is_not_asked_about():
    frame = pd.DataFrame(
        {
            "customer_id": ["a", "b", "b"],
            "product_id": ["x", "x", "y"],
            "name": "view_item",
            "timestamp": [1, 2, 9999],
        }
    )
    holdout = leave_last_out(Interactions.of(frame))
    assert holdout.users.tolist() == [1]
    assert len(holdout.train) == 2


def test_a_time_split_never_trains_on_the_future(interactions):
    since = int(np.quantile(interactions.times, 0.7))
    holdout = time_split(interactions, since)
    assert holdout.train.times.max() < since
    assert holdout.now == since
    later = interactions.where(interactions.times >= since)
    for user, targets in zip(holdout.users.tolist(), holdout.targets, strict=True):
        mine = later.items[later.bounds[user] : later.bounds[user + 1]]
        assert set(targets.tolist()) <= set(mine.tolist())


def test_new_shoppers_are_part_of_a_time_split():
    frame = pd.DataFrame(
        {
            "customer_id": ["old", "new"],
            "product_id": ["x", "x"],
            "name": "purchase",
            "timestamp": [0, 9 * DAY],
        }
    )
    holdout = time_split(Interactions.of(frame), 5 * DAY)
    assert holdout.train.user_ids[holdout.users[0]] == "new"
    assert len(holdout.train.history(int(holdout.users[0]), holdout.now)) == 0


def test_a_sample_is_drawn_by_the_seed(interactions):
    holdout = leave_last_out(interactions)
    first, again, other = (holdout.sample(20, seed).users.tolist() for seed in (1, 1, 2))
    assert first == again != other
    assert len(first) == 20

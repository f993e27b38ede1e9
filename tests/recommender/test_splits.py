import numpy as np
import pandas as pd
from recommender_shop import DAY

from recommender.interactions import Interactions
from recommender.splits import folds, hold_out, leave_last_out, time_split


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


def undated(shoppers: int = 30, things: int = 10) -> Interactions:
    rows = [(f"u{u:02}", f"p{(u + i) % 15:02}") for u in range(shoppers) for i in range(things)]
    frame = pd.DataFrame(rows, columns=["customer_id", "product_id"])
    return Interactions.of(frame.assign(name="purchase", timestamp=0))


def test_without_dates_a_part_of_everything_is_held_out():
    events = undated()
    holdout = hold_out(events, 1)
    assert sum(map(len, holdout.targets)) == len(events) - len(holdout.train)
    assert 1 < np.mean([len(targets) for targets in holdout.targets]) < 4
    for history, targets in zip(holdout.histories(), holdout.targets, strict=True):
        assert not set(targets.tolist()) & set(history.items.tolist())


def test_with_dates_the_last_choice_is_held_out_at_its_own_moment(interactions):
    holdout = hold_out(interactions, 1)
    assert [len(targets) for targets in holdout.targets] == [1] * len(holdout)
    assert len(set(holdout.moments.tolist())) > len(holdout) / 2
    assert min(history.ages_s[-1] for history in holdout.histories()) < DAY


def test_folds_ask_everybody_once_and_keep_the_others_whole(interactions):
    splits = folds(interactions, 3, most=1000)
    assert len(splits) == 3
    asked = np.concatenate([split.users for split in splits])
    assert sorted(asked.tolist()) == list(range(interactions.user_count))
    for split in splits:
        lost = np.diff(interactions.bounds) - np.diff(split.train.bounds)
        assert set(np.flatnonzero(lost).tolist()) == set(split.users.tolist())


def test_a_large_shop_needs_one_fold(interactions):
    (split,) = folds(interactions, 3, most=20)
    assert len(split) == 20

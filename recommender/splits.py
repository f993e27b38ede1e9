"""Splits: what is known, and what is to be foretold."""

from dataclasses import dataclass

import numpy as np

from recommender.arrays import Ints, Mask
from recommender.interactions import Interactions


@dataclass(frozen=True)
class Holdout:
    """`train` is what models may see; for each of `users` (indices) `targets` holds the items to foretell.

    `now` is the moment of asking, seconds UTC, for ages and popularity.
    """

    train: Interactions
    users: Ints
    targets: tuple[Ints, ...]
    now: int

    def __len__(self) -> int:
        return len(self.users)

    def sample(self, count: int, seed: int) -> "Holdout":
        """The same split with at most `count` of its shoppers, drawn by the seed."""
        if len(self) <= count:
            return self
        kept = np.sort(np.random.default_rng(seed).choice(len(self), count, replace=False))
        return Holdout(self.train, self.users[kept], tuple(self.targets[i] for i in kept), self.now)


def leave_last_out(interactions: Interactions) -> Holdout:
    """Holds out each shopper's last liked episode and whatever came with it or after it.

    Shoppers with a single episode stay in training whole.
    """
    episodes = interactions.episodes()
    users = np.flatnonzero(np.diff(episodes.bounds) >= 2).astype(np.int32)
    last = episodes.bounds[users + 1] - 1
    since = np.full(interactions.user_count, len(interactions), np.int64)
    since[users] = interactions.episode_starts[last]
    train = interactions.where(np.arange(len(interactions)) < since[interactions.users])
    now = int(interactions.times.max()) if len(interactions) else 0
    return Holdout(train, users, tuple(episodes.items[last][:, None]), now)


def time_split(interactions: Interactions, since: int, most_targets: int = 20) -> Holdout:
    """Trains on what was before `since` (seconds UTC); targets are the liked items of each shopper after it.

    Shoppers without events before are part of it too: they are the cold start.
    """
    before: Mask = interactions.times < since
    later = interactions.where(~before).liked()
    users = np.unique(later.users).astype(np.int32)
    targets = tuple(
        np.unique(later.items[later.bounds[u] : later.bounds[u + 1]][:most_targets]).astype(np.int32)
        for u in users
    )
    return Holdout(interactions.where(before), users, targets, since)

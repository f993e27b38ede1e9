"""Splits: what is known, and what is to be foretold."""

from dataclasses import dataclass

import numpy as np

from recommender.arrays import Ints, Mask, Times
from recommender.history import History
from recommender.interactions import Interactions

#: With a smaller share of shoppers whose choices bear several dates, a shop's events count as undated.
DATED = 0.5
#: Splits among which the asked shoppers are shared out in a small shop.
PARTS = 3


@dataclass(frozen=True)
class Holdout:
    """`train` is what models may see; for each of `users` (indices) `targets` holds the items to foretell.

    `now` is the moment of asking, seconds UTC, for ages and popularity; where shoppers are asked at different
    times, `moments` (len(users),) says when each is.
    """

    train: Interactions
    users: Ints
    targets: tuple[Ints, ...]
    now: int
    moments: Times | None = None

    def __len__(self) -> int:
        return len(self.users)

    def sample(self, count: int, seed: int) -> "Holdout":
        """The same split with at most `count` of its shoppers, drawn by the seed."""
        if len(self) <= count:
            return self
        kept = np.sort(np.random.default_rng(seed).choice(len(self), count, replace=False))
        moments = None if self.moments is None else self.moments[kept]
        return Holdout(self.train, self.users[kept], tuple(self.targets[i] for i in kept), self.now, moments)

    def histories(self) -> list[History]:
        """What each of the shoppers had done at the moment of asking."""
        moments = np.full(len(self), self.now) if self.moments is None else self.moments
        pairs = zip(self.users.tolist(), moments.tolist(), strict=True)
        return [self.train.history(user, moment) for user, moment in pairs]


def folds(interactions: Interactions, seed: int, most: int) -> tuple[Holdout, ...]:
    """Splits that together ask at most `most` shoppers, each for what `hold_out` keeps from the models.

    Only the asked ones' choices are held out: the models see nearly what a release will see. Where those asked
    are a large part of the shop, they are shared out among PARTS splits.
    """
    everybody = hold_out(interactions, seed)
    asked = np.random.default_rng(seed).permutation(everybody.sample(most, seed).users)
    parts = 1 if len(asked) * PARTS <= len(everybody) else PARTS
    return tuple(
        hold_out(interactions, seed, np.sort(part)) for part in np.array_split(asked, parts) if len(part)
    )


def hold_out(interactions: Interactions, seed: int, users: Ints | None = None) -> Holdout:
    """The last choice of each shopper (of `users` alone, where given); where most shoppers' choices bear one
    and the same date, and so have no last, a part of each shopper's drawn by the seed."""
    episodes = interactions.episodes()
    starts, ends = episodes.bounds[:-1], episodes.bounds[1:]
    several = ends - starts >= 2
    dated = episodes.times[ends[several] - 1] > episodes.times[starts[several]]
    if several.any() and dated.mean() < DATED:
        return leave_some_out(interactions, seed, users=users)
    return leave_last_out(interactions, users)


def leave_some_out(
    interactions: Interactions, seed: int, share: float = 0.2, users: Ints | None = None
) -> Holdout:
    """Holds out a `share` of what each shopper (of `users`, where given) liked, drawn by the seed.

    Shoppers of whom nothing or everything was drawn stay in training whole.
    """
    pairs = interactions.users.astype(np.int64) * interactions.item_count + interactions.items
    distinct, first, inverse = np.unique(pairs, return_index=True, return_inverse=True)
    owners, liked = interactions.users[first], interactions.liking[first]
    drawn = liked & (np.random.default_rng(seed).random(len(distinct)) < share)
    out, total = (np.bincount(owners[mask], minlength=interactions.user_count) for mask in (drawn, liked))
    asked = (out > 0) & (out < total) & _among(users, interactions.user_count)
    drawn &= asked[owners]
    kept = np.flatnonzero(asked).astype(np.int32)
    starts = np.searchsorted(owners[drawn], kept)
    targets = np.split(interactions.items[first][drawn], starts[1:]) if len(kept) else []
    return Holdout(interactions.where(~drawn[inverse]), kept, tuple(targets), _end(interactions))


def leave_last_out(interactions: Interactions, users: Ints | None = None) -> Holdout:
    """Holds out each shopper's last liked episode and whatever came with it or after it.

    Shoppers with a single episode, and those not among `users` where given, stay in training whole.
    """
    episodes = interactions.episodes()
    asked = (np.diff(episodes.bounds) >= 2) & _among(users, interactions.user_count)
    kept = np.flatnonzero(asked).astype(np.int32)
    last = episodes.bounds[kept + 1] - 1
    since = np.full(interactions.user_count, len(interactions), np.int64)
    since[kept] = interactions.episode_starts[last]
    train = interactions.where(np.arange(len(interactions)) < since[interactions.users])
    targets = tuple(episodes.items[last][:, None])
    return Holdout(train, kept, targets, _end(interactions), episodes.times[last])


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


def _among(users: Ints | None, count: int) -> Mask:
    """(count,) whether each shopper is among `users`; everybody is when that is None."""
    if users is None:
        return np.ones(count, bool)
    mask = np.zeros(count, bool)
    mask[users] = True
    return mask


def _end(interactions: Interactions) -> int:
    return int(interactions.times.max()) if len(interactions) else 0

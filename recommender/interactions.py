"""Everything shoppers did, as sorted arrays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.arrays import Floats, Ints, Mask, Times
from recommender.history import History

#: What an event says about the shopper's liking of the item. Names it does not list say nothing.
EVENT_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "purchase": 5.0,
        "add_to_cart": 3.0,
        "add_to_wishlist": 2.5,
        "like": 2.0,
        "select_item": 1.5,
        "view_item": 1.0,
        "remove_from_cart": -1.5,
        "refund": -5.0,
        "dislike": -6.0,
    }
)
PURCHASE = EVENT_WEIGHTS["purchase"]
#: Events on one item within this many seconds are one episode when no session says otherwise.
EPISODE_S = 3600


@dataclass(frozen=True)
class Interactions:
    """`n` events sorted by shopper, then time (ties keep the order they came in).

    `users` and `items` index `user_ids` and `item_ids`; `times` are seconds UTC; `weights` come from
    EVENT_WEIGHTS; `sessions` number the visits (-1 where not known); `quantities` count pieces.
    """

    users: Ints
    items: Ints
    times: Times
    weights: Floats
    user_ids: tuple[str, ...]
    item_ids: tuple[str, ...]
    sessions: Ints = field(default_factory=lambda: np.empty(0, np.int32))
    quantities: Floats = field(default_factory=lambda: np.empty(0, np.float32))

    def __post_init__(self) -> None:
        if len(self.sessions) != len(self.users):
            object.__setattr__(self, "sessions", np.full(len(self.users), -1, np.int32))
        if len(self.quantities) != len(self.users):
            object.__setattr__(self, "quantities", np.ones(len(self.users), np.float32))

    @classmethod
    def of(cls, frame: pd.DataFrame, item_ids: Sequence[str] | None = None) -> "Interactions":
        """The interactions in a frame of `customer_id`, `product_id`, `name`, `timestamp` (seconds UTC).

        `session_id` and `quantity` are used where there are such columns. `item_ids` is the catalogue:
        events on other items are left out, and items without events stay in. Without it, the
        catalogue is what occurs. Events without a customer or of unknown name are left out.
        """
        catalogue = pd.Index(item_ids if item_ids is not None else sorted(set(frame["product_id"].dropna())))
        items = catalogue.get_indexer(pd.Index(frame["product_id"]))
        weights = frame["name"].map(EVENT_WEIGHTS).to_numpy(np.float32)
        known = (items >= 0) & ~np.isnan(weights) & (frame["customer_id"].fillna("") != "").to_numpy()
        kept = frame[known]
        users, user_ids = pd.factorize(kept["customer_id"], sort=True)
        times = kept["timestamp"].to_numpy(np.int64)
        order = np.lexsort((times, users))
        return cls(
            users[order].astype(np.int32),
            items[known][order].astype(np.int32),
            times[order],
            weights[known][order],
            tuple(map(str, user_ids)),
            tuple(map(str, catalogue)),
            _sessions(kept)[order],
            _quantities(kept)[order],
        )

    def __len__(self) -> int:
        return len(self.users)

    @property
    def user_count(self) -> int:
        return len(self.user_ids)

    @property
    def item_count(self) -> int:
        return len(self.item_ids)

    @cached_property
    def bounds(self) -> NDArray[np.int64]:
        """Where each shopper's events start; one more at the end."""
        return np.searchsorted(self.users, np.arange(self.user_count + 1)).astype(np.int64)

    def where(self, mask: Mask) -> "Interactions":
        """The events under the mask; shoppers and catalogue stay."""
        return Interactions(
            self.users[mask],
            self.items[mask],
            self.times[mask],
            self.weights[mask],
            self.user_ids,
            self.item_ids,
            self.sessions[mask],
            self.quantities[mask],
        )

    def matrix(self) -> Any:
        """The (shoppers, items) CSR matrix of liking: the summed weight per pair, at most a purchase's.

        Pairs whose sum is not above zero (bought and sent back, disliked) are left out; values are
        divided by their mean, so that a shop that only records views has the same scale.
        """
        shape = (self.user_count, self.item_count)
        total = csr_matrix((self.weights, (self.users, self.items)), shape=shape, dtype=np.float32)
        total.sum_duplicates()
        total.data = np.clip(total.data, 0, PURCHASE)
        total.eliminate_zeros()
        if total.nnz:
            total.data /= total.data.mean()
        return total

    @cached_property
    def liking(self) -> Mask:
        """Which events are positive, on items that the shopper's events do not speak against in sum."""
        pairs = self.users.astype(np.int64) * self.item_count + self.items
        _, inverse = np.unique(pairs, return_inverse=True)
        return np.asarray((self.weights > 0) & (np.bincount(inverse, self.weights)[inverse] > 0), bool)

    def liked(self) -> "Interactions":
        """The events that `liking` names."""
        return self.where(self.liking)

    @cached_property
    def episode_starts(self) -> NDArray[np.int64]:
        """Where among the events each of the `episodes` begins."""
        return np.asarray(np.flatnonzero(self.liking)[~_continues(self.liked())], np.int64)

    def episodes(self) -> "Interactions":
        """The liked events with each run on one item in one visit (view, cart, purchase) merged into one.

        The strongest weight of a run stays, at the run's last time. Equal events hours apart are
        not merged: a shopper who buys the same thing again says so.
        """
        liked = self.liked()
        if not len(liked):
            return liked
        first = np.flatnonzero(~_continues(liked))
        last = np.append(first[1:], len(liked)) - 1
        ends = np.zeros(len(liked), bool)
        ends[last] = True
        weights = np.maximum.reduceat(liked.weights, first)
        return replace(
            liked.where(ends), weights=weights, quantities=np.maximum.reduceat(liked.quantities, first)
        )

    def sequences(self) -> Iterator[Ints]:
        """Each shopper's items, oldest first, as `episodes` leaves them; empty for who has none."""
        episodes = self.episodes()
        for start, end in zip(episodes.bounds[:-1], episodes.bounds[1:], strict=True):
            yield episodes.items[start:end]

    def history(self, user: int, now: int, limit: int = 200) -> History:
        """The last `limit` events of a shopper, as scorers want them. `now` is seconds UTC."""
        start, end = self.bounds[user], self.bounds[user + 1]
        start = max(start, end - limit)
        ages = np.maximum(now - self.times[start:end], 0).astype(np.float32)
        return History(self.items[start:end], ages, self.weights[start:end])


def episodes_of(history: History) -> History:
    """A history with each run on one item (view, cart, purchase) merged into one, as `Interactions.episodes` does.

    Only positive events count; a run is within EPISODE_S seconds, as a history knows no visits.
    """
    liked = history.weights > 0
    items, ages, weights = history.items[liked], history.ages_s[liked], history.weights[liked]
    near = (items[1:] == items[:-1]) & (ages[:-1] - ages[1:] <= EPISODE_S)
    bought_again = (weights[1:] >= PURCHASE) & (weights[:-1] >= PURCHASE)
    ends = np.append(~(near & ~bought_again), True)[: len(items)]
    return History(items[ends], ages[ends], weights[ends])


def _sessions(frame: pd.DataFrame) -> Ints:
    if "session_id" not in frame:
        return np.full(len(frame), -1, np.int32)
    codes, _ = pd.factorize(frame["session_id"].replace("", None))
    return codes.astype(np.int32)


def _quantities(frame: pd.DataFrame) -> Floats:
    if "quantity" not in frame:
        return np.ones(len(frame), np.float32)
    return np.asarray(np.maximum(frame["quantity"].fillna(1).to_numpy(np.float32), 0), np.float32)


def _continues(events: Interactions) -> Mask:
    """Whether each event goes on with the previous one: same shopper, item and visit."""
    same = np.zeros(len(events), bool)
    same[1:] = (events.users[1:] == events.users[:-1]) & (events.items[1:] == events.items[:-1])
    sessions = events.sessions
    known = np.zeros(len(events), bool)
    known[1:] = (sessions[1:] >= 0) & (sessions[:-1] >= 0)
    together = np.zeros(len(events), bool)
    together[1:] = np.where(
        known[1:], sessions[1:] == sessions[:-1], events.times[1:] - events.times[:-1] <= EPISODE_S
    )
    bought_again = np.zeros(len(events), bool)
    bought_again[1:] = (events.weights[1:] >= PURCHASE) & (events.weights[:-1] >= PURCHASE)
    return same & together & ~bought_again

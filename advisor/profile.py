"""What may be known of a shopper right now: their history, or that of this visit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from advisor.concerns import NO_CONCERNS, Concerns
from advisor.shopper import Shopper
from recommender.history import History
from recommender.recommender import Recommender
from shop.event import Event
from shop.storage.database import Database
from shop.storage.events import recent_events
from shop.storage.tastes import load_tastes

RECENT = 200
#: The strongest thing done with a product decides how it is spoken of.
STRENGTH = ("view_item", "select_item", "add_to_wishlist", "add_to_cart", "like", "purchase")


@dataclass(frozen=True, slots=True)
class Profile:
    """`did` maps each product of the history to the strongest event on it; `segment` is None when not known."""

    history: History = field(default_factory=History.empty)
    did: Mapping[str, str] = field(default_factory=dict)
    disliked: frozenset[str] = frozenset()
    segment: int | None = None
    concerns: Concerns = NO_CONCERNS

    @property
    def owned(self) -> frozenset[str]:
        """What was bought (and not sent back)."""
        return frozenset(product for product, name in self.did.items() if name == "purchase")


def load_profile(db: Database, shopper: Shopper, recommender: Recommender | None, now: datetime) -> Profile:
    """The profile behind a request. Only a shopper who granted it has their stored history read;
    what was done in this very visit counts for everybody."""
    events = _events(db, shopper)
    tastes = load_tastes(db, shopper.owner) if shopper.owner else []
    disliked = frozenset(taste.product_id for taste in tastes if not taste.liked)
    events += [Event("", "like", taste.at, taste.product_id) for taste in tastes if taste.liked]
    events += [Event("", "dislike", taste.at, taste.product_id) for taste in tastes if not taste.liked]
    events.sort(key=lambda event: event.timestamp)
    if recommender is None:
        return Profile(did=_did(events), disliked=disliked)
    history = recommender.history(
        [event.product_id for event in events],
        [event.name for event in events],
        np.array([event.timestamp.timestamp() for event in events], np.int64),
        int(now.timestamp()),
    )
    return Profile(history, _did(events), disliked, recommender.segment(history) if shopper.known else None)


def _events(db: Database, shopper: Shopper) -> list[Event]:
    customer_id = shopper.customer_id if shopper.known else ""
    found = recent_events(db, customer_id, {shopper.session_id, shopper.conversation_id}, RECENT)
    return [event for event in found if event.product_id]


def _did(events: Iterable[Event]) -> dict[str, str]:
    """The strongest event per product; a refund takes the purchase back."""
    strongest: dict[str, str] = {}
    for event in events:
        if event.name == "refund":
            strongest.pop(event.product_id, None)
        elif event.name in STRENGTH:
            before = strongest.get(event.product_id, STRENGTH[0])
            strongest[event.product_id] = max(before, event.name, key=STRENGTH.index)
    return strongest

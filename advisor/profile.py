"""What may be known of a shopper right now: their history, or that of this visit."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from advisor.concerns import NO_CONCERNS, Concerns
from advisor.learned import learned
from advisor.shopper import Shopper
from recommender.history import History
from recommender.recommender import Recommender
from shop.complaint import Complaint
from shop.event import Event
from shop.storage.concerns import load_concerns
from shop.storage.database import Database
from shop.storage.events import recent_events
from shop.storage.tastes import load_tastes

RECENT = 200
NOTHING: Mapping[str, Sequence[Complaint]] = {}
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


def load_profile(
    db: Database,
    shopper: Shopper,
    recommender: Recommender | None,
    now: datetime,
    complaints: Mapping[str, Sequence[Complaint]] = NOTHING,
) -> Profile:
    """The profile behind a request. Only a shopper who granted it has their stored history read;
    what was done in this very visit counts for everybody. `complaints` are those of all products."""
    events = _events(db, shopper)
    tastes = load_tastes(db, shopper.owner) if shopper.owner else []
    disliked = frozenset(taste.product_id for taste in tastes if not taste.liked)
    concerns = _concerns(db, shopper, {*disliked, *_returned(events)}, complaints)
    events += [Event("", "like", taste.at, taste.product_id) for taste in tastes if taste.liked]
    events += [Event("", "dislike", taste.at, taste.product_id) for taste in tastes if not taste.liked]
    events.sort(key=lambda event: event.timestamp)
    if recommender is None:
        return Profile(did=_did(events), disliked=disliked, concerns=concerns)
    history = recommender.history(
        [event.product_id for event in events],
        [event.name for event in events],
        np.array([event.timestamp.timestamp() for event in events], np.int64),
        int(now.timestamp()),
    )
    segment = recommender.segment(history) if shopper.known else None
    return Profile(history, _did(events), disliked, segment, concerns)


def _concerns(
    db: Database,
    shopper: Shopper,
    unwanted: Collection[str],
    complaints: Mapping[str, Sequence[Complaint]],
) -> Concerns:
    """What the shopper said they mind, and what the products they did not want tell."""
    kept = load_concerns(db, shopper.owner, shopper.conversation_id)
    if not kept and not unwanted:
        return NO_CONCERNS
    reasons: dict[str, set[str]] = {}
    for concern in kept:
        if concern.product_id:
            reasons.setdefault(concern.product_id, set()).add(concern.aspect)
    stated = frozenset(concern.aspect for concern in kept if not concern.product_id)
    return Concerns(stated, learned(unwanted, reasons, complaints))


def _returned(events: Iterable[Event]) -> set[str]:
    """What was sent back and not bought again since."""
    last = {event.product_id: event.name for event in events if event.name in ("purchase", "refund")}
    return {product_id for product_id, name in last.items() if name == "refund"}


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

"""What shoppers do, sent in batches."""

from collections.abc import Iterator

from fastapi import APIRouter, Request

from service.identity import check_identity, granted
from service.problems import Problem
from service.schemas import EventBatch, EventItem, EventReceipt, PageEvent
from shop.event import EVENT_NAMES, Event
from shop.storage.events import save_events

router = APIRouter(prefix="/v1", tags=["events"])


@router.post("/events", response_model=EventReceipt, status_code=202)
def events(body: EventBatch, request: Request) -> EventReceipt:
    """Keeps a batch of GA4 e-commerce events. Nothing is kept without `analytics_storage`;
    without `personalization_storage` the events are kept without the customer."""
    state = request.app.state
    kept: list[Event] = []
    dropped = 0
    for event in body.events:
        _check_name(event)
        check_identity(event.customer_id, body.customer_signature, state.settings)
        if granted(state.db, event.customer_id, body.consent, "analytics_storage"):
            personal = granted(state.db, event.customer_id, body.consent, "personalization_storage")
            kept.extend(_split(event, event.customer_id if personal else ""))
        else:
            dropped += 1
    counts = save_events(state.db, kept)
    return EventReceipt(accepted=counts.added, duplicates=len(kept) - counts.added, without_consent=dropped)


def _check_name(event: PageEvent) -> None:
    if event.event not in EVENT_NAMES:
        raise Problem(422, "Unknown event", f"event must be one of {', '.join(EVENT_NAMES)}.")
    if event.timestamp.tzinfo is None:
        raise Problem(422, "Unclear timestamp", "timestamp needs a time zone, such as 2026-01-31T12:00:00Z.")


def _split(event: PageEvent, customer_id: str) -> Iterator[Event]:
    """One event per item, each with an id of its own."""
    for number, item in enumerate(event.items or [EventItem(item_id="")]):
        yield Event(
            event_id=f"{event.event_id}:{number}",
            name=event.event,
            timestamp=event.timestamp,
            product_id=item.item_id,
            customer_id=customer_id,
            session_id=event.session_id,
            quantity=item.quantity,
            price=item.price,
        )

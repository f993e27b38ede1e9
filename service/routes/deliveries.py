"""What goes out to other systems and what came in from them, for the shop's own people. Never what was said."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from service.staff import OnlyStaff
from shop.storage.deliveries import DeliveryState, load_deliveries
from shop.storage.inbox import load_arrivals

router = APIRouter(prefix="/v1", tags=["deliveries (staff)"], dependencies=[OnlyStaff])


@router.get("/deliveries")
def deliveries(
    request: Request,
    state: DeliveryState | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> dict[str, Any]:
    """The newest deliveries, newest first, without their bodies; `incoming` are messages that could not be answered."""
    db = request.app.state.db
    found = load_deliveries(db, state, limit=limit)
    dead = load_arrivals(db, state="dead", limit=limit) if state in (None, "dead") else []
    return {
        "deliveries": [_without_body(one) for one in found],
        "incoming": [{**_without_body(one), "error": one.body.get("error", "")} for one in dead],
    }


def _without_body(row: Any) -> dict[str, Any]:
    return {name: value for name, value in asdict(row).items() if name != "body"}

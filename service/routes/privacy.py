"""What is kept about a shopper: to be seen, taken along and erased by them."""

import math
import time
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from service.identity import check_identity
from service.privacy import as_items, forget, person_of
from service.problems import Problem
from service.schemas import ConversationId, Identifier
from shop.storage.customers import count_traces
from shop.storage.export import export
from shop.storage.traces import Person

router = APIRouter(prefix="/v1/privacy", tags=["privacy"])


class Whom(BaseModel):
    """Who asks: a customer with the shop's proof, or a stranger who holds the ids of a conversation and a session."""

    conversation_id: ConversationId | None = None
    customer_id: Identifier = ""
    customer_signature: str = Field("", max_length=128)
    session_id: Identifier = ""


class Kept(BaseModel):
    kind: str
    count: int


class Stored(BaseModel):
    """`personal` is True where all of a customer is meant, not only this conversation and visit."""

    items: list[Kept]
    personal: bool


class Erasure(BaseModel):
    """`unnamed` is what stays without the customer: reviews, and requests that the shop has still to settle."""

    erased: list[Kept]
    unnamed: list[Kept]


@router.post("/stored", response_model=Stored)
def stored(body: Whom, request: Request, response: Response) -> dict[str, Any]:
    """How many things of each kind are kept about the caller."""
    person = _person(body, request)
    response.headers["Cache-Control"] = "no-store"
    items = as_items(count_traces(request.app.state.db, person))
    return {"items": items, "personal": bool(person.customer_id)}


@router.post("/export")
def exported(body: Whom, request: Request, response: Response) -> dict[str, Any]:
    """Everything that is kept about the caller. 429 with `Retry-After` where it is asked for too often."""
    person = _person(body, request)
    _keep_pace(request, person)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    data = export(request.app.state.db, person)
    return {"exported_at": datetime.now(UTC).isoformat(), "customer_id": person.customer_id, "data": data}


@router.post("/erase", response_model=Erasure)
async def erased(body: Whom, request: Request, response: Response) -> dict[str, Any]:
    """Erases what is kept about the caller; it cannot be undone. 429 with `Retry-After` where asked too often."""
    state = request.app.state
    person = _person(body, request)
    _keep_pace(request, person)
    done = await forget(state.db, getattr(state, "hub", None), state.forgetters, person)
    response.headers["Cache-Control"] = "no-store"
    return {"erased": as_items(done.gone), "unnamed": as_items(done.unnamed)}


def _person(body: Whom, request: Request) -> Person:
    settings = request.app.state.settings
    check_identity(body.customer_id, body.customer_signature, settings)
    return person_of(settings, body.customer_id, body.conversation_id or "", body.session_id)


def _keep_pace(request: Request, person: Person) -> None:
    """Raises Problem 429 where the same person asks again and again."""
    wait = request.app.state.privacy_pace.wait(repr(person), time.monotonic())
    if wait:
        seconds = str(math.ceil(wait))
        detail = f"Please try again in {seconds} seconds."
        raise Problem(429, "That is too often", detail, {"Retry-After": seconds})

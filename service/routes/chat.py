"""The chat over HTTP: one turn, the conversation so far, and what a shopper does about a person on the way."""

import secrets
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from service.identity import check_identity, shopper_of
from service.live.mailroom import as_stored
from service.live.state import state_of
from service.problems import Problem
from service.schemas import (
    ChatAnswer,
    ChatRequest,
    ConversationId,
    EmailRequest,
    FeedbackRequest,
    History,
    StateAnswer,
)
from shop.storage import conversations, handoffs
from shop.storage.feedback import save_feedback

router = APIRouter(prefix="/v1", tags=["chat"])


@router.post("/chat", response_model=ChatAnswer, response_model_exclude_unset=True)
async def chat(body: ChatRequest, request: Request) -> dict[str, Any]:
    """Answers one message. Without `conversation_id` a new conversation begins; keep the id it returns:
    whoever has it can read the conversation. `messages` is empty where a person has the word."""
    state = request.app.state
    check_identity(body.customer_id, body.customer_signature, state.settings)
    conversation_id = body.conversation_id or secrets.token_urlsafe(24)
    shopper = await run_in_threadpool(
        shopper_of,
        state.db,
        customer_id=body.customer_id,
        consent=body.consent,
        conversation_id=conversation_id,
        session_id=body.session_id,
    )
    messages = await state.turns.take(shopper, body.text, body.message_id)
    return {
        "conversation_id": conversation_id,
        "messages": [as_stored(message) for message in messages],
        "state": await state.states.of(conversation_id),
    }


@router.get(
    "/conversations/{conversation_id}/messages", response_model=History, response_model_exclude_unset=True
)
def history(conversation_id: str, request: Request, after: int = 0) -> dict[str, Any]:
    """The messages of a conversation, oldest first; `after` leaves out those up to that id."""
    state = request.app.state
    _must_exist(request, conversation_id)
    stored = conversations.load_messages(state.db, conversation_id, after=after)
    return {
        "messages": [as_stored(message) for message in stored],
        "state": state_of(state.db, state.settings, conversation_id),
    }


@router.post("/conversations/{conversation_id}/email", response_model=StateAnswer)
async def email(conversation_id: ConversationId, body: EmailRequest, request: Request) -> dict[str, Any]:
    """Keeps where the shopper wants to be written to; 404 where no person is asked for."""
    state = request.app.state
    handoff = await run_in_threadpool(handoffs.leave_email, state.db, conversation_id, body.email)
    if handoff is None:
        raise Problem(404, "Nobody is asked to write", "This conversation waits for no person.")
    await state.states.changed(conversation_id)
    return {"state": await state.states.of(conversation_id)}


@router.post("/conversations/{conversation_id}/handoff/cancel", response_model=StateAnswer)
async def cancel(conversation_id: ConversationId, request: Request) -> dict[str, Any]:
    """The shopper no longer wants a person; 409 where one has the conversation already."""
    state = request.app.state
    handoff = await run_in_threadpool(handoffs.open_handoff, state.db, conversation_id)
    if handoff is not None:
        try:
            await run_in_threadpool(handoffs.cancel, state.db, conversation_id, datetime.now(UTC))
        except handoffs.NotPossible as error:
            raise Problem(409, "A person has this conversation already") from error
        await state.states.changed(conversation_id)
        await state.states.tell_queue(handoff.team)
    return {"state": await state.states.of(conversation_id)}


@router.post("/conversations/{conversation_id}/feedback", status_code=204)
def feedback(conversation_id: ConversationId, body: FeedbackRequest, request: Request) -> Response:
    """Keeps what the shopper thinks; the newest word counts."""
    _must_exist(request, conversation_id)
    save_feedback(request.app.state.db, conversation_id, body.rating, body.comment, datetime.now(UTC))
    return Response(status_code=204)


def _must_exist(request: Request, conversation_id: str) -> None:
    if conversations.get_conversation(request.app.state.db, conversation_id) is None:
        raise Problem(404, "There is no such conversation")

"""The chat: one turn, and the conversation so far."""

import secrets
import time
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from service.identity import check_identity, shopper_of
from service.problems import Problem
from service.schemas import ChatAnswer, ChatRequest, History
from service.turns import as_dict
from shop.storage import conversations

router = APIRouter(prefix="/v1", tags=["chat"])


@router.post("/chat", response_model=ChatAnswer, response_model_exclude_none=True)
async def chat(body: ChatRequest, request: Request) -> dict[str, Any]:
    """Answers one message. Without `conversation_id` a new conversation begins; keep the id it returns:
    whoever has it can read the conversation."""
    state = request.app.state
    check_identity(body.customer_id, body.customer_signature, state.settings)
    started = time.perf_counter()
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
    state.metrics.turns.observe(time.perf_counter() - started)
    return {"conversation_id": conversation_id, "messages": messages}


@router.get(
    "/conversations/{conversation_id}/messages", response_model=History, response_model_exclude_none=True
)
def history(conversation_id: str, request: Request, after: int = 0) -> dict[str, Any]:
    """The messages of a conversation, oldest first; `after` leaves out those up to that id."""
    db = request.app.state.db
    if conversations.get_conversation(db, conversation_id) is None:
        raise Problem(404, "There is no such conversation")
    stored = conversations.load_messages(db, conversation_id, after=after)
    return {
        "messages": [
            {"id": item.number, "role": item.role, "at": item.at, **as_dict(item)} for item in stored
        ]
    }

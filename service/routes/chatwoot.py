"""Where Chatwoot tells the bot what happens. Answered at once and worked on afterwards: Chatwoot waits five seconds,
then it takes the bot for broken and calls people. It tries again after 429 and 500 only."""

import hmac
import json
import logging
import time
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from service.chatwoot.clerk import Clerk
from service.chatwoot.incoming import Incoming, Malformed, read
from service.chatwoot.signature import is_signed
from service.problems import Problem
from shop.settings import Settings
from shop.storage.database import StorageError

logger = logging.getLogger(__name__)

router = APIRouter(prefix="/v1/chatwoot", tags=["chatwoot"], include_in_schema=False)


@router.post("/webhook")
async def signed(request: Request) -> dict[str, str]:
    """A webhook that Chatwoot signed with the agent bot's secret."""
    clerk = _clerk(request)
    body = await request.body()
    settings: Settings = request.app.state.settings
    timestamp = request.headers.get("X-Chatwoot-Timestamp", "")
    signature = request.headers.get("X-Chatwoot-Signature", "")
    secret = settings.chatwoot_secret.get_secret_value()
    if not is_signed(secret, timestamp, signature, body, time.time()):
        logger.warning("a webhook of Chatwoot was refused: %s", _why(secret, signature))
        raise Problem(401, "The signature is not valid", "See docs/chatwoot.md: AISLE_CHATWOOT_SECRET.")
    return await _accept(clerk, body)


@router.post("/webhook/{word}")
async def unsigned(word: str, request: Request) -> dict[str, str]:
    """A webhook of a Chatwoot that cannot sign: who knows the address is believed, where the shop allows that."""
    clerk = _clerk(request)
    settings: Settings = request.app.state.settings
    token = settings.chatwoot_url_token.get_secret_value()
    if not token or not hmac.compare_digest(token.encode(), word.encode()):
        raise Problem(404, "There is no such address")
    return await _accept(clerk, await request.body())


def _clerk(request: Request) -> Clerk:
    clerk: Clerk | None = getattr(request.app.state, "chatwoot", None)
    if clerk is None:
        raise Problem(404, "Chatwoot is not used here")
    return clerk


async def _accept(clerk: Clerk, body: bytes) -> dict[str, str]:
    """Keeps what came and says so; what was said is dealt with afterwards."""
    incoming = _read(body)
    if incoming is None:
        return {"status": "ignored"}
    try:
        if incoming.kind == "echo":
            await run_in_threadpool(clerk.echo, incoming)
            return {"status": "noted"}
        conversation_id = await run_in_threadpool(clerk.receive, incoming, datetime.now(UTC))
    except StorageError as error:
        logger.error("a webhook of Chatwoot cannot be kept: %s", error)
        raise Problem(500, "This cannot be kept now", "Send it again.") from error
    if conversation_id:
        clerk.wake(conversation_id)
    return {"status": "accepted" if conversation_id else "known"}


def _read(body: bytes) -> Incoming | None:
    try:
        payload: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Problem(400, "This is not JSON") from error
    try:
        return read(payload)
    except Malformed as error:
        raise Problem(422, "This is no webhook of Chatwoot", str(error)) from error


def _why(secret: str, signature: str) -> str:
    if not secret:
        return "AISLE_CHATWOOT_SECRET is not set"
    return "it is signed wrong, or too old" if signature else "it is not signed"

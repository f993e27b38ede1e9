"""The desk: what the shop's people see of conversations, and do with them."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.concurrency import run_in_threadpool

from advisor.shopper import Shopper
from advisor.wish import Wish
from service.desk.outside import slots_of
from service.desk.rows import in_lists
from service.desk.schemas import CannedIn, CloseIn, MessageIn, NoteIn, Shortcut, TransferIn
from service.problems import Problem
from service.staff import Admin, OnlyAgents, Signed
from shop.storage.canned import CannedAnswer, delete_canned, load_canned, save_canned

Key = Annotated[str, Path(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
FOUND = 12

router = APIRouter(prefix="/v1/desk", tags=["desk"], dependencies=[OnlyAgents])


@router.get("/conversations")
async def conversations(request: Request, session: Signed) -> dict[str, Any]:
    """The queue, what this agent holds, and every other conversation that is live. Each is in one list."""
    rows = await request.app.state.board.rows()
    return {**in_lists(rows, session.agent.agent_id)}


@router.get("/conversations/{conversation_id}")
async def conversation(conversation_id: Key, request: Request) -> dict[str, Any]:
    """All that an agent may know of a conversation."""
    state = request.app.state
    row, slots = await asyncio.gather(state.board.row(conversation_id), slots_of(state.rasa, conversation_id))
    view: dict[str, Any] = await run_in_threadpool(state.views.read, row, slots, datetime.now(UTC))
    return view


@router.post("/conversations/{conversation_id}/take")
async def take(conversation_id: Key, request: Request, session: Signed) -> dict[str, Any]:
    """Gives a waiting conversation to this agent; of two at once one gets it, the other a 409 that names them."""
    return await _held(request, session, await request.app.state.desk.take(conversation_id, session.agent))


@router.post("/conversations/{conversation_id}/join")
async def join(conversation_id: Key, request: Request, session: Signed) -> dict[str, Any]:
    """Takes a conversation that nobody asked a person for."""
    return await _held(request, session, await request.app.state.desk.join(conversation_id, session.agent))


@router.post("/conversations/{conversation_id}/transfer")
async def transfer(
    conversation_id: Key, body: TransferIn, request: Request, session: Signed
) -> dict[str, Any]:
    """Puts a conversation that this agent holds into a team's queue."""
    state = request.app.state
    check_team(request, body.team)
    return {"row": await state.desk.transfer(conversation_id, session.agent, body.team)}


@router.post("/conversations/{conversation_id}/return")
async def give_back(conversation_id: Key, request: Request, session: Signed) -> dict[str, Any]:
    """Gives a conversation that this agent holds back to the bot."""
    return {"row": await request.app.state.desk.give_back(conversation_id, session.agent)}


@router.post("/conversations/{conversation_id}/close")
async def close(conversation_id: Key, body: CloseIn, request: Request, session: Signed) -> dict[str, Any]:
    """Ends a handoff that waits or that this agent holds."""
    return {"row": await request.app.state.desk.close(conversation_id, session.agent, body.outcome)}


@router.post("/conversations/{conversation_id}/messages")
async def say(conversation_id: Key, body: MessageIn, request: Request, session: Signed) -> dict[str, Any]:
    """Writes to the shopper, with products or without; only for the agent who holds the conversation."""
    desk = request.app.state.desk
    message = await desk.say(conversation_id, session.agent, body.message_id, body.text, body.product_ids)
    return {"message": message}


@router.post("/conversations/{conversation_id}/notes")
async def note(conversation_id: Key, body: NoteIn, request: Request, session: Signed) -> dict[str, Any]:
    """Keeps a note for the other agents; the shopper never sees it."""
    return {"note": await request.app.state.desk.note(conversation_id, session.agent, body.text)}


@router.get("/products")
def products(request: Request, q: Annotated[str, Query(min_length=1, max_length=500)]) -> dict[str, Any]:
    """Products that fit the words, best first, for an agent to show."""
    advisor = request.app.state.advisor
    return {"products": advisor.cards(advisor.suggest(Wish(q), Shopper(), k=FOUND).items)}


@router.get("/canned")
def canned(request: Request) -> dict[str, Any]:
    """Every canned answer, by shortcut."""
    found = load_canned(request.app.state.db)
    return {"canned": [{"shortcut": item.shortcut, "text": item.text} for item in found]}


@router.put("/canned/{shortcut}")
def keep_canned(shortcut: Shortcut, body: CannedIn, request: Request, session: Admin) -> dict[str, Any]:
    """Keeps a canned answer; one of the same shortcut is replaced."""
    save_canned(request.app.state.db, CannedAnswer(shortcut, body.text))
    return {"shortcut": shortcut, "text": body.text}


@router.delete("/canned/{shortcut}", status_code=204)
def drop_canned(shortcut: Shortcut, request: Request, session: Admin) -> None:
    """Deletes a canned answer."""
    if not delete_canned(request.app.state.db, shortcut):
        raise Problem(404, "There is no such canned answer")


def check_team(request: Request, team: str) -> None:
    """Raises Problem 422 for a team that the settings do not name; "" is everybody's."""
    teams = request.app.state.settings.teams
    if team and team not in teams:
        known = f"There is {', '.join(teams)}." if teams else "The shop has named no teams (AISLE_TEAMS)."
        raise Problem(422, "There is no such team", known)


async def _held(request: Request, session: Signed, row: Any) -> dict[str, Any]:
    """The row of a conversation just taken; who takes one without a console has the same time to open one."""
    request.app.state.absence.expect([session.agent.agent_id])
    return {"row": row}

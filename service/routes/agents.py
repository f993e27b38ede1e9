"""Who the agents are, for admins."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from service.desk.people import add, change
from service.desk.schemas import AgentChange, AgentIn
from service.problems import Problem
from service.routes.desk import check_team
from service.staff import Admin
from shop.storage.agents import LoginTaken, load_agents

router = APIRouter(prefix="/v1/desk/agents", tags=["desk"])


@router.get("")
def agents(request: Request, session: Admin) -> dict[str, Any]:
    """Every agent, by name."""
    return {"agents": [asdict(agent) for agent in load_agents(request.app.state.db)]}


@router.post("", status_code=201)
def add_one(body: AgentIn, request: Request, session: Admin) -> dict[str, Any]:
    """Adds an agent; their password is shown in this answer only."""
    check_team(request, body.team)
    try:
        agent, password = add(request.app.state.db, body.login, body.name, body.role, body.team)
    except LoginTaken as error:
        raise Problem(409, "This login is taken", str(error)) from error
    return {"agent": asdict(agent), "password": password}


@router.patch("/{agent_id}")
async def change_one(agent_id: str, body: AgentChange, request: Request, session: Admin) -> dict[str, Any]:
    """Changes an agent. One who is no longer active is out at once, and what they held waits again; a new password,
    shown in this answer only, ends their sessions."""
    state = request.app.state
    if body.team is not None:
        check_team(request, body.team)
    agent, password = await run_in_threadpool(change, state.db, agent_id, **body.model_dump())
    if agent.active:
        state.absence.look_again(agent_id)
    else:
        await state.absence.out(agent_id)
    return {"agent": asdict(agent), **({"password": password} if password else {})}

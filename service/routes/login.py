"""Signing in and out at the console."""

from dataclasses import asdict
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request, Response

from service.desk.origin import is_foreign
from service.desk.schemas import LoginIn, PasswordIn
from service.desk.sessions import Sessions, SignedIn
from service.problems import Problem
from service.staff import COOKIE, Signed

router = APIRouter(prefix="/v1/desk", tags=["desk"])


@router.post("/login")
async def login(body: LoginIn, request: Request, response: Response) -> dict[str, Any]:
    """Signs an agent in: sets the cookie `aisle_agent`, answers the agent and the token that changes need. A session
    that this browser had before ends."""
    if is_foreign(request):
        raise Problem(403, "This did not come from the console", "Sign in on the console's own page.")
    state = request.app.state
    state.attempts.note(body.login, request.client.host if request.client else "")
    agent = await to_thread.run_sync(state.sessions.check, body.login, body.password, limiter=state.hashing)
    if agent is None:
        raise Problem(401, "That is not a login and its password", "Check both and try again.")
    state.attempts.forgive(body.login)
    await to_thread.run_sync(state.sessions.end, request.cookies.get(COOKIE, ""))
    return _let_in(request, response, await to_thread.run_sync(state.sessions.open, agent))


@router.post("/logout", status_code=204)
def logout(request: Request, response: Response, session: Signed) -> None:
    """Ends this session."""
    request.app.state.sessions.end(request.cookies[COOKIE])
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict", secure=_secure(request))


@router.get("/me")
def me(request: Request, session: Signed) -> dict[str, Any]:
    """Who is signed in."""
    settings = request.app.state.settings
    return {
        "agent": asdict(session.agent),
        "csrf_token": session.csrf_token,
        "teams": list(settings.teams),
        "shop_name": settings.shop_name,
    }


@router.post("/password")
async def password(body: PasswordIn, request: Request, response: Response, session: Signed) -> dict[str, Any]:
    """Changes the agent's own password. Every other session of theirs ends, this one goes on under a new cookie."""
    state, agent = request.app.state, session.agent
    sessions: Sessions = state.sessions
    state.attempts.note(agent.login, request.client.host if request.client else "")
    limiter = state.hashing
    if await to_thread.run_sync(sessions.check, agent.login, body.old, limiter=limiter) is None:
        raise Problem(403, "That is not your password", "Nothing was changed.")
    state.attempts.forgive(agent.login)
    await to_thread.run_sync(sessions.set_password, agent, body.new, limiter=limiter)
    opened = await to_thread.run_sync(sessions.open, agent)
    state.absence.look_again(agent.agent_id)
    return _let_in(request, response, opened)


def _let_in(request: Request, response: Response, opened: SignedIn) -> dict[str, Any]:
    response.set_cookie(
        COOKIE,
        opened.token,
        max_age=request.app.state.settings.session_hours * 3600,
        path="/",
        httponly=True,
        samesite="strict",
        secure=_secure(request),
    )
    return {"agent": asdict(opened.session.agent), "csrf_token": opened.session.csrf_token}


def _secure(request: Request) -> bool:
    """Whether the cookie goes over https only: it does where shoppers reach the service so."""
    base: str = request.app.state.settings.base_url
    return base.startswith("https://")

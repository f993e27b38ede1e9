"""Who may see what is the shop's own business: agents who are signed in, and scripts with the staff token."""

import hmac
from typing import Annotated

from fastapi import Depends, Request, Response
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer

from service.problems import Problem
from shop.storage.agent_sessions import AgentSession

COOKIE = "aisle_agent"
CSRF = "X-CSRF-Token"
CHALLENGE = 'Bearer realm="aisle staff"'
#: Requests that change nothing need no token against forgery.
SAFE = ("GET", "HEAD", "OPTIONS")
_NOT_KEPT = {"Cache-Control": "no-store"}
_bearer = HTTPBearer(
    auto_error=False, scheme_name="staffToken", description="The token that `aisle token` prints."
)
_cookie = APIKeyCookie(
    name=COOKIE, auto_error=False, scheme_name="agent", description="Set by /v1/desk/login."
)


def signed_in(request: Request, token: Annotated[str | None, Depends(_cookie)]) -> AgentSession:
    """The session of the agent who asks; raises Problem 401 where nobody is signed in."""
    session: AgentSession | None = request.app.state.sessions.find(token or "")
    if session is None:
        raise Problem(401, "Nobody is signed in", "Sign in at /console.", _NOT_KEPT)
    return session


def only_agents(
    request: Request, response: Response, session: Annotated[AgentSession, Depends(signed_in)]
) -> AgentSession:
    """As `signed_in`; raises Problem 403 for a request that changes something and lacks the session's CSRF token."""
    response.headers.update(_NOT_KEPT)
    given = request.headers.get(CSRF, "")
    if request.method not in SAFE and not hmac.compare_digest(given.encode(), session.csrf_token.encode()):
        raise Problem(
            403, "This did not come from the console", f"Send the session's token as {CSRF}.", _NOT_KEPT
        )
    return session


def only_admins(session: Annotated[AgentSession, Depends(only_agents)]) -> AgentSession:
    """As `only_agents`; raises Problem 403 for an agent who is no admin."""
    if session.agent.role != "admin":
        raise Problem(403, "Only admins may do this", "Ask an admin of your shop.", _NOT_KEPT)
    return session


def only_staff(
    request: Request,
    response: Response,
    shown: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    cookie: Annotated[str | None, Depends(_cookie)],
) -> None:
    """Lets a request through that shows the staff token or an agent's session; raises Problem 401 for any other."""
    response.headers.update(_NOT_KEPT)
    if shows_token(request, shown) or request.app.state.sessions.find(cookie or ""):
        return
    raise Problem(
        401,
        "Only the shop's staff may see this",
        "Sign in at /console, or send the token that `aisle token` prints as `Authorization: Bearer TOKEN`.",
        {"WWW-Authenticate": CHALLENGE, **_NOT_KEPT},
    )


def shows_token(request: Request, shown: HTTPAuthorizationCredentials | None) -> bool:
    """Whether the request has the staff token."""
    token: str = request.app.state.staff_token
    given = shown.credentials if shown else ""
    return bool(token) and hmac.compare_digest(given.encode(), token.encode())


OnlyStaff = Depends(only_staff)
OnlyAgents = Depends(only_agents)
Signed = Annotated[AgentSession, Depends(only_agents)]
Admin = Annotated[AgentSession, Depends(only_admins)]

"""The shop's people for the console's fakes: who may sign in, and who has."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.requests import HTTPConnection

from service.problems import Problem
from shop.agent import Agent

COOKIE = "aisle_agent"
PASSWORD = "a-password-of-this-test"
SAM = Agent("a-sam", "sam", "Sam", team="shoes")
ROBIN = Agent("a-robin", "robin", "Robin")
ADA = Agent("a-ada", "ada", "Ada", role="admin")


@dataclass
class FakeAgents:
    """Agents by login; `patience` is how many seconds a login must wait, 0 for none."""

    known: dict[str, Agent] = field(default_factory=lambda: {one.login: one for one in (SAM, ROBIN, ADA)})
    passwords: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    teams: list[str] = field(default_factory=lambda: ["shoes", "orders"])
    patience: int = 0

    def who(self, connection: HTTPConnection) -> Agent:
        """Whose session it is; raises Problem 401 for nobody's."""
        login = self.sessions.get(connection.cookies.get(COOKIE, ""))
        if not login:
            raise Problem(401, "Nobody is signed in")
        return self.known[login]

    def changes(self, request: Request) -> Agent:
        """Who wants to change something; raises Problem 403 without the session's token."""
        agent = self.who(request)
        if request.headers.get("X-CSRF-Token") != self._token(request):
            raise Problem(403, "The token of the session is missing")
        return agent

    def admin(self, request: Request) -> Agent:
        agent = self.who(request) if request.method == "GET" else self.changes(request)
        if agent.role != "admin":
            raise Problem(403, "Only admins may")
        return agent

    def end_sessions(self) -> None:
        self.sessions.clear()

    def _token(self, request: Request) -> str:
        return "token-of-" + request.cookies.get(COOKIE, "")

    def _password(self, login: str) -> str:
        return self.passwords.get(login, PASSWORD)

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1/desk")
        self._add_session(router)
        self._add_account(router)
        self._add_team(router)
        return router

    def _add_session(self, router: APIRouter) -> None:
        @router.post("/login")
        async def login(request: Request, response: Response) -> dict[str, Any]:
            told = await request.json()
            if self.patience:
                raise Problem(429, "Too many tries", headers={"Retry-After": str(self.patience)})
            agent = self.known.get(told["login"])
            if not agent or not agent.active or told["password"] != self._password(agent.login):
                raise Problem(401, "Login or password is wrong")
            key = f"session-{len(self.sessions)}-{agent.login}"
            self.sessions[key] = agent.login
            response.set_cookie(COOKIE, key, httponly=True, samesite="strict")
            return {"agent": asdict(agent), "csrf_token": f"token-of-{key}"}

        @router.post("/logout", status_code=204)
        async def logout(request: Request) -> None:
            self.changes(request)
            self.sessions.pop(request.cookies[COOKIE])

    def _add_account(self, router: APIRouter) -> None:
        @router.get("/me")
        async def me(request: Request) -> dict[str, Any]:
            agent = self.who(request)
            return {
                "agent": asdict(agent),
                "csrf_token": self._token(request),
                "teams": self.teams,
                "shop_name": "Northfold Outfitters",
            }

        @router.post("/password")
        async def password(request: Request) -> dict[str, Any]:
            agent, told = self.changes(request), await request.json()
            if told["old"] != self._password(agent.login):
                raise Problem(403, "That is not your password", "Nothing was changed.")
            self.passwords[agent.login] = told["new"]
            return {"agent": asdict(agent), "csrf_token": self._token(request)}

    def _add_team(self, router: APIRouter) -> None:
        @router.get("/agents")
        async def agents(request: Request) -> dict[str, Any]:
            self.admin(request)
            return {"agents": [asdict(one) for one in self.known.values()]}

        @router.post("/agents")
        async def add(request: Request) -> dict[str, Any]:
            self.admin(request)
            told = await request.json()
            if told["login"] in self.known:
                raise Problem(409, "The login is taken", f"There is an agent with the login {told['login']}.")
            agent = Agent(f"a-{told['login']}", told["login"], told["name"], told["role"], told["team"])
            self.known[agent.login], self.passwords[agent.login] = agent, "made-for-them"
            return {"agent": asdict(agent), "password": "made-for-them"}

        @router.patch("/agents/{agent_id}")
        async def change(request: Request, agent_id: str) -> dict[str, Any]:
            self.admin(request)
            told = await request.json()
            agent = next(one for one in self.known.values() if one.agent_id == agent_id)
            if told.pop("reset_password", False):
                self.passwords[agent.login] = "made-anew"
                return {"agent": asdict(agent), "password": "made-anew"}
            self.known[agent.login] = replace(agent, **told)
            return {"agent": asdict(self.known[agent.login])}

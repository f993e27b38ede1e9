"""Signing in and out. The token lies in the agent's browser only; storage has its SHA-256."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from service.desk.passwords import hash_password, is_outdated, is_password
from shop.agent import Agent
from shop.storage.agent_sessions import AgentSession, end_session, find_session, open_session
from shop.storage.agents import change_agent, find_login
from shop.storage.database import Database


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session just opened; `token` is for the cookie."""

    token: str
    session: AgentSession


class Sessions:
    """The sessions of one shop's console; each ends `hours` after it began."""

    def __init__(self, db: Database, hours: float) -> None:
        self._db = db
        self._hours = hours

    def check(self, login: str, password: str) -> Agent | None:
        """The active agent of this login and password; None alike for a wrong login, a wrong password and an agent
        who is no longer active, each after the same work."""
        agent, stored = find_login(self._db, login) or (None, "")
        right = is_password(stored, password)
        if agent is None or not right or not agent.active:
            return None
        if is_outdated(stored):
            self.set_password(agent, password)  # hashed as of today; sessions end, but one is about to begin
        return agent

    def open(self, agent: Agent, now: datetime | None = None) -> SignedIn:
        """A new session of the agent."""
        now = now or datetime.now(UTC)
        token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        open_session(self._db, hashed(token), agent.agent_id, csrf, now, now + timedelta(hours=self._hours))
        return SignedIn(token, AgentSession(agent, csrf))

    def find(self, token: str, now: datetime | None = None) -> AgentSession | None:
        """The session of this token; None where there is none, it is over, or its agent no longer active."""
        return find_session(self._db, hashed(token), now or datetime.now(UTC)) if token else None

    def end(self, token: str) -> None:
        end_session(self._db, hashed(token))

    def set_password(self, agent: Agent, password: str) -> None:
        """Gives the agent a new password and ends every session of theirs."""
        change_agent(self._db, agent, hash_password(password))


def hashed(token: str) -> str:
    """What storage has of a token: as hard to turn back as a random token of 256 bits is to guess."""
    return hashlib.sha256(token.encode()).hexdigest()

"""Who is signed in at the console. The token itself is only in the agent's browser; here lies its hash."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from shop.agent import Agent
from shop.storage.agents import COLUMNS
from shop.storage.database import Database
from shop.storage.tables import agent_sessions, agents
from shop.storage.upsert import insert


@dataclass(frozen=True, slots=True)
class AgentSession:
    """`csrf_token` must come with every request that changes something."""

    agent: Agent
    csrf_token: str


def open_session(
    db: Database, token_hash: str, agent_id: str, csrf_token: str, at: datetime, expires_at: datetime
) -> None:
    """Signs an agent in; sessions that ended before `at` are deleted on the way."""
    row = {
        "token_hash": token_hash,
        "agent_id": agent_id,
        "csrf_token": csrf_token,
        "created_at": at,
        "expires_at": expires_at,
    }
    with db.begin() as connection:
        connection.execute(delete(agent_sessions).where(agent_sessions.c.expires_at <= at))
        connection.execute(insert(connection, agent_sessions).values(row))


def find_session(db: Database, token_hash: str, at: datetime) -> AgentSession | None:
    """The session of this token; None for one that is unknown, over, or of an agent who is no longer active."""
    statement = (
        select(*COLUMNS, agent_sessions.c.csrf_token)
        .join(agents, agents.c.agent_id == agent_sessions.c.agent_id)
        .where(agent_sessions.c.token_hash == token_hash, agent_sessions.c.expires_at > at, agents.c.active)
    )
    with db.read() as connection:
        row = connection.execute(statement).first()
    return AgentSession(Agent(*row[:-1]), row[-1]) if row else None


def end_session(db: Database, token_hash: str) -> None:
    with db.begin() as connection:
        connection.execute(delete(agent_sessions).where(agent_sessions.c.token_hash == token_hash))

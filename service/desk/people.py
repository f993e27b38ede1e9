"""Who the agents are: added, changed, and kept from locking themselves out."""

import secrets
from dataclasses import replace
from typing import Any

from service.desk.passwords import hash_password, new_password
from service.problems import Problem
from shop.agent import Agent, AgentRole
from shop.storage.agents import add_agent, change_agent, get_agent, load_agents
from shop.storage.database import Database


def add(
    db: Database, login: str, name: str, role: AgentRole = "agent", team: str = "", password: str = ""
) -> tuple[Agent, str]:
    """A new agent and their password, made up where none is given. Raises LoginTaken."""
    agent = Agent(secrets.token_hex(8), login, name, role, team)
    password = password or new_password()
    add_agent(db, agent, hash_password(password))
    return agent, password


def change(
    db: Database,
    agent_id: str,
    name: str | None = None,
    role: AgentRole | None = None,
    team: str | None = None,
    active: bool | None = None,
    reset_password: bool = False,
) -> tuple[Agent, str]:
    """The agent as they are now, and their new password, "" where it stays. Raises Problem 404, and 409 where no
    active admin would be left."""
    before = get_agent(db, agent_id)
    if before is None:
        raise Problem(404, "There is no such agent")
    wanted: dict[str, Any] = {"name": name, "role": role, "team": team, "active": active}
    after = replace(before, **{key: value for key, value in wanted.items() if value is not None})
    if is_last_admin(db, before) and not (after.active and after.role == "admin"):
        raise Problem(409, "This is the last admin", "Make another agent an admin first.")
    password = new_password() if reset_password else ""
    change_agent(db, after, hash_password(password) if password else "")
    return after, password


def is_last_admin(db: Database, agent: Agent) -> bool:
    """Whether nobody else is an admin who can sign in."""
    admins = [one.agent_id for one in load_agents(db) if one.active and one.role == "admin"]
    return admins == [agent.agent_id]

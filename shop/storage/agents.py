"""The shop's people at the console. Passwords come here as hashes only."""

from dataclasses import asdict

from sqlalchemy import delete, func, select, update

from shop.agent import Agent
from shop.storage.database import Database
from shop.storage.tables import agent_sessions, agents
from shop.storage.upsert import insert

COLUMNS = [agents.c[name] for name in ("agent_id", "login", "name", "role", "team", "active")]


class LoginTaken(ValueError):
    """Another agent signs in with this login."""


def add_agent(db: Database, agent: Agent, password_hash: str) -> None:
    """Adds an agent. Raises LoginTaken where the login or the id is another's already."""
    with db.begin() as connection:
        statement = insert(connection, agents).values(**asdict(agent), password_hash=password_hash)
        if not connection.execute(statement.on_conflict_do_nothing()).rowcount:
            raise LoginTaken(f"There is an agent with the login {agent.login} already.")


def change_agent(db: Database, agent: Agent, password_hash: str = "") -> None:
    """Keeps the agent's name, role, team and whether they are active, and a new password where one is given. A changed
    password and an agent who is no longer active end their sessions."""
    values = {name: value for name, value in asdict(agent).items() if name not in ("agent_id", "login")}
    if password_hash:
        values["password_hash"] = password_hash
    with db.begin() as connection:
        connection.execute(update(agents).where(agents.c.agent_id == agent.agent_id).values(values))
        if password_hash or not agent.active:
            connection.execute(delete(agent_sessions).where(agent_sessions.c.agent_id == agent.agent_id))


def load_agents(db: Database) -> list[Agent]:
    """Every agent, by name."""
    with db.read() as connection:
        return [Agent(*row) for row in connection.execute(select(*COLUMNS).order_by(agents.c.name))]


def get_agent(db: Database, agent_id: str) -> Agent | None:
    with db.read() as connection:
        row = connection.execute(select(*COLUMNS).where(agents.c.agent_id == agent_id)).first()
    return Agent(*row) if row else None


def find_login(db: Database, login: str) -> tuple[Agent, str] | None:
    """The agent who signs in with this login, and the hash of their password; None for an unknown one."""
    statement = select(*COLUMNS, agents.c.password_hash).where(agents.c.login == login)
    with db.read() as connection:
        row = connection.execute(statement).first()
    return (Agent(*row[:-1]), row[-1]) if row else None


def count_active_agents(db: Database) -> int:
    with db.read() as connection:
        return connection.execute(select(func.count()).where(agents.c.active)).scalar_one()

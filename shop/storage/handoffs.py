"""Who takes a conversation over. Every step is one guarded change and one row of its history, in one transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, text, update

from shop.handoff import OPEN, Handoff, HandoffEvent, HandoffReason, HandoffState, HandoffStep
from shop.storage.database import Database
from shop.storage.tables import handoff_events, handoffs
from shop.storage.upsert import insert

_NAMES = {"requested_at": "timestamp"}
_FIELDS = (
    *("number", "conversation_id", "reason", "state", "requested_at", "team"),
    *("agent_id", "email", "taken_at", "ended_at", "outcome"),
)
_COLUMNS = [handoffs.c[_NAMES.get(name, name)] for name in _FIELDS]
_STEP = ("number", "handoff", "conversation_id", "step", "timestamp", "agent_id", "detail")
_OPEN = handoffs.c.state.in_(OPEN)
_OPEN_TEXT = text("state IN ('waiting', 'held')")  # as the unique index has it


class NotPossible(RuntimeError):
    """The handoff is not in a state in which this can be done: somebody else was faster."""


def request_handoff(
    db: Database,
    conversation_id: str,
    reason: HandoffReason,
    at: datetime,
    team: str = "",
    detail: str = "",
) -> tuple[Handoff, bool]:
    """The open handoff of the conversation, and whether this call made it; there is never more than one."""
    with db.begin() as connection:
        row = {"conversation_id": conversation_id, "reason": reason, "timestamp": at, "team": team}
        statement = insert(connection, handoffs).values(**row, state="waiting")
        statement = statement.on_conflict_do_nothing(
            index_elements=["conversation_id"], index_where=_OPEN_TEXT
        )
        new = connection.execute(statement).rowcount > 0
        handoff = _one(connection, handoffs.c.conversation_id == conversation_id, _OPEN)
        assert handoff is not None, "it was there or was written in this very transaction"
        if new:
            _note(connection, handoff, "requested", at, "", detail or reason)
        return handoff, new


def take(db: Database, conversation_id: str, agent_id: str, at: datetime) -> Handoff:
    """Gives a waiting conversation to the agent. Raises NotPossible where it is not waiting, so that of two agents who
    take it at once one gets it."""
    changes = {"state": "held", "agent_id": agent_id, "taken_at": at}
    return _step(db, conversation_id, "taken", at, agent_id, changes, handoffs.c.state == "waiting")


def transfer(db: Database, conversation_id: str, agent_id: str, team: str, at: datetime) -> Handoff:
    """The agent who holds the conversation puts it into the queue of a team. Raises NotPossible for any other."""
    changes = {"state": "waiting", "agent_id": "", "taken_at": None, "team": team}
    return _step(db, conversation_id, "transferred", at, agent_id, changes, *_held_by(agent_id), detail=team)


def lose(db: Database, conversation_id: str, agent_id: str, at: datetime) -> Handoff:
    """Puts a conversation whose agent is gone back into its queue, at its old place. Raises NotPossible where that
    agent does not hold it any more."""
    changes = {"state": "waiting", "agent_id": "", "taken_at": None}
    return _step(db, conversation_id, "lost", at, agent_id, changes, *_held_by(agent_id))


def give_back(db: Database, conversation_id: str, agent_id: str, at: datetime) -> Handoff:
    """The agent who holds the conversation gives it back to the bot. Raises NotPossible for any other."""
    changes = {"state": "returned", "ended_at": at}
    return _step(db, conversation_id, "returned", at, agent_id, changes, *_held_by(agent_id))


def close(db: Database, conversation_id: str, agent_id: str, outcome: str, at: datetime) -> Handoff:
    """Ends the open handoff, held by the agent or waiting. Raises NotPossible where another agent holds it."""
    changes = {"state": "closed", "ended_at": at, "outcome": outcome}
    mine = (handoffs.c.state == "waiting") | (handoffs.c.agent_id == agent_id)
    return _step(db, conversation_id, "closed", at, agent_id, changes, mine, detail=outcome)


def cancel(db: Database, conversation_id: str, at: datetime) -> Handoff:
    """The shopper no longer wants a person. Raises NotPossible where the handoff is not waiting any more."""
    changes = {"state": "closed", "ended_at": at, "outcome": "cancelled"}
    waiting = handoffs.c.state == "waiting"
    return _step(db, conversation_id, "closed", at, "", changes, waiting, detail="cancelled")


def leave_email(db: Database, conversation_id: str, email: str) -> Handoff | None:
    """Keeps where the shopper wants to be written to; None where no handoff is open."""
    this = (handoffs.c.conversation_id == conversation_id, _OPEN)
    with db.begin() as connection:
        connection.execute(update(handoffs).where(*this).values(email=email))
        return _one(connection, *this)


def open_handoff(db: Database, conversation_id: str) -> Handoff | None:
    """The conversation's handoff that is waiting or held, None where the bot has the conversation to itself."""
    with db.read() as connection:
        return _one(connection, handoffs.c.conversation_id == conversation_id, _OPEN)


def load_handoffs(
    db: Database, states: Iterable[HandoffState] = OPEN, conversation_id: str = ""
) -> list[Handoff]:
    """The handoffs in these states, of one conversation or all, oldest first."""
    statement = select(*_COLUMNS).where(handoffs.c.state.in_(list(states))).order_by(handoffs.c.number)
    if conversation_id:
        statement = statement.where(handoffs.c.conversation_id == conversation_id)
    with db.read() as connection:
        return [Handoff(*row) for row in connection.execute(statement)]


def queue_position(db: Database, handoff: Handoff) -> int:
    """1 for the handoff of its team's queue that waits longest; 0 for one that does not wait."""
    if handoff.state != "waiting":
        return 0
    ahead = (
        handoffs.c.state == "waiting",
        handoffs.c.team == handoff.team,
        handoffs.c.number < handoff.number,
    )
    with db.read() as connection:
        return 1 + connection.execute(select(func.count()).where(*ahead)).scalar_one()


def load_handoff_events(
    db: Database, after: int = 0, conversation_id: str = "", limit: int = 500
) -> list[HandoffEvent]:
    """The steps whose number is above `after`, of one conversation or all, oldest first."""
    table = handoff_events
    statement = select(*(table.c[name] for name in _STEP)).where(table.c.number > after).limit(limit)
    if conversation_id:
        statement = statement.where(table.c.conversation_id == conversation_id)
    with db.read() as connection:
        return [HandoffEvent(*row) for row in connection.execute(statement.order_by(table.c.number))]


def _held_by(agent_id: str) -> tuple[ColumnElement[bool], ...]:
    return (handoffs.c.state == "held", handoffs.c.agent_id == agent_id)


def _step(
    db: Database,
    conversation_id: str,
    step: HandoffStep,
    at: datetime,
    agent_id: str,
    changes: dict[str, Any],
    *guards: ColumnElement[bool],
    detail: str = "",
) -> Handoff:
    """One change of the open handoff and its row of history. Raises NotPossible where a guard fails."""
    with db.begin() as connection:
        before = _one(connection, handoffs.c.conversation_id == conversation_id, _OPEN)
        number = before.number if before else 0
        done = connection.execute(
            update(handoffs).where(handoffs.c.number == number, _OPEN, *guards).values(changes)
        )
        if before is None or not done.rowcount:
            raise NotPossible(f"This conversation cannot be {step} now.")
        after = _one(connection, handoffs.c.number == number)
        assert after is not None, "it was changed in this very transaction"
        _note(connection, after, step, at, agent_id, detail)
        return after


def _one(connection: Connection, *where: ColumnElement[bool]) -> Handoff | None:
    row = connection.execute(select(*_COLUMNS).where(*where)).first()
    return Handoff(*row) if row else None


def _note(
    connection: Connection, handoff: Handoff, step: HandoffStep, at: datetime, agent_id: str, detail: str
) -> None:
    row = {
        "handoff": handoff.number,
        "conversation_id": handoff.conversation_id,
        "step": step,
        "timestamp": at,
        "agent_id": agent_id,
        "detail": detail,
    }
    connection.execute(insert(connection, handoff_events).values(row))

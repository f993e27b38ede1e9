"""Every step of every handoff becomes one delivery to each address of the shop, once."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

from shop.handoff import Handoff, HandoffEvent, HandoffState
from shop.storage.agents import load_agents
from shop.storage.database import Database
from shop.storage.deliveries import Parcel, add_deliveries, load_cursor, set_cursor
from shop.storage.handoffs import load_handoff_events, load_handoffs, newest_step

CHANNEL = "webhook"
#: The number of the newest step that was passed on.
CURSOR = "webhooks_told"
#: Of two transactions at once the one with the higher number may be seen first; so the last steps are looked at again.
LOOK_BACK, LOOK_BACK_FOR = 100, timedelta(minutes=10)


def begin(db: Database) -> None:
    """What happened before the shop asked to be told stays untold: the cursor is set to the newest step, once."""
    if load_cursor(db, CURSOR) is None:
        set_cursor(db, CURSOR, newest_step(db))


def forget(db: Database) -> None:
    """The shop is not told any more; when it is again, it is from then on."""
    set_cursor(db, CURSOR, None)


def pass_on(db: Database, urls: Sequence[str], now: datetime) -> int:
    """Puts the steps after the cursor up for delivery and moves the cursor, in one transaction; returns how many
    deliveries are new. Done twice it does nothing the second time."""
    cursor = load_cursor(db, CURSOR) or 0
    steps = [
        step for step in load_handoff_events(db, max(cursor - LOOK_BACK, 0)) if _wanted(step, cursor, now)
    ]
    if not steps:
        return 0
    last = max(cursor, steps[-1].number)
    return add_deliveries(db, _parcels(db, steps, urls), now, cursor=(CURSOR, last))


def _wanted(step: HandoffEvent, cursor: int, now: datetime) -> bool:
    return step.number > cursor or step.at > now - LOOK_BACK_FOR


def _parcels(db: Database, steps: Sequence[HandoffEvent], urls: Sequence[str]) -> Iterator[Parcel]:
    names = {agent.agent_id: agent.name for agent in load_agents(db)}
    for step in steps:
        every = load_handoffs(db, get_args(HandoffState), step.conversation_id)
        handoff = next((one for one in every if one.number == step.handoff), None)
        body = {"id": identifier(step), "content": event(step, handoff, names)}
        for url in urls:
            yield Parcel(f"{identifier(step)}:{_short(url)}", CHANNEL, url, body)


def identifier(step: HandoffEvent) -> str:
    """The `webhook-id`: the same for every attempt and every address, another for every step, also of a database that
    was begun anew."""
    return f"evt_{step.number}_{int(step.at.timestamp() * 1_000_000)}"


def event(step: HandoffEvent, handoff: Handoff | None, names: Mapping[str, str]) -> dict[str, Any]:
    """The body that is sent. It names people of the shop, never what was said."""
    agent = {"agent_id": step.agent_id, "name": names.get(step.agent_id, "")} if step.agent_id else None
    return {
        "type": f"handoff.{step.step}",
        "timestamp": step.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "data": {
            "event": step.number,
            "handoff": step.handoff,
            "conversation_id": step.conversation_id,
            "reason": handoff.reason if handoff else "",
            "team": handoff.team if handoff else "",
            "agent": agent,
            "detail": step.detail,
        },
    }


def _short(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()[:16]

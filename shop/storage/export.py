"""Everything that is kept about a person, to be given to them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from shop.storage.database import Database
from shop.storage.tables import handoff_events
from shop.storage.traces import Person, conversations_of, traces

Row = dict[str, Any]
#: Who of the staff did something is the staff's own data; row numbers mean nothing outside of the database.
_LEFT_OUT = frozenset(("agent_id", "number", "version", "reply_to", "unanswered", "handoff"))
_IN_CONVERSATIONS = ("messages", "impressions", "handoffs", "notes", "feedback")


def export(db: Database, person: Person) -> dict[str, list[Row]]:
    """All rows that are kept about the person, by kind, as JSON values; moments are ISO 8601 in UTC.

    What belongs to a conversation lies within it, in the order in which it happened. {} for nobody.
    """
    if not person.anybody:
        return {}
    with db.read() as connection:
        kept = _rows(connection, person)
    kept["conversations"] = _nested(kept)
    return {kind: [_shown(row) for row in rows] for kind, rows in sorted(kept.items())}


def _rows(connection: Connection, person: Person) -> defaultdict[str, list[Row]]:
    kept: defaultdict[str, list[Row]] = defaultdict(list)
    for trace in traces(person):
        if trace.counted:
            key = trace.table.primary_key.columns
            found = connection.execute(select(trace.table).where(trace.rows).order_by(*key))
            kept[trace.kind].extend(dict(row._mapping) for row in found)
    steps = select(handoff_events).where(handoff_events.c.conversation_id.in_(conversations_of(person)))
    history = [dict(row._mapping) for row in connection.execute(steps.order_by(handoff_events.c.number))]
    for handoff in kept["handoffs"]:
        handoff["history"] = [_theirs(step) for step in history if step["handoff"] == handoff["number"]]
    for rows in kept.values():
        rows[:] = map(_theirs, rows)
    return kept


def _theirs(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in _LEFT_OUT}


def _nested(kept: defaultdict[str, list[Row]]) -> list[Row]:
    """The conversations, each with what was said and done in it."""
    inner = {kind: _by_conversation(kept.pop(kind, [])) for kind in _IN_CONVERSATIONS}
    return [
        {**conversation, **{kind: of[conversation["conversation_id"]] for kind, of in inner.items()}}
        for conversation in kept.pop("conversations", [])
    ]


def _by_conversation(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.pop("conversation_id")].append(row)
    return grouped


def _shown(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Mapping):
        return {name: _shown(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value

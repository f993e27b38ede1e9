"""The desk's lists: who waits, whom an agent holds, who is here."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from service.chatwoot.place import place_of
from service.live.presence import Presence
from shop.handoff import Handoff
from shop.storage.agents import load_agents
from shop.storage.database import Database
from shop.storage.desk_rows import LastWord, customers_of, last_words, spoke_since
from shop.storage.handoffs import load_handoffs

Row = Mapping[str, Any]
#: How long a conversation counts as live after its last word, and how many such are listed, the latest first.
LIVE_FOR = timedelta(minutes=30)
MOST_LIVE = 200


def load_rows(
    db: Database, presence: Presence, now: datetime, only: Collection[str] | None = None
) -> dict[str, Row]:
    """The row of every conversation that is in a list, or of those in `only` wherever they are, by conversation.

    Those of Chatwoot are in none: its own people answer them.
    """
    handoffs = {item.conversation_id: item for item in load_handoffs(db)}
    here = (key for key in (*handoffs, *_live(db, presence, now)) if place_of(key) is None)
    ids = list(dict.fromkeys(here if only is None else only))
    customers, words = customers_of(db, ids), last_words(db, ids)
    names = {agent.agent_id: agent.name for agent in load_agents(db)}
    places = positions(handoffs.values())
    return {
        key: {
            "conversation_id": key,
            "customer_id": customers.get(key, ""),
            **_handoff(handoffs.get(key), names),
            "position": places.get(key, 0),
            **_presence(presence, key),
            **_last_word(words.get(key)),
        }
        for key in ids
    }


def in_lists(rows: Iterable[Row], agent_id: str) -> dict[str, list[Row]]:
    """The rows as this agent's lists: the queue by who waits longest, theirs by who was first, all others by the
    latest word."""
    lists: dict[str, list[Row]] = {"queue": [], "mine": [], "live": []}
    for row in rows:
        mine = bool(row["agent"]) and row["agent"]["agent_id"] == agent_id
        lists["queue" if row["handler"] == "queue" else "mine" if mine else "live"].append(row)
    lists["queue"].sort(key=lambda row: row["requested_at"])
    lists["mine"].sort(key=lambda row: row["requested_at"])
    lists["live"].sort(key=lambda row: row["last_at"] or "", reverse=True)
    return lists


def positions(handoffs: Iterable[Handoff]) -> dict[str, int]:
    """The place of each waiting conversation in the queue of its team, 1 for the one that waits longest."""
    teams: Counter[str] = Counter()
    places: dict[str, int] = {}
    for handoff in sorted(handoffs, key=lambda item: item.number):
        if handoff.state == "waiting":
            teams[handoff.team] += 1
            places[handoff.conversation_id] = teams[handoff.team]
    return places


def _live(db: Database, presence: Presence, now: datetime) -> list[str]:
    spoken = spoke_since(db, now - LIVE_FOR)
    return list(dict.fromkeys((*spoken, *presence.conversations())))[:MOST_LIVE]


def moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _handoff(handoff: Handoff | None, names: Mapping[str, str]) -> dict[str, Any]:
    if handoff is None:
        return {"handler": "bot", "reason": "", "team": "", "agent": None, "requested_at": None, "email": ""}
    held = handoff.state == "held"
    agent = {"agent_id": handoff.agent_id, "name": names.get(handoff.agent_id, "")} if held else None
    return {
        "handler": "agent" if held else "queue",
        "reason": handoff.reason,
        "team": handoff.team,
        "agent": agent,
        "requested_at": moment(handoff.requested_at),
        "email": handoff.email,
    }


def _presence(presence: Presence, conversation_id: str) -> dict[str, Any]:
    page = presence.page(conversation_id)
    return {"online": presence.online(conversation_id), "page": asdict(page) if page.url else None}


def _last_word(word: LastWord | None) -> dict[str, Any]:
    if word is None:
        return {"last_at": None, "last_role": None, "last_text": ""}
    return {"last_at": moment(word.at), "last_role": word.role, "last_text": word.text}

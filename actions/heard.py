"""What the shopper's last message says, as Rasa understood it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker

from advisor.shopper import Shopper


@dataclass(frozen=True, slots=True)
class Mention:
    """`text[start:end]` of the message names `value`; `excluded` where the shopper rules it out."""

    entity: str
    value: Any
    start: int
    end: int
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A message: its text, intent and mentions in reading order, and what else it may mean, likeliest first."""

    text: str
    intent: str = ""
    mentions: tuple[Mention, ...] = ()
    others: tuple[str, ...] = ()

    def values(self, entity: str, excluded: bool = False) -> tuple[Any, ...]:
        """The distinct values of an entity, in reading order."""
        found = (m.value for m in self.mentions if m.entity == entity and m.excluded == excluded)
        return tuple(dict.fromkeys(found))

    def value(self, entity: str) -> Any:
        """The last value of an entity, None where it is not mentioned."""
        return next(iter(reversed(self.values(entity))), None)

    @property
    def states_price(self) -> bool:
        """Whether an amount is named."""
        return any(m.entity in ("price_min", "price_max", "price_around") for m in self.mentions)

    def says(self, pattern: str) -> bool:
        return re.search(pattern, self.text, re.IGNORECASE) is not None


def hear(tracker: Tracker) -> Heard:
    """The last message of the conversation."""
    return heard(tracker.latest_message or {})


def heard(parsed: dict[str, Any]) -> Heard:
    """A message in the form Rasa parses it to (`text`, `intent`, `entities`)."""
    mentions = sorted((_mention(entity) for entity in parsed.get("entities") or ()), key=lambda m: m.start)
    intent = (parsed.get("intent") or {}).get("name") or ""
    ranking = (other["name"] for other in parsed.get("intent_ranking") or ())
    others = tuple(name for name in ranking if name != intent)
    return Heard(parsed.get("text") or "", intent, tuple(mentions), others)


def _mention(entity: dict[str, Any]) -> Mention:
    return Mention(
        entity["entity"],
        entity["value"],
        int(entity.get("start", 0)),
        int(entity.get("end", 0)),
        entity.get("role") == "excluded",
    )


def shopper(tracker: Tracker) -> Shopper:
    """Who is asking, from what the service sent along with the message."""
    told = (tracker.latest_message or {}).get("metadata") or {}
    return Shopper(
        conversation_id=tracker.sender_id,
        customer_id=str(told.get("customer_id") or ""),
        personal=bool(told.get("personal")),
        session_id=str(told.get("session_id") or ""),
    )


def listed(tracker: Tracker, slot: str) -> Sequence[str]:
    """A slot that holds product ids."""
    return tuple(tracker.get_slot(slot) or ())

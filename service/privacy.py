"""What a person may see and erase of what is kept about them."""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence

from starlette.concurrency import run_in_threadpool

from service.live.hub import DESK, Hub, conversation_topic
from shop.settings import Settings
from shop.storage.customers import Erased, erase, find_conversations
from shop.storage.database import Database
from shop.storage.traces import Person

#: Removes what lies outside of the database about conversations that are being erased, by their ids. It may be called
#: again for the same ones; an error it raises leaves everything as it is.
Forgetter = Callable[[Sequence[str]], Awaitable[None]]
#: Ids that nobody guesses, as the widget makes them. Sessions that a shop imported may be numbered by a clock.
_UNGUESSABLE = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9_-]{22,}")
_BOT_ALONE = {"handler": "bot", "agent": None, "position": 0, "open": True, "opens_at": None, "email": ""}

log = logging.getLogger(__name__)


def person_of(settings: Settings, customer_id: str, conversation_id: str, session_id: str) -> Person:
    """Whose data a caller gets: a customer's only where the shop's settings make sure that it is them; else what
    belongs to the conversation and the page session, whose ids nobody else has."""
    proven = customer_id if settings.proves_customers else ""
    return Person(proven, conversation_id, session_id if _UNGUESSABLE.fullmatch(session_id) else "")


async def forget(db: Database, hub: Hub | None, forgetters: Sequence[Forgetter], person: Person) -> Erased:
    """Erases the person here and, first, wherever else their conversations lie; agents see them go.

    Raises what a forgetter raises, with nothing erased yet: the shopper tries again.
    """
    conversations = await run_in_threadpool(find_conversations, db, person)
    for forgetter in forgetters:
        await forgetter(conversations)
    erased = await run_in_threadpool(erase, db, person)
    for conversation_id in conversations if hub else ():
        _tell(hub, conversation_id)
    log.info("a person was erased: %d conversations", len(conversations))
    return erased


def _tell(hub: Hub | None, conversation_id: str) -> None:
    """An agent who holds the conversation loses it, and a shopper's other tab is with the bot again."""
    assert hub is not None
    hub.tell(DESK, {"type": "gone", "conversation_id": conversation_id})
    hub.tell(conversation_topic(conversation_id), {"type": "state", "state": _BOT_ALONE})


def as_items(counts: Mapping[str, int]) -> list[dict[str, str | int]]:
    """What there is of each kind, without what there is nothing of."""
    return [{"kind": kind, "count": count} for kind, count in counts.items() if count]

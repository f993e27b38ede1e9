"""What the desk asks of the rooms beside it, and who does it when it fails."""

import asyncio
import logging
from collections.abc import Awaitable, Mapping, Sequence
from typing import Any, Protocol

import aiohttp

from service.problems import Problem

logger = logging.getLogger(__name__)

#: Seconds that a step at the desk waits for Rasa.
PATIENCE_S = 5.0
#: Seconds that the view of a conversation waits for it.
GLANCE_S = 2.0


class Tracker(Protocol):
    """Rasa's memory of conversations, as `service/live/tracker.py` reaches it."""

    async def pause(self, conversation_id: str) -> None: ...

    async def resume(self, conversation_id: str) -> None: ...

    async def told_by_agent(self, conversation_id: str, text: str, product_ids: Sequence[str]) -> None: ...


class States(Protocol):
    """Tells shoppers the state of their conversations, as `service/live/states.py` does."""

    async def tell_state(self, conversation_id: str) -> None: ...

    async def tell_queue(self, team: str) -> None: ...


class Memory(Protocol):
    """Rasa's trackers, as `service/rasa_client.py` reads them."""

    async def tracker(self, conversation_id: str) -> Mapping[str, Any]: ...


async def slots_of(rasa: Memory, conversation_id: str) -> Mapping[str, Any] | None:
    """The slots of the conversation; None where Rasa does not tell them soon."""
    try:
        async with asyncio.timeout(GLANCE_S):
            found = await rasa.tracker(conversation_id)
    except (Problem, aiohttp.ClientError, TimeoutError, OSError) as error:
        logger.info("rasa could not be asked for a summary: %s", type(error).__name__)
        return None
    slots: Mapping[str, Any] = found.get("slots") or {}
    return slots


async def unless_rasa_fails(asked: Awaitable[None]) -> None:
    """Waits for what Rasa is asked, a few seconds at most. Rasa never stands between an agent and a shopper: storage
    says who has the word, and what failed is logged."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            await asked
    except (Problem, aiohttp.ClientError, TimeoutError, OSError) as error:
        logger.warning("rasa could not be told of a step at the desk: %s", type(error).__name__)

"""Talks to Rasa on the loopback address: its REST channel and its trackers."""

import asyncio
import logging
from typing import Any

import aiohttp

from service.problems import Problem

logger = logging.getLogger(__name__)

AT_ONCE = 100


def no_answer() -> Problem:
    return Problem(502, "The assistant did not answer", "Nothing was lost; please send it again.")


class RasaClient:
    """One kept-alive connection pool to Rasa. Made inside the running event loop."""

    def __init__(self, base_url: str, timeout_s: float = 20.0) -> None:
        self._http = aiohttp.ClientSession(
            base_url,
            connector=aiohttp.TCPConnector(limit=AT_ONCE),
            timeout=aiohttp.ClientTimeout(total=timeout_s),
        )

    async def say(self, conversation_id: str, text: str, metadata: dict[str, Any]) -> list[dict[str, Any]]:
        """What the bot answers, as Rasa's REST messages.

        Raises Problem 503 while Rasa cannot be reached and 502 when it fails to answer.
        """
        body = {"sender": conversation_id, "message": text, "metadata": metadata}
        messages: list[dict[str, Any]] = await self._call("POST", "/webhooks/rest/webhook", body)
        return messages

    async def tracker(self, conversation_id: str) -> dict[str, Any]:
        """The conversation as Rasa remembers it, every event of it. Raises Problem as `say` does."""
        address = f"/conversations/{conversation_id}/tracker?include_events=ALL"
        found: dict[str, Any] = await self._call("GET", address)
        return found

    async def append(self, conversation_id: str, events: list[dict[str, Any]]) -> None:
        """Adds events to what Rasa remembers; nobody is answered. Raises Problem as `say` does."""
        await self._call("POST", f"/conversations/{conversation_id}/tracker/events", events)

    async def _call(self, method: str, address: str, body: object = None) -> Any:
        try:
            async with self._http.request(method, address, json=body) as response:
                response.raise_for_status()
                return await response.json()
        except aiohttp.ClientConnectorError as error:
            raise Problem(
                503, "The assistant is starting", "Try again in a few seconds.", {"Retry-After": "3"}
            ) from error
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            logger.error("rasa did not answer: %s", type(error).__name__)
            raise no_answer() from error

    async def ready(self) -> bool:
        """Whether Rasa is up with a model loaded."""
        try:
            async with self._http.get("/version", timeout=aiohttp.ClientTimeout(total=2.0)) as response:
                return response.ok
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return False

    async def close(self) -> None:
        await self._http.close()

"""Talks to Rasa's REST channel on the loopback address."""

import logging
from typing import Any

import httpx

from service.problems import Problem

logger = logging.getLogger(__name__)


class RasaClient:
    """One kept-alive connection pool to Rasa."""

    def __init__(self, base_url: str, timeout_s: float = 20.0) -> None:
        limits = httpx.Limits(max_connections=100, max_keepalive_connections=32)
        self._http = httpx.AsyncClient(base_url=base_url, timeout=timeout_s, limits=limits, trust_env=False)

    async def say(self, conversation_id: str, text: str, metadata: dict[str, Any]) -> list[dict[str, Any]]:
        """What the bot answers, as Rasa's REST messages.

        Raises Problem 503 while Rasa cannot be reached and 502 when it fails to answer.
        """
        body = {"sender": conversation_id, "message": text, "metadata": metadata}
        try:
            response = await self._http.post("/webhooks/rest/webhook", json=body)
            response.raise_for_status()
            messages: list[dict[str, Any]] = response.json()
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise Problem(
                503, "The assistant is starting", "Try again in a few seconds.", {"Retry-After": "3"}
            ) from error
        except (httpx.HTTPError, ValueError) as error:
            logger.error("rasa did not answer: %s", type(error).__name__)
            raise Problem(
                502, "The assistant did not answer", "Nothing was lost; please send it again."
            ) from error
        return messages

    async def ready(self) -> bool:
        """Whether Rasa is up with a model loaded."""
        try:
            response = await self._http.get("/version", timeout=2.0)
        except httpx.HTTPError:
            return False
        return response.status_code == httpx.codes.OK

    async def close(self) -> None:
        await self._http.aclose()

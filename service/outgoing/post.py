"""One POST to another system, and what came of it."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

TIMEOUT = aiohttp.ClientTimeout(total=10)
ANSWER_LIMIT = 256 * 1024  # bytes
#: Statuses after which nobody knows whether the other side did what it was asked.
UNSURE = (500, 502, 504)
#: Nobody is asked to wait longer than this, whatever they say.
LONGEST_WAIT_S = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived; `answer` is what the other side said of it."""

    answer: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failed:
    """It did not arrive or, where `unsure`, may have. `again` says whether it is worth another attempt, `after_s` how
    many seconds the other side wants to be left alone."""

    error: str
    again: bool = True
    unsure: bool = False
    after_s: float = 0.0


async def post(
    http: aiohttp.ClientSession,
    url: str,
    data: bytes,
    headers: Mapping[str, str],
    final: Callable[[int], bool],
) -> tuple[bytes, Sent | Failed]:
    """The answer's body and what came of the POST; `final` says which statuses are not worth another attempt.

    Redirects are not followed: they would carry what is sent to another place than the shop chose.
    """
    try:
        async with http.post(
            url, data=data, headers=headers, allow_redirects=False, timeout=TIMEOUT
        ) as response:
            if 200 <= response.status < 300:
                return await response.content.read(ANSWER_LIMIT), Sent()
            return b"", _refused(response, final)
    except aiohttp.InvalidURL:
        return b"", Failed("the address is not valid", again=False)
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        return b"", Failed(f"no connection: {type(error).__name__}")
    except (aiohttp.ClientError, asyncio.TimeoutError) as error:
        return b"", Failed(f"no answer: {type(error).__name__}", unsure=True)


def _refused(response: aiohttp.ClientResponse, final: Callable[[int], bool]) -> Failed:
    status = response.status
    after_s = seconds_of(response.headers.get("Retry-After", ""), datetime.now(UTC))
    return Failed(f"HTTP {status}", again=not final(status), unsure=status in UNSURE, after_s=after_s)


def seconds_of(value: str, now: datetime) -> float:
    """The seconds that a Retry-After header asks for, in either of its forms; 0 where it says nothing."""
    if value.strip().isdigit():
        return min(float(value), LONGEST_WAIT_S)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max((at - now).total_seconds(), 0.0), LONGEST_WAIT_S)

"""Everything of Chatwoot that runs while the service does."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import aiohttp

from service.chatwoot.answering import Answering
from service.chatwoot.clerk import Clerk, Patience
from service.chatwoot.client import sender
from service.chatwoot.place import CHANNEL
from service.chatwoot.summary import Summary, summary
from service.outgoing.courier import Courier, Pace
from shop.settings import Settings
from shop.storage.database import Database

logger = logging.getLogger(__name__)

#: About an hour in all: an answer that comes later is none. Where a message may have arrived its echo is waited for.
PACE = Pace(delays=(1, 2, 4, 8, 15, 30, 60, 120, 300, 600, 1200, 1200), unsure_s=8, idle_s=10)


@asynccontextmanager
async def bridge_to_chatwoot(
    settings: Settings,
    db: Database,
    answering: Answering,
    summary: Summary = summary,
    pace: Pace = PACE,
    patience: Patience = Patience(),  # noqa: B008 (frozen)
) -> AsyncIterator[Clerk | None]:
    """Chatwoot's messages are answered until the block ends; without an address of Chatwoot nothing runs."""
    if not settings.chatwoot_url:
        yield None
        return
    _warn(settings)
    async with aiohttp.ClientSession() as http:
        send = sender(http, settings.chatwoot_url, settings.chatwoot_token.get_secret_value())
        courier = Courier(db, CHANNEL, send, pace, ordered=True)
        clerk = Clerk(db, answering, courier, summary, settings.webhook_token(), settings.base_url, patience)
        tasks = [asyncio.create_task(work) for work in (courier.run(), clerk.run())]
        try:
            yield clerk
        finally:
            await clerk.close()
            await courier.close()
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task


def _warn(settings: Settings) -> None:
    """Says at the start what would only be seen when a shopper waits."""
    if not settings.chatwoot_token:
        logger.error("AISLE_CHATWOOT_TOKEN is not set: nothing can be said in Chatwoot")
    if not settings.chatwoot_secret and not settings.chatwoot_url_token:
        logger.error("AISLE_CHATWOOT_SECRET is not set: nothing that Chatwoot says is taken")

"""Signed webhooks: the shop's other systems hear of every step of a handoff (docs/webhooks.md)."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

import aiohttp
from standardwebhooks.webhooks import Webhook

from service.live.hub import DESK, Ended, Hub
from service.outgoing import handoff_events
from service.outgoing.courier import Courier, Pace, Send
from service.outgoing.post import Failed, Sent, post
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.deliveries import Delivery

#: About a day in all; the receiver's people have a morning to notice.
PACE = Pace(delays=(5, 60, 300, 1800, 7200, 5 * 3600, 8 * 3600, 8 * 3600), idle_s=10)
GONE = 410


def signed(secret: str, message_id: str, body: str, at: datetime) -> dict[str, str]:
    """The headers of the Standard Webhooks specification for this body, sent at this moment."""
    return {
        "Content-Type": "application/json",
        "User-Agent": "Aisle",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(message_id, at, body),
    }


def sender(http: aiohttp.ClientSession, secret: str) -> Send:
    """Sends one delivery, signed at the moment of sending. A receiver that answers 410 wants nothing of it any more."""

    async def send(delivery: Delivery) -> Sent | Failed:
        body = json.dumps(delivery.body["content"], ensure_ascii=False)
        headers = signed(secret, delivery.body["id"], body, datetime.now(UTC))
        _, outcome = await post(
            http, delivery.target, body.encode(), headers, final=lambda status: status == GONE
        )
        return outcome

    return send


@asynccontextmanager
async def sending_webhooks(
    settings: Settings, db: Database, hub: Hub, pace: Pace = PACE
) -> AsyncIterator[Courier | None]:
    """Webhooks are sent until the block ends; without addresses nothing runs."""
    urls = settings.webhook_urls
    if not urls:
        handoff_events.forget(db)
        yield None
        return
    handoff_events.begin(db)
    async with aiohttp.ClientSession() as http:
        send = sender(http, settings.webhook_secret.get_secret_value())
        courier = Courier(db, handoff_events.CHANNEL, send, pace, before=_telling(db, urls))
        tasks = [asyncio.create_task(work) for work in (courier.run(), _follow(hub, courier))]
        try:
            yield courier
        finally:
            await courier.close()
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task


def _telling(db: Database, urls: Sequence[str]) -> Callable[[], None]:
    def tell() -> None:
        handoff_events.pass_on(db, urls, datetime.now(UTC))

    return tell


async def _follow(hub: Hub, courier: Courier) -> None:
    """Wakes the courier at once when something happens at the desk; what is missed here is seen by its timer."""
    while True:
        with hub.listening(DESK) as listener, suppress(Ended):
            while True:
                happened = await listener.next()
                if happened.get("type") != "activity":
                    courier.wake()
        await asyncio.sleep(1)

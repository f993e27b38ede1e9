"""The shop's other systems: Chatwoot, and whoever is told of handoffs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.datastructures import State

from service.chatwoot.answering import Answering
from service.chatwoot.bridge import bridge_to_chatwoot
from service.outgoing.webhooks import sending_webhooks


@asynccontextmanager
async def outside(state: State) -> AsyncIterator[None]:
    """Until the block ends the service talks to the systems that the settings name; to none where they name none."""
    settings, db = state.settings, state.db
    answering = Answering(db, state.turns, state.mailroom, state.hub)
    async with (
        bridge_to_chatwoot(settings, db, answering) as state.chatwoot,
        sending_webhooks(settings, db, state.hub),
    ):
        yield

"""The parts of the live conversations, put together."""

import logging
from collections.abc import Sequence
from functools import partial

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from service.live.calling import called
from service.live.hub import Hub
from service.live.mailroom import Mailroom
from service.live.presence import Presence
from service.live.state import States
from service.live.tracker import Tracker
from service.live.turns import Turns
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.errors import StorageError
from shop.storage.trackers import erase_strays, erase_trackers

logger = logging.getLogger(__name__)


async def install_live(app: FastAPI) -> None:
    """Puts hub, presence, mailroom, tracker, states, turns and forgetters into `app.state`, which has settings, advisor
    and rasa; takes up what was owed when the service ended last. Raises StorageError."""
    state, settings = app.state, app.state.settings
    db, wording = state.advisor.db, state.advisor.wording
    state.hub, state.presence = Hub(), Presence()
    state.mailroom = Mailroom(db, state.hub)
    state.tracker = Tracker(db, state.rasa)
    state.states = States(db, settings, state.hub)

    def erase(conversation_ids: Sequence[str]) -> None:
        erase_trackers(settings.trackers, conversation_ids)
        erase_strays(settings.trackers, db)

    state.turns = Turns(
        db,
        state.rasa,
        state.hub,
        state.mailroom,
        state.tracker,
        state.states,
        broken=wording.say("broken") if wording.knows("broken") else "",
        erase=erase,
        observe=app.state.metrics.turns.observe,
        call=partial(called, state.advisor),
    )
    state.forgetters = [state.turns.forget]
    await run_in_threadpool(_erase_what_was_left, settings, db)
    await state.turns.recover()


def _erase_what_was_left(settings: Settings, db: Database) -> None:
    """Shoppers were forgotten by another process, or the service was killed before their traces were erased."""
    try:
        erase_strays(settings.trackers, db)
    except StorageError as error:
        logger.error("what the bot remembers of forgotten shoppers is not erased yet: %s", error)

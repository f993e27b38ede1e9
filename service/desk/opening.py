"""Opens the desk with the service and closes it again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import State

from service.desk.absence import Absence, Sleep
from service.desk.attempts import Attempts
from service.desk.board import DeskBoard
from service.desk.desk import Desk
from service.desk.passwords import is_password
from service.desk.sessions import Sessions
from service.desk.view import Views

#: Passwords looked at at once: each takes 64 MiB of memory while it is hashed.
PASSWORDS_AT_ONCE = 2


@asynccontextmanager
async def open_desk(state: State, sleep: Sleep = asyncio.sleep) -> AsyncIterator[None]:
    """The desk, open until the block ends.

    Of the state it uses `settings`, `advisor`, `db`, `hub`, `presence`, `mailroom`, `tracker` and `states`; it adds
    `sessions`, `attempts`, `hashing`, `board`, `desk`, `views` and `absence`.
    """
    settings, db, hub = state.settings, state.db, state.hub
    state.sessions = Sessions(db, settings.session_hours)
    state.attempts, state.hashing = Attempts(), CapacityLimiter(PASSWORDS_AT_ONCE)
    state.views = Views(state.advisor)
    state.board = board = DeskBoard(db, hub, state.presence)
    state.desk = desk = Desk(db, state.advisor, hub, state.mailroom, board, state.tracker, state.states)
    state.states.watchers.append(desk.noticed)
    state.absence = absence = Absence(hub, settings.agent_absence_s, desk.release, sleep)
    absence.expect(await desk.holders())
    await to_thread.run_sync(is_password, "", "")  # the first login of nobody takes no longer than the next
    following = asyncio.create_task(board.follow())
    try:
        yield
    finally:
        await absence.close()
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following
        await desk.close_down()

"""The desk's live connection."""

from fastapi import APIRouter, WebSocket
from starlette.concurrency import run_in_threadpool

from service.desk.connection import FOREIGN, NO_SESSION, Connection
from service.desk.origin import is_own
from service.staff import COOKIE

router = APIRouter()


@router.websocket("/v1/desk/live")
async def desk_live(socket: WebSocket) -> None:
    """Lets the console of a signed-in agent in; accepts before it refuses, so that the browser learns the code."""
    state = socket.app.state
    await socket.accept()
    if not is_own(socket):
        await socket.close(FOREIGN)
        return
    token = socket.cookies.get(COOKIE, "")
    session = await run_in_threadpool(state.sessions.find, token)
    if session is None:
        await socket.close(NO_SESSION)
        return
    connection = Connection(socket, token, session.agent, state.hub, state.sessions, state.desk)
    await connection.serve(state.absence)

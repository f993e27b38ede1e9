"""The live connection of the widget."""

from urllib.parse import urlsplit

from fastapi import APIRouter
from starlette.websockets import WebSocket, WebSocketDisconnect

from service.live.shopper_line import FORBIDDEN, Closed, ShopperLine
from shop.settings import Settings

router = APIRouter()


@router.websocket("/v1/live")
async def live(socket: WebSocket) -> None:
    """A shopper's side of a conversation as it happens; docs/live.md has its frames."""
    await socket.accept()
    try:
        if not may_connect(
            socket.headers.get("origin"), socket.headers.get("host", ""), socket.app.state.settings
        ):
            raise Closed(FORBIDDEN, "this page may not carry the widget")
        await ShopperLine(socket).serve()
    except Closed as closed:
        await socket.close(closed.code, str(closed))
    except WebSocketDisconnect:
        return


def may_connect(origin: str | None, host: str, settings: Settings) -> bool:
    """Whether a page of this origin may carry the widget: browsers say truly where a page is from. What says nothing
    is no browser, and has no shopper's page to misuse."""
    if origin is None or origin in settings.allowed_origins or "*" in settings.allowed_origins:
        return True
    own = urlsplit(settings.base_url)
    return origin == f"{own.scheme}://{own.netloc}" or urlsplit(origin).netloc == host

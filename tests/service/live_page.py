"""A page with the widget on it, as far as its live connection goes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fastapi.testclient import TestClient
from starlette.testclient import WebSocketTestSession

Frame = dict[str, Any]


class LivePage:
    """One connection. `until` reads on until a frame of a type comes and returns what came, that frame last."""

    def __init__(self, socket: WebSocketTestSession) -> None:
        self._socket = socket

    def send(self, kind: str, /, **values: Any) -> None:
        self._socket.send_json({"type": kind, **values})

    def send_text(self, text: str) -> None:
        self._socket.send_text(text)

    def next(self) -> Frame:
        frame: Frame = self._socket.receive_json()
        return frame

    def until(self, kind: str, /, **values: Any) -> list[Frame]:
        frames = [self.next()]
        while frames[-1]["type"] != kind or any(frames[-1][key] != value for key, value in values.items()):
            frames.append(self.next())
        return frames

    def says(self, text: str, message_id: str) -> None:
        self.send("message", id=message_id, text=text)

    def answer(self, count: int = 1) -> list[Frame]:
        """The next messages that are not the shopper's own."""
        found: list[Frame] = []
        while len(found) < count:
            message = self.until("message")[-1]["message"]
            found += [message] if message["role"] != "shopper" else []
        return found


@contextmanager
def live_page(
    client: TestClient, conversation_id: str, after: int = 0, origin: str | None = None, **hello: Any
) -> Iterator[LivePage]:
    """A connection that said hello."""
    headers = {"Origin": origin} if origin else {}
    with client.websocket_connect("/v1/live", headers=headers) as socket:
        page = LivePage(socket)
        page.send("hello", conversation_id=conversation_id, after=after, **hello)
        yield page

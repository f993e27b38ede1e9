"""Middleware: refuses what is too large, whether or not a request says how long it is."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.problems import Problem, problem_response

BODY_LIMIT = 1_000_000  # bytes
TOO_LARGE = "The request is too large"
_LENGTH = b"content-length"


class BodyLimit:
    """Answers 413 as problem details. Starlette's own limit answers some of these requests in plain text."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # live connections limit their frames themselves
            await self.app(scope, receive, send)
            return
        if _declared(scope) > BODY_LIMIT:
            await problem_response(Problem(413, TOO_LARGE))(scope, receive, send)
            return
        received = 0

        async def counting() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body") or b"")
            if received > BODY_LIMIT:
                raise HTTPException(413, TOO_LARGE)
            return message

        await self.app(scope, counting, send)


def _declared(scope: Scope) -> int:
    """What the request says its body's length is; 0 where it does not say, or not in digits."""
    value = next((value for name, value in scope["headers"] if name == _LENGTH), b"0")
    return int(value) if value.isdigit() else 0

"""Middleware: counts and times every request, refuses what is too large."""

import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.metrics import Metrics
from service.problems import Problem, problem_response

BODY_LIMIT = 1_000_000  # bytes
_LENGTH = b"content-length"


class Measuring:
    """Plain ASGI, since Starlette's function middleware costs a task and two streams per request."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"].append((b"x-content-type-options", b"nosniff"))
            await send(message)

        try:
            await self._answer(scope, receive, sending)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            self.metrics.latency.labels(route).observe(time.perf_counter() - started)
            self.metrics.requests.labels(route, scope["method"], status).inc()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if declared_length(scope) > BODY_LIMIT:
            refusal = Problem(413, "The request is too large", "A request may have 1 MB at most.")
            await problem_response(refusal)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def declared_length(scope: Scope) -> int:
    """What the request says its body's length is; 0 where it does not say, or not in digits."""
    value = next((value for name, value in scope["headers"] if name == _LENGTH), b"0")
    return int(value) if value.isdigit() else 0

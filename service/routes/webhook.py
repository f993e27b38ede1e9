"""Rasa's action webhook, answered in this process through rasa-sdk's executor."""

import asyncio
import hmac

from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from service.problems import Problem


def make_executor() -> ActionExecutor:
    """An executor that knows every action of the package `actions`."""
    executor = ActionExecutor()
    executor.register_package("actions")
    return executor


async def webhook(request: Request) -> Response:
    """Runs one action for whoever shows the token that endpoints.yml gives Rasa.

    A plain route: every turn of the chat passes here, and it needs nothing of what FastAPI's routes add.
    """
    request.scope["route"] = route  # as FastAPI's own routes do, for the metrics
    if not hmac.compare_digest(request.query_params.get("token", ""), request.app.state.webhook_token):
        raise Problem(403, "Only the assistant may call this")
    call = await request.json()
    executor: ActionExecutor = request.app.state.executor
    try:
        done = await run_in_threadpool(lambda: asyncio.run(executor.run(call)))
    except ActionExecutionRejection as error:
        raise Problem(400, "The action was rejected", str(error)) from error
    except ActionNotFoundException as error:
        raise Problem(404, "There is no such action", str(error)) from error
    return Response(done.model_dump_json() if done else "{}", media_type="application/json")


route = Route("/webhook", webhook, methods=["POST"])

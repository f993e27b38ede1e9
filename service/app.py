"""The service, put together."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

import actions.door
from advisor.bootstrap import bootstrap
from service.body_limit import BodyLimit
from service.measuring import Measuring
from service.metrics import Metrics
from service.pace import Pace
from service.problems import install_problems
from service.rasa_client import RasaClient
from service.routes import (
    chat,
    console,
    events,
    health,
    pages,
    privacy,
    products,
    recommendations,
    reviews,
    search,
    webhook,
)
from service.turns import Turns
from shop.settings import Settings


def create_app(settings: Settings) -> FastAPI:
    """The service for one shop. Opens the database and the models when it starts, not before."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        advisor = bootstrap(settings)
        actions.door.use(advisor)
        state = app.state
        state.advisor, state.db = advisor, advisor.db
        state.rasa = rasa = RasaClient(settings.rasa_url)
        state.turns = Turns(advisor.db, state.rasa)
        state.webhook_token = settings.webhook_token()
        state.staff_token = settings.staff_token()
        state.executor = webhook.make_executor()
        gc.freeze()  # the models stay: no garbage collection need walk through them again
        yield
        gc.unfreeze()
        await rasa.close()
        advisor.close()

    app = FastAPI(title="Aisle", version="1", lifespan=lifespan)
    app.state.settings = settings
    app.state.metrics = Metrics()
    app.state.privacy_pace = Pace(most=10, seconds=60)
    app.state.forgetters = []  # each is called with the ids of conversations before these are erased
    install_problems(app)
    _install_middleware(app, settings)
    app.router.routes.append(webhook.route)
    for resource in (
        chat,
        search,
        recommendations,
        events,
        products,
        reviews,
        health,
        privacy,
        pages,
        console,
    ):
        app.include_router(resource.router)
    return app


def _install_middleware(app: FastAPI, settings: Settings) -> None:
    app.add_middleware(BodyLimit)
    app.add_middleware(Measuring, metrics=app.state.metrics)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(settings.allowed_origins),
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type"],
        expose_headers=["Retry-After"],
    )

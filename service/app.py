"""The service, put together."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

import actions.door
from advisor.bootstrap import bootstrap
from service.body_limit import BodyLimit
from service.desk.no_store import NoStore
from service.desk.opening import open_desk
from service.live.rooms import install_live
from service.measuring import Measuring
from service.metrics import Metrics
from service.outside import outside
from service.pace import Pace
from service.problems import install_problems
from service.rasa_client import RasaClient
from service.routes import (
    agents,
    chat,
    chatwoot,
    console,
    deliveries,
    desk,
    desk_live,
    events,
    health,
    live,
    login,
    pages,
    privacy,
    products,
    recommendations,
    reviews,
    search,
    webhook,
)
from shop.settings import Settings

SHOPPERS = (chat, live, search, recommendations, events, products, privacy, health)
STAFF = (login, agents, desk, desk_live, reviews, deliveries)
OUTSIDE = (chatwoot,)
PAGES = (pages, console)


def create_app(settings: Settings) -> FastAPI:
    """The service for one shop. Opens the database and the models when it starts, not before."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        advisor = bootstrap(settings)
        actions.door.use(advisor)
        state = app.state
        state.advisor, state.db = advisor, advisor.db
        state.rasa = rasa = RasaClient(settings.rasa_url)
        await install_live(app)
        state.webhook_token = settings.webhook_token()
        state.staff_token = settings.staff_token()
        state.executor = webhook.make_executor()
        gc.freeze()  # the models stay: no garbage collection need walk through them again
        async with open_desk(state), outside(state):
            yield
        gc.unfreeze()
        state.hub.end()
        await state.turns.stop()
        await rasa.close()
        advisor.close()

    app = FastAPI(title="Aisle", version="1", lifespan=lifespan)
    app.state.settings = settings
    app.state.metrics = Metrics()
    app.state.privacy_pace = Pace(most=10, seconds=60)
    install_problems(app)
    _install_middleware(app, settings)
    app.router.routes.append(webhook.route)
    for resource in (*SHOPPERS, *STAFF, *OUTSIDE, *PAGES):
        app.include_router(resource.router)
    return app


def _install_middleware(app: FastAPI, settings: Settings) -> None:
    app.add_middleware(BodyLimit)
    app.add_middleware(NoStore)
    app.add_middleware(Measuring, metrics=app.state.metrics)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(settings.allowed_origins),
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type"],
        expose_headers=["Retry-After"],
    )

"""A shop with a desk: the service's own routes on a database of its own, Rasa and the catalogue played."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from advisor.answers import CartLine, Suggestions
from advisor.cards import card
from advisor.shopper import Shopper
from advisor.wish import Wish
from service.desk.no_store import NoStore
from service.desk.opening import open_desk
from service.desk.people import add
from service.live.hub import Hub, backstage_topic, conversation_topic
from service.live.mailroom import Mailroom
from service.live.presence import Page, Presence
from service.live.state import States
from service.problems import Problem, install_problems
from service.routes import agents, desk, desk_live, login, reviews
from shop.handoff import HandoffReason
from shop.product import Product
from shop.settings import ROOT, Settings
from shop.storage import carts, conversations
from shop.storage.database import Database
from shop.storage.handoffs import request_handoff
from shop.suggestion import Suggestion
from shop.wording import Wording

PASSWORD = "a long enough password"
ORIGIN = {"Origin": "http://testserver"}
TALK = "conversation-one"
PRODUCTS = {
    key: Product(key, title, price=price, currency="USD", sizes=("S", "M"), product_type="Jackets")
    for key, title, price in (("p1", "Drizzle Jacket", 120.0), ("p2", "Ridge Jacket", 90.0))
}


class FakeAdvisor:
    """Sells two jackets; knows nobody."""

    def __init__(self, settings: Settings, db: Database) -> None:
        self.settings, self.db = settings, db
        self.wording = Wording.load(ROOT / "bot" / "domain")
        self.reviews = SimpleNamespace(bursts=lambda selection: ())

    def engine(self) -> Any:
        return SimpleNamespace(recommender=None)

    def product(self, product_id: str) -> Product | None:
        return PRODUCTS.get(product_id)

    def cards(self, suggestions: Iterable[Suggestion]) -> list[dict[str, Any]]:
        known = [item for item in suggestions if item.product_id in PRODUCTS]
        return [card(PRODUCTS[item.product_id], item, self.wording) for item in known]

    def suggest(self, wish: Wish, shopper: Shopper, k: int) -> Suggestions:
        found = [key for key, one in PRODUCTS.items() if wish.words.lower() in one.title.lower()]
        return Suggestions(tuple(Suggestion(key, 1.0) for key in found[:k]))

    def cart(self, shopper: Shopper) -> list[CartLine]:
        lines = carts.load_cart(self.db, shopper.conversation_id)
        return [CartLine(PRODUCTS[line.product_id], line.size, line.color, line.quantity) for line in lines]


class FakeRasa:
    """Remembers what it was told; `down` refuses everything."""

    def __init__(self) -> None:
        self.told: list[tuple[Any, ...]] = []
        self.slots: dict[str, Any] = {}
        self.down = False

    async def pause(self, conversation_id: str) -> None:
        self._hear("pause", conversation_id)

    async def resume(self, conversation_id: str) -> None:
        self._hear("resume", conversation_id)

    async def told_by_agent(self, conversation_id: str, text: str, product_ids: Iterable[str]) -> None:
        self._hear("agent", conversation_id, text, list(product_ids))

    async def tracker(self, conversation_id: str) -> dict[str, Any]:
        self._hear("tracker", conversation_id)
        return {"slots": self.slots}

    def _hear(self, *what: Any) -> None:
        if self.down:
            raise Problem(503, "The assistant is starting")
        self.told.append(what)


class Timer:
    """Stands where asyncio.sleep stands: time passes when the test says so."""

    def __init__(self) -> None:
        self._sleepers: list[asyncio.Event] = []

    async def sleep(self, seconds: float) -> None:
        over = asyncio.Event()
        self._sleepers.append(over)
        await over.wait()

    async def ring(self) -> None:
        await asyncio.sleep(0)  # whoever is about to lie down does so
        sleepers, self._sleepers = self._sleepers, []
        for over in sleepers:
            over.set()
        for _ in range(3):
            await asyncio.sleep(0)  # and whoever was woken gets up


class Person:
    """One who is signed in, or tries to be."""

    def __init__(self, client: TestClient, login: str = "", password: str = PASSWORD) -> None:
        self.client = client
        self.token = self.csrf = ""
        self.agent: dict[str, Any] = {}
        if login:
            answer = client.post("/v1/desk/login", json={"login": login, "password": password})
            assert answer.status_code == 200, answer.text
            self.token, self.csrf = client.cookies["aisle_agent"], answer.json()["csrf_token"]
            self.agent = answer.json()["agent"]
            client.cookies.clear()

    def ask(self, method: str, path: str, json: Any = None, csrf: str | None = None) -> Any:
        headers = {"Cookie": f"aisle_agent={self.token}", "X-CSRF-Token": self.csrf if csrf is None else csrf}
        answer = self.client.request(method, f"/v1/desk{path}", json=json, headers=headers)
        self.client.cookies.clear()
        return answer

    def get(self, path: str) -> Any:
        answer = self.ask("GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, json: Any = None) -> Any:
        return self.ask("POST", path, json)

    def act(self, step: str, json: Any = None, talk: str = TALK) -> Any:
        """A step with a conversation."""
        return self.post(f"/conversations/{talk}/{step}", json if json is not None else {})

    def lists(self) -> dict[str, list[str]]:
        found = self.get("/conversations")
        return {name: [row["conversation_id"] for row in rows] for name, rows in found.items()}

    @contextmanager
    def live(self) -> Iterator[Any]:
        headers = {"Cookie": f"aisle_agent={self.token}", **ORIGIN}
        with self.client.websocket_connect("/v1/desk/live", headers=headers) as socket:
            socket.send_json({"type": "ping"})
            frames_until(socket, "pong")
            yield socket


def frames_until(socket: Any, kind: str) -> list[dict[str, Any]]:
    """The frames up to the first of this type."""
    frames: list[dict[str, Any]] = []
    while not frames or frames[-1]["type"] != kind:
        frames.append(socket.receive_json())
    return frames


class Shop:
    """The service with its desk, started."""

    def __init__(self, client: TestClient, timer: Timer) -> None:
        self.client = client
        self.state: Any = client.app.state  # type: ignore[attr-defined]
        self.db: Database = self.state.db
        self.rasa: FakeRasa = self.state.rasa
        self.timer = timer

    def sign_in(self, login: str) -> Person:
        return Person(self.client, login)

    def agent(self, login: str, name: str, **more: Any) -> Person:
        add(self.db, login, name, password=PASSWORD, **more)
        return self.sign_in(login)

    def said(self, text: str, talk: str = TALK, role: Any = "shopper", **more: Any) -> None:
        """A message that came by another way."""
        now = datetime.now(UTC)
        conversations.open_conversation(self.db, talk, more.pop("customer_id", ""), now, False)
        self.loop(self.state.mailroom.post, talk, role, text, **more)

    def asks_for_person(self, talk: str = TALK, reason: HandoffReason = "asked", team: str = "") -> None:
        conversations.open_conversation(self.db, talk, "", datetime.now(UTC), False)
        request_handoff(self.db, talk, reason, datetime.now(UTC), team)
        self.loop(self.state.states.changed, talk)

    def loop(self, call: Any, *arguments: Any, **more: Any) -> Any:
        """Calls into the service's own event loop."""

        async def run() -> Any:
            return await call(*arguments, **more)

        return self.client.portal.call(run)  # type: ignore[union-attr]

    def tell(self, talk: str, event: dict[str, Any], backstage: bool = False) -> None:
        topic = backstage_topic(talk) if backstage else conversation_topic(talk)

        async def run() -> None:
            self.state.hub.tell(topic, event)

        self.loop(run)

    def time_passes(self) -> None:
        """The absence of whoever is gone becomes too long; what follows from it is done when this returns."""
        self.loop(self.timer.ring)
        self.until(lambda: not self.state.absence.releasing)

    def gone(self, agent: Person) -> None:
        """Waits until the service has noticed that a console was closed."""
        self.until(lambda: not self.state.absence.is_there(agent.agent["agent_id"]))

    @staticmethod
    def until(done: Any) -> None:
        deadline = time.monotonic() + 20
        while not done():
            assert time.monotonic() < deadline, "it never came to be"
            time.sleep(0.01)

    @contextmanager
    def visits(self, talk: str = TALK, url: str = "") -> Iterator[None]:
        """A shopper is connected."""
        with self.state.presence.connected(talk):
            self.state.presence.see(talk, Page(url, "A page"))
            yield


@contextmanager
def opened_shop(db: Database, var: Path, **settings: Any) -> Iterator[Shop]:
    """The shop on this database, until the block ends; opened again it is as after a restart."""
    chosen, timer = Settings(var=var, teams=("orders", "fit"), **settings), Timer()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        state = app.state
        state.settings, state.db, state.staff_token = chosen, db, "the-staff-token"
        state.advisor = FakeAdvisor(chosen, db)
        state.hub, state.presence = Hub(), Presence()
        state.mailroom = Mailroom(db, state.hub)
        state.rasa = state.tracker = FakeRasa()
        state.states = States(db, chosen, state.hub)
        async with open_desk(state, timer.sleep):
            yield

    app = FastAPI(lifespan=lifespan)
    install_problems(app)
    app.add_middleware(NoStore)
    for resource in (login, agents, desk, desk_live, reviews):
        app.include_router(resource.router)
    with TestClient(app, base_url=chosen.public_url or "http://testserver") as client:
        yield Shop(client, timer)

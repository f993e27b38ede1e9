"""The console and its API over real HTTP, on reviews that were counted by hand."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from fake_agents import FakeAgents
from fake_server import FakeServer
from fastapi import FastAPI, Request

from knowledge.ageing import Ageing
from knowledge.board import Board
from knowledge.board_row import BoardRow, last_months
from knowledge.burst_board import BurstRow, burst_rows
from knowledge.grouping import Selection
from knowledge.ledger import Ledger
from knowledge.request_board import RequestRow, request_rows
from knowledge.tally import Month, Tally, Voiced
from knowledge.usual import usual_of
from service.problems import install_problems
from service.routes import console, reviews
from service.staff import only_staff
from shop.complaint import Quote
from shop.product import Product
from shop.review_summary import Burst
from shop.storage.database import StorageError
from shop.wording import Wording

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime.now(UTC)
MONTHS = last_months(NOW)
HOSTILE = "<img src=x onerror=window.hacked=1>"


def product(key: str, title: str, kind: str, brand: str) -> Product:
    return Product(key, title, product_type=f"Outdoor > {kind}", brand=brand)


PRODUCTS = {
    item.product_id: item
    for item in (
        product("shell", "Haldvik Skarn Rain Jacket", "Rain Jackets", "Haldvik"),
        product("boot", "Northfold Corrie Hiking Boot", "Hiking Boots", "Northfold"),
        product("pack", "Tarnsey Heron Daypack 24 l", "Daypacks", "Tarnsey"),
        product("hat", HOSTILE, "Hats", "Ostelle"),
        *(product(f"plain-{n}", f"Kestrane Plover Shirt No. {n}", "Shirts", "Kestrane") for n in range(60)),
    )
}


def counted(aspect: str, support: list[float], reviews: float = 12, said: str = "It broke.") -> Tally:
    """Complaints by month, and one quote."""
    months = {
        key: Month(reviews, {aspect: number}) for key, number in zip(MONTHS, support, strict=True) if reviews
    }
    total = sum(support)
    quote = Quote(said, datetime.fromisoformat(f"{MONTHS[-2]}-05").replace(tzinfo=UTC), 2, True)
    return Tally(months, {aspect: Voiced(total, 0.8 * total, total, total, quotes=(quote,))})


def tallies() -> dict[str, Tally]:
    """The pack's zip fails lately; most buyers of the boot find it small, as ever."""
    pack = counted("zip", [1] * 9 + [7, 8, 8], said="The zip came apart on the second day.")
    pack.requests = [
        ("bottle pocket", "I wish it had a bottle pocket."),
        ("bottle pocket", "Bottle pocket, please."),
    ]
    shell = counted("waterproof", [2] * 12, said="Wet to the skin after an hour.")
    first = datetime.fromisoformat(f"{MONTHS[-2]}-10").replace(tzinfo=UTC)
    shell.bursts = (Burst(first, first, 14, "Best jacket ever, buy it now!"),)
    return {
        "pack": pack,
        "boot": counted("fit_small", [6] * 12, said="A whole size too small."),
        "shell": shell,
        "hat": counted("comfort", [1] * 12, said=HOSTILE),
        **{f"plain-{n}": counted("smell", [0.5] * 12, 5, "Smells of fish.") for n in range(60)},
    }


class Desk:
    """Stands where the advisor's ReviewDesk stands. `wait` makes it slow, `down` refuse."""

    def __init__(self) -> None:
        self.tallies, self.wait, self.down = tallies(), 0.0, False
        self.ledger = Ledger.of(self.tallies.items())
        ageing = Ageing(NOW)
        aged = {key: ageing.aged(tally) for key, tally in self.tallies.items()}
        self.usual = usual_of(aged, {key: item.category for key, item in PRODUCTS.items()})

    def board(self, selection: Selection) -> Board:
        self._answer()
        return Board(self.ledger, PRODUCTS, selection, self.usual, (), NOW)

    def rows(self, board: Board, offset: int, limit: int) -> list[BoardRow]:
        def read(keys: object) -> Mapping[str, Tally]:
            return self.tallies

        return board.rows(offset, limit, read)

    def requests(self, selection: Selection) -> tuple[RequestRow, ...]:
        self._answer()
        return request_rows(self.ledger, PRODUCTS, selection)

    def bursts(self, selection: Selection) -> tuple[BurstRow, ...]:
        self._answer()
        return burst_rows(self.ledger, PRODUCTS, selection)

    def _answer(self) -> None:
        time.sleep(self.wait)
        if self.down:
            raise StorageError("The database does not answer.")


class FakeDesk:
    """The service's own routes of the console on a free port; `desk` is what they ask."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.agents = FakeAgents()
        app = FastAPI()
        install_problems(app)
        settings = SimpleNamespace(shop_name="Northfold Outfitters")
        app.state.advisor = SimpleNamespace(
            reviews=self.desk, wording=Wording.load(ROOT / "bot" / "domain"), settings=settings
        )
        app.dependency_overrides[only_staff] = self._only_agents
        app.include_router(self.agents.router())
        app.include_router(reviews.router)
        app.include_router(console.router)
        self._server = FakeServer(app)
        self.url = f"{self._server.url}/console/complaints"

    def _only_agents(self, request: Request) -> None:
        self.agents.who(request)

    def close(self) -> None:
        self._server.close()

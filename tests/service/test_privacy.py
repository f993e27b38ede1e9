"""What a shopper sees, takes along and erases of what is kept about them, over HTTP."""

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from service.app import create_app
from service.identity import sign
from service.live.hub import DESK, Hub, Listener, conversation_topic
from service.pace import Pace
from service.problems import Problem, install_problems
from service.routes import privacy
from shop.settings import Settings
from shop.storage.database import Database
from tests.shop.test_storage_customers import everything, live
from tests.shop.test_storage_export import visit

SECRET = "the shop's key"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'aisle.db'}")
    database.migrate()
    live(database, "kim")
    live(database, "lee")
    yield database
    database.dispose()


def client_of(db: Database, **settings: Any) -> TestClient:
    """A service with nothing but the privacy endpoints."""
    app = FastAPI()
    app.include_router(privacy.router)
    install_problems(app)
    app.state.db, app.state.settings = db, Settings(**settings)
    app.state.hub, app.state.forgetters, app.state.privacy_pace = Hub(), [], Pace(10, 60)
    return TestClient(app)


@pytest.fixture
def client(db: Database) -> TestClient:
    """A shop that signs its customers' ids."""
    return client_of(db, identity_secret=SecretStr(SECRET), host="0.0.0.0")


def proof(customer_id: str) -> dict[str, str]:
    return {"customer_id": customer_id, "customer_signature": sign(customer_id, SECRET)}


def counts(answer: Any, key: str = "items") -> dict[str, int]:
    return {item["kind"]: item["count"] for item in answer.json()[key]}


def test_a_proven_customer_sees_what_is_kept(client: TestClient) -> None:
    answer = client.post("/v1/privacy/stored", json=proof("kim"))
    assert answer.json()["personal"] is True
    assert counts(answer)["events"] == 3 and counts(answer)["notes"] == 1
    assert answer.headers["cache-control"] == "no-store"


def test_a_customer_without_the_shops_proof_is_refused(client: TestClient) -> None:
    for path in ("stored", "export", "erase"):
        refused = client.post(
            f"/v1/privacy/{path}", json={"customer_id": "kim", "customer_signature": "guess"}
        )
        assert refused.status_code == 403


def test_a_bare_name_opens_nothing_where_the_shop_proves_nobody(db: Database) -> None:
    client, before = client_of(db, host="0.0.0.0"), everything(db)
    assert client.post("/v1/privacy/stored", json={"customer_id": "kim"}).json() == {
        "items": [],
        "personal": False,
    }
    assert client.post("/v1/privacy/export", json={"customer_id": "kim"}).json()["data"] == {}
    assert client.post("/v1/privacy/erase", json={"customer_id": "kim"}).json() == {
        "erased": [],
        "unnamed": [],
    }
    assert everything(db) == before


def test_an_export_is_a_file_of_everything(client: TestClient) -> None:
    answer = client.post("/v1/privacy/export", json=proof("kim"))
    assert "my-data.json" in answer.headers["content-disposition"]
    assert answer.json()["data"]["conversations"][0]["messages"][0]["text"] == "words-of-kim"
    assert "lee" not in answer.text


def test_an_erased_customer_is_told_what_is_gone_and_what_stays_without_a_name(
    client: TestClient, db: Database
) -> None:
    answer = client.post("/v1/privacy/erase", json=proof("kim"))
    assert counts(answer, "erased")["messages"] == 2
    assert counts(answer, "unnamed") == {"reviews": 1}
    assert "kim" not in everything(db).replace("kimr", "")
    assert client.post("/v1/privacy/stored", json=proof("kim")).json()["items"] == []


def test_a_stranger_holds_what_their_ids_hold(client: TestClient, db: Database) -> None:
    ann = visit(db, "ann")
    ids = {"conversation_id": ann.conversation_id, "session_id": ann.session_id}
    answer = client.post("/v1/privacy/stored", json=ids)
    assert answer.json()["personal"] is False
    assert counts(answer)["messages"] == 2
    assert client.post("/v1/privacy/erase", json=ids).status_code == 200
    assert "words-of-ann" not in everything(db)
    assert "words-of-lee" in everything(db)


def test_a_session_numbered_by_a_clock_proves_nothing(client: TestClient, db: Database) -> None:
    visit(db, "1700000000.1700000000")
    ids = {"session_id": "session-of-1700000000.1700000000"}
    assert client.post("/v1/privacy/stored", json=ids).json()["items"] == []


def test_a_conversation_of_nobody_is_an_empty_answer(client: TestClient) -> None:
    ids = {"conversation_id": "nobody-ever-spoke-here"}
    assert client.post("/v1/privacy/erase", json=ids).json() == {"erased": [], "unnamed": []}


def test_other_keepers_of_a_conversation_erase_it_first(client: TestClient, db: Database) -> None:
    heard: list[tuple[Sequence[str], bool]] = []

    async def forgetter(conversations: Sequence[str]) -> None:
        heard.append((conversations, "words-of-kim" in everything(db)))

    client.app.state.forgetters.append(forgetter)  # type: ignore[attr-defined]
    client.post("/v1/privacy/erase", json=proof("kim"))
    assert heard == [(("chat-of-kim",), True)]


def test_where_another_keeper_fails_nothing_is_erased_and_it_can_be_tried_again(
    client: TestClient, db: Database
) -> None:
    async def failing(conversations: Sequence[str]) -> None:
        raise Problem(503, "The assistant is starting", "", {"Retry-After": "3"})

    before = everything(db)
    client.app.state.forgetters.append(failing)  # type: ignore[attr-defined]
    assert client.post("/v1/privacy/erase", json=proof("kim")).status_code == 503
    assert everything(db) == before
    client.app.state.forgetters.clear()  # type: ignore[attr-defined]
    assert client.post("/v1/privacy/erase", json=proof("kim")).status_code == 200


def test_the_desk_and_the_other_tab_see_an_erased_conversation_go(client: TestClient) -> None:
    hub: Hub = client.app.state.hub  # type: ignore[attr-defined]
    with hub.listening(DESK) as desk, hub.listening(conversation_topic("chat-of-kim")) as tab:
        client.post("/v1/privacy/erase", json=proof("kim"))
        assert heard(desk) == {"type": "gone", "conversation_id": "chat-of-kim"}
        told = heard(tab)
    assert (told["type"], told["state"]["handler"]) == ("state", "bot")


def heard(listener: Listener) -> Any:
    """The next event; in a thread of its own, because a browser's tests may have a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(listener.next())).result(5)


def test_asking_again_and_again_is_slowed(client: TestClient) -> None:
    answers = [client.post("/v1/privacy/export", json=proof("kim")) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
    assert client.post("/v1/privacy/export", json=proof("lee")).status_code == 200


def test_a_pace_lets_through_again_when_the_time_is_over() -> None:
    pace = Pace(most=2, seconds=10)
    assert [pace.wait("kim", now) for now in (0, 4, 6, 10.5)] == [0, 0, 4, 0]


def test_the_service_offers_it(tmp_path: Path) -> None:
    paths = create_app(Settings(var=tmp_path)).openapi()["paths"]
    assert {"/v1/privacy/stored", "/v1/privacy/export", "/v1/privacy/erase"} <= set(paths)

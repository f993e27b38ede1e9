"""Signed webhooks: each step of a handoff reaches each address once, whatever happens in between."""

import asyncio
import base64
import json
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from pydantic import ValidationError
from standardwebhooks.webhooks import Webhook

from service.live.hub import DESK, Hub
from service.outgoing import handoff_events
from service.outgoing.courier import Courier
from service.outgoing.post import seconds_of
from service.outgoing.webhooks import PACE, sending_webhooks, signed
from shop.agent import Agent
from shop.settings import Settings
from shop.storage.agents import add_agent
from shop.storage.conversations import open_conversation
from shop.storage.database import Database
from shop.storage.deliveries import (
    Parcel,
    add_deliveries,
    drop_finished,
    load_deliveries,
    next_delivery,
    retry_deliveries,
)
from shop.storage.handoffs import close, give_back, request_handoff, take
from tests.service.chatwoot_shop import FAST, run, until

SECRET = "whsec_" + base64.b64encode(b"a key of thirty-two bytes length").decode()
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


class Receiver:
    """Someone who wants to be told: keeps what it got, answers what it is told to (`statuses`, then 204)."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.statuses: deque[int] = deque()

    async def start(self, port: int = 0) -> None:
        app = web.Application()
        app.router.add_post("/{path:.*}", self._take)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port, reuse_address=True).start()
        self.port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self.port}/told"

    async def stop(self) -> None:
        await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        status = self.statuses.popleft() if self.statuses else 204
        self.got.append((dict(request.headers), await request.read()))
        return web.Response(status=status, headers={"Location": "/elsewhere"} if status == 302 else {})

    def types(self) -> list[str]:
        return [json.loads(body)["type"] for _, body in self.got]


@pytest.fixture
def db(tmp_path: Path) -> Any:
    db = Database(f"sqlite:///{tmp_path / 'aisle.db'}")
    db.migrate()
    add_agent(db, Agent("a1", "sam", "Sam"), "hash")
    open_conversation(db, "conversation-1", "", NOW, False)
    yield db
    db.dispose()


def told(tmp_path: Path, *urls: str) -> Settings:
    return Settings(var=tmp_path, webhook_urls=urls, webhook_secret=SECRET)


def hand_over(db: Database, detail: str = "") -> None:
    request_handoff(db, "conversation-1", "asked", datetime.now(UTC), team="returns", detail=detail)


def opened(
    db: Database, settings: Settings, hub: Hub | None = None
) -> AbstractAsyncContextManager[Courier | None]:
    return sending_webhooks(settings, db, hub or Hub(), replace(FAST, unsure_s=0))


def play(scene: Callable[[Receiver], Awaitable[None]]) -> None:
    async def all_of_it() -> None:
        receiver = Receiver()
        await receiver.start()
        try:
            await scene(receiver)
        finally:
            await receiver.stop()

    run(all_of_it())


def test_signatures_are_those_of_the_specification() -> None:
    """The vector that the libraries of Standard Webhooks are tested with."""
    at = datetime.fromtimestamp(1614265330, UTC)
    headers = signed(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", '{"test": 2432232314}', at
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert headers["webhook-timestamp"] == "1614265330"


def test_every_step_is_told_signed_and_without_what_was_said(db: Database, tmp_path: Path) -> None:
    async def scene(receiver: Receiver) -> None:
        hub = Hub()
        async with opened(db, told(tmp_path, receiver.url), hub):
            hand_over(db)
            hub.tell(DESK, {"type": "row"})
            await until(lambda: len(receiver.got) == 1)
            take(db, "conversation-1", "a1", datetime.now(UTC))
            give_back(db, "conversation-1", "a1", datetime.now(UTC))
            await until(lambda: len(receiver.got) == 3)
        assert receiver.types() == ["handoff.requested", "handoff.taken", "handoff.returned"]
        events = [Webhook(SECRET).verify(body, headers) for headers, body in receiver.got]
        assert events[1]["data"] == {
            "event": 2,
            "handoff": 1,
            "conversation_id": "conversation-1",
            "reason": "asked",
            "team": "returns",
            "agent": {"agent_id": "a1", "name": "Sam"},
            "detail": "",
        }
        assert events[0]["data"]["agent"] is None and events[0]["timestamp"].endswith("Z")
        assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 3
        assert all(one.body == {"answer": {}} for one in load_deliveries(db, "sent"))

    play(scene)


def test_an_attempt_after_the_first_has_the_same_id_and_a_fresh_signature(
    db: Database, tmp_path: Path
) -> None:
    async def scene(receiver: Receiver) -> None:
        receiver.statuses.extend([500, 404, 302, 429])
        async with opened(db, told(tmp_path, receiver.url)):
            hand_over(db)
            await until(lambda: load_deliveries(db, "sent"))
        assert len(receiver.got) == 5 and len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
        for headers, body in receiver.got:
            Webhook(SECRET).verify(body, headers)

    play(scene)


def test_a_receiver_that_is_gone_for_good_is_left_alone(db: Database, tmp_path: Path) -> None:
    async def scene(receiver: Receiver) -> None:
        receiver.statuses.append(410)
        async with opened(db, told(tmp_path, receiver.url)):
            hand_over(db)
            await until(lambda: load_deliveries(db, "dead"))
        (dead,) = load_deliveries(db, "dead")
        assert dead.error == "HTTP 410" and dead.attempts == 1 and len(receiver.got) == 1

    play(scene)


def test_what_is_given_up_after_the_last_attempt_can_be_tried_again(db: Database, tmp_path: Path) -> None:
    async def scene(receiver: Receiver) -> None:
        receiver.statuses.extend([500] * 3)
        pace = replace(FAST, delays=(0.01, 0.01), unsure_s=0)
        async with sending_webhooks(told(tmp_path, receiver.url), db, Hub(), pace):
            hand_over(db)
            await until(lambda: load_deliveries(db, "dead"))
            assert len(receiver.got) == 3
            assert retry_deliveries(db, datetime.now(UTC)) == 1
            await until(lambda: load_deliveries(db, "sent"))

    play(scene)


def test_one_receiver_that_is_down_does_not_hold_up_another(db: Database, tmp_path: Path) -> None:
    async def scene(receiver: Receiver) -> None:
        nobody = f"http://127.0.0.1:{receiver.port}0/x".replace(f":{receiver.port}0", ":9")
        async with opened(db, told(tmp_path, nobody, receiver.url)):
            hand_over(db)
            await until(lambda: receiver.got)
            (waiting,) = load_deliveries(db, target=nobody)
            assert waiting.state != "sent"

    play(scene)


def test_what_happened_while_the_service_was_away_is_told_afterwards_once(
    db: Database, tmp_path: Path
) -> None:
    async def scene(receiver: Receiver) -> None:
        settings = told(tmp_path, receiver.url)
        hand_over(db)
        async with opened(db, settings):
            pass
        take(db, "conversation-1", "a1", datetime.now(UTC))
        for _ in range(2):
            async with opened(db, settings):
                await until(lambda: load_deliveries(db) and not load_deliveries(db, "waiting"))
                await asyncio.sleep(0)
        assert receiver.types()[-1] == "handoff.taken"
        assert len(receiver.types()) == len(set(receiver.types())), "nothing is told twice"

    play(scene)


def test_what_was_on_its_way_when_the_service_died_is_sent_again(db: Database, tmp_path: Path) -> None:
    async def scene(receiver: Receiver) -> None:
        settings = told(tmp_path, receiver.url)
        handoff_events.begin(db)
        hand_over(db)
        handoff_events.pass_on(db, settings.webhook_urls, datetime.now(UTC))
        assert next_delivery(db, handoff_events.CHANNEL, receiver.url, datetime.now(UTC), ordered=False)
        async with opened(db, settings):
            await until(lambda: receiver.got)

    play(scene)


def test_a_step_is_put_up_for_delivery_once_however_often_it_is_looked_at(db: Database) -> None:
    urls = ("https://one.example/", "https://two.example/")
    handoff_events.begin(db)
    hand_over(db)
    assert handoff_events.pass_on(db, urls, datetime.now(UTC)) == 2
    assert handoff_events.pass_on(db, urls, datetime.now(UTC)) == 0
    close(db, "conversation-1", "", "done", datetime.now(UTC))
    assert handoff_events.pass_on(db, urls, datetime.now(UTC)) == 2


def test_a_shop_that_asks_to_be_told_is_told_from_then_on(db: Database, tmp_path: Path) -> None:
    def two_hours_later() -> datetime:
        return datetime.now(UTC) + timedelta(hours=2)

    hand_over(db)
    handoff_events.begin(db)
    assert handoff_events.pass_on(db, ["https://one.example/"], two_hours_later()) == 0
    handoff_events.forget(db)
    close(db, "conversation-1", "", "done", datetime.now(UTC))
    handoff_events.begin(db)
    assert handoff_events.pass_on(db, ["https://one.example/"], two_hours_later()) == 0
    hand_over(db)
    assert handoff_events.pass_on(db, ["https://one.example/"], two_hours_later()) == 1


def test_without_addresses_nothing_runs(db: Database, tmp_path: Path) -> None:
    async def scene(receiver: Receiver) -> None:
        hub = Hub()
        async with opened(db, Settings(var=tmp_path), hub) as courier:
            hand_over(db)
            assert courier is None and hub.heard_by(DESK) == 0
        assert load_deliveries(db) == []

    play(scene)


@pytest.mark.parametrize(
    ("urls", "secret"),
    [
        (["ftp://one.example"], SECRET),
        (["https://"], SECRET),
        (["https://one.example"], ""),
        (["https://one.example"], "a secret"),
        (["https://one.example"], "whsec_dG9vIHNob3J0"),
    ],
)
def test_settings_that_cannot_work_are_refused(urls: Sequence[str], secret: str, tmp_path: Path) -> None:
    with pytest.raises(ValidationError) as refused:
        Settings(var=tmp_path, webhook_urls=tuple(urls), webhook_secret=secret)
    assert not secret or secret not in str(refused.value.errors()[0]["msg"])


def test_attempts_go_on_for_about_a_day() -> None:
    assert timedelta(hours=20) < timedelta(seconds=sum(PACE.delays)) < timedelta(hours=36)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("Sun, 01 Mar 2026 09:31:00 GMT", 60),
        ("Sun, 01 Mar 2026 09:00:00 GMT", 0),
        ("soon", 0),
        ("", 0),
        ("99999999", 86400),
    ],
)
def test_retry_after_is_understood_in_both_forms(value: str, seconds: float) -> None:
    assert seconds_of(value, NOW) == seconds


def test_of_an_ordered_channel_only_the_oldest_can_be_next(db: Database) -> None:
    add_deliveries(db, [Parcel("k1", "c", "t", {}), Parcel("k2", "c", "t", {})], NOW)
    first = next_delivery(db, "c", "t", NOW, ordered=True)
    assert first and first.key == "k1"
    assert next_delivery(db, "c", "t", NOW, ordered=True) is None, "the first is on its way"
    beside = next_delivery(db, "c", "t", NOW, ordered=False)
    assert beside and beside.key == "k2"


def test_old_deliveries_are_forgotten_but_not_those_that_wait(db: Database) -> None:
    add_deliveries(db, [Parcel("k1", "c", "t", {})], NOW)
    assert drop_finished(db, datetime.now(UTC)) == 0
    assert [one.key for one in load_deliveries(db)] == ["k1"]

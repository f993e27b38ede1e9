"""The live connection: what a shopper's page may rely on, with a Rasa that answers from a script."""

import asyncio
import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient
from live_page import Frame, LivePage, live_page
from starlette.websockets import WebSocketDisconnect

from service.app import create_app
from service.identity import sign
from service.live.hub import backstage_topic, conversation_topic
from service.routes.live import may_connect
from shop.agent import Agent
from shop.settings import Settings
from shop.storage import conversations, handoffs
from shop.storage.agents import add_agent, get_agent
from shop.storage.errors import StorageError
from tests.service.conftest import ScriptedRasa

SAM = Agent("sam-live", "sam-live", "Sam")


def texts(frames: list[Frame]) -> list[str]:
    return [frame["message"]["text"] for frame in frames if frame["type"] == "message"]


def in_loop(client: TestClient, work: Callable[[Any], Any]) -> None:
    """Does something in the service's own event loop."""

    async def doing() -> None:
        done = work(client.app.state)  # type: ignore[attr-defined]
        if asyncio.iscoroutine(done):
            await done

    assert client.portal is not None
    client.portal.call(doing)


def hold(client: TestClient, conversation_id: str) -> None:
    """Sam takes the conversation."""
    db, now = client.app.state.db, datetime.now(UTC)  # type: ignore[attr-defined]
    if get_agent(db, SAM.agent_id) is None:
        add_agent(db, SAM, "")
    conversations.open_conversation(db, conversation_id, "", now, False)
    handoffs.request_handoff(db, conversation_id, "asked", now)
    handoffs.take(db, conversation_id, SAM.agent_id, now)


def code_of(socket: Any) -> int:
    """The code that the service closes the connection with."""
    with pytest.raises(WebSocketDisconnect) as closed:
        while True:
            socket.receive_json()
    return closed.value.code


def test_a_new_conversation_is_welcomed_and_its_message_stored_before_it_is_answered(
    client: TestClient, rasa: ScriptedRasa
) -> None:
    with live_page(client, "live-welcome-1") as page:
        assert page.next() == {
            "type": "welcome",
            "state": {
                "handler": "bot", "agent": None, "position": 0, "open": True, "opens_at": None, "email": "",
            },
        }  # fmt: skip
        assert page.next() == {"type": "caught_up"}
        page.says("hello", "m-1")
        frames = page.until("ack")
        [own] = [frame["message"] for frame in frames if frame["type"] == "message"][:1]
        assert (own["role"], own["text"], own["message_id"]) == ("shopper", "hello", "m-1")
        assert frames[-1] == {"type": "ack", "id": "m-1", "number": own["id"]}
        if texts(frames) == ["hello"]:
            frames += page.until("message")
        answer = next(frame["message"] for frame in reversed(frames) if frame["type"] == "message")
        assert answer["role"] == "bot"
        assert answer["text"] == "Hello." and answer["id"] > own["id"]


def test_the_bot_is_seen_typing_until_it_answers(client: TestClient, rasa: ScriptedRasa) -> None:
    with live_page(client, "live-typing-1") as page:
        page.says("hello", "m-1")
        page.until("typing", who="bot", on=True)
        page.until("typing", who="bot", on=False)


def test_who_comes_back_gets_what_they_missed_and_nothing_twice(
    client: TestClient, rasa: ScriptedRasa
) -> None:
    with live_page(client, "live-again-1") as page:
        page.says("one", "m-1")
        seen = page.answer()[0]["id"]
    client.post("/v1/chat", json={"text": "two", "conversation_id": "live-again-1"})
    with live_page(client, "live-again-1", after=seen) as page:
        assert texts(page.until("caught_up")) == ["two", "Hello."]
    with live_page(client, "live-again-1") as page:
        frames = page.until("caught_up")
        assert texts(frames) == ["one", "Hello.", "two", "Hello."]
        ids = [frame["message"]["id"] for frame in frames if frame["type"] == "message"]
        assert ids == sorted(set(ids))


def test_a_message_sent_again_over_another_connection_is_acknowledged_again_and_answered_once(
    client: TestClient, rasa: ScriptedRasa
) -> None:
    with live_page(client, "live-resent-1") as page:
        page.says("add it", "m-1")
        first = page.until("ack")[-1]
    with live_page(client, "live-resent-1") as page:
        page.says("add it", "m-1")
        assert page.until("ack")[-1] == first
        page.says("next", "m-2")
        page.until("ack")
        page.until("typing", on=False)
    history = client.get("/v1/conversations/live-resent-1/messages").json()["messages"]
    assert [message["text"] for message in history if message["role"] == "shopper"] == ["add it", "next"]
    assert [text for _, text, _ in rasa.asked] == ["add it", "next"]


def test_two_tabs_see_the_same_in_the_same_order(client: TestClient, rasa: ScriptedRasa) -> None:
    with live_page(client, "live-tabs-1") as one, live_page(client, "live-tabs-1") as two:
        one.until("caught_up")
        two.until("caught_up")
        one.says("from one", "m-1")
        one.answer()
        two.says("from two", "m-2")
        assert texts(two.until("ack", id="m-2"))[:3] == ["from one", "Hello.", "from two"]


def test_many_messages_at_once_are_answered_each_in_their_order(
    client: TestClient, rasa: ScriptedRasa
) -> None:
    with live_page(client, "live-order-1") as page:
        for number in range(8):
            page.says(f"line {number}", f"m-{number}")
        page.answer(8)
    assert [text for _, text, _ in rasa.asked] == [f"line {number}" for number in range(8)]


def test_while_the_bot_starts_the_page_is_told_so_and_the_answer_comes_by_itself(
    client: TestClient, rasa: ScriptedRasa
) -> None:
    rasa.down = True
    with live_page(client, "live-waking-1") as page:
        page.says("hello", "m-1")
        page.until("trouble", kind="waking")
        with live_page(client, "live-waking-1") as late:
            assert late.until("trouble")[-1]["kind"] == "waking", "who comes meanwhile is told as well"
        rasa.down = False
        frames = page.until("trouble", kind="")
        assert texts(frames)[-1] == "Hello."


def test_a_bot_that_says_nothing_twice_says_that_something_is_broken(
    client: TestClient, rasa: ScriptedRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = client.app.state.turns  # type: ignore[attr-defined]
    monkeypatch.setattr(turns, "_broken", "Something went wrong on my side.")
    monkeypatch.setattr(turns, "_delays", (0.01,))
    rasa.answers = []
    with live_page(client, "live-broken-1") as page:
        page.says("boots", "m-1")
        [answer] = page.answer()
        assert answer["text"] == "Something went wrong on my side."
        rasa.answers = [{"text": "Here."}]
        page.says("boots?", "m-2")
        assert page.answer()[0]["text"] == "Here.", "and goes on with the next message"


def test_a_message_that_cannot_be_answered_does_not_hold_up_the_next(
    client: TestClient, rasa: ScriptedRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns, say = client.app.state.turns, rasa.say  # type: ignore[attr-defined]
    monkeypatch.setattr(turns, "_broken", "")
    monkeypatch.setattr(turns, "_delays", (0.01,))

    async def picky(conversation_id: str, text: str, metadata: dict[str, Any]) -> list[dict[str, Any]]:
        return [] if text == "poison" else await say(conversation_id, text, metadata)

    monkeypatch.setattr(rasa, "say", picky)
    with live_page(client, "live-poison-1") as page:
        page.says("poison", "m-1")
        page.says("hello", "m-2")
        assert page.answer()[0]["text"] == "Hello."


def test_an_answer_that_was_lost_on_its_way_is_not_asked_for_again(
    client: TestClient, rasa: ScriptedRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns, say = client.app.state.turns, rasa.say  # type: ignore[attr-defined]
    monkeypatch.setattr(turns, "_delays", (0.01,))

    async def lossy(conversation_id: str, text: str, metadata: dict[str, Any]) -> list[dict[str, Any]]:
        await say(conversation_id, text, metadata)
        raise service_problem()

    def service_problem() -> Exception:
        from service.rasa_client import no_answer

        return no_answer()

    monkeypatch.setattr(rasa, "say", lossy)
    with live_page(client, "live-lost-1") as page:
        page.says("add it to my cart", "m-1")
        assert page.answer()[0]["text"] == "Hello."
    assert len(rasa.asked) == 1


def test_while_a_person_has_the_word_the_bot_is_silent_and_the_person_is_heard(
    client: TestClient, rasa: ScriptedRasa
) -> None:
    hold(client, "live-held-1")
    with live_page(client, "live-held-1") as page:
        welcome = page.next()
        assert (welcome["state"]["handler"], welcome["state"]["agent"]) == ("agent", {"name": "Sam"})
        page.says("anybody there?", "m-1")
        page.until("ack")
        in_loop(
            client,
            lambda state: state.mailroom.post("live-held-1", "agent", "I am.", author="Sam"),
        )
        [message] = page.answer()
        assert (message["role"], message["author"], message["text"]) == ("agent", "Sam", "I am.")
    assert rasa.asked == []
    assert (
        client.post("/v1/chat", json={"text": "thanks", "conversation_id": "live-held-1"}).json()["messages"]
        == []
    )


def test_a_person_who_takes_the_conversation_while_the_bot_thinks_has_the_word(
    client: TestClient, rasa: ScriptedRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    say = rasa.say

    async def slow(conversation_id: str, text: str, metadata: dict[str, Any]) -> list[dict[str, Any]]:
        hold(client, conversation_id)
        return await say(conversation_id, text, metadata)

    monkeypatch.setattr(rasa, "say", slow)
    answer = client.post("/v1/chat", json={"text": "hm", "conversation_id": "live-taken-1"}).json()
    assert (answer["messages"], answer["state"]["handler"]) == ([], "agent")


def test_what_a_shopper_types_goes_to_the_agent_and_not_back(client: TestClient, rasa: ScriptedRasa) -> None:
    heard: list[Any] = []
    hub = client.app.state.hub  # type: ignore[attr-defined]
    with live_page(client, "live-types-1") as page:
        page.until("caught_up")
        with hub.listening(conversation_topic("live-types-1")) as agent:
            page.send("typing", on=True)
            page.send("ping")
            assert page.next() == {"type": "pong"}
            in_loop(client, lambda state: _collect(agent, heard))
    assert heard == [{"type": "typing", "who": "shopper", "on": True}]


async def _collect(listener: Any, heard: list[Any]) -> None:
    heard.append(await listener.next())


def test_agents_see_the_page_without_its_query_and_when_the_shopper_is_gone(
    client: TestClient, rasa: ScriptedRasa
) -> None:
    presence, hub = client.app.state.presence, client.app.state.hub  # type: ignore[attr-defined]
    told: list[Any] = []
    with hub.listening(backstage_topic("live-page-01")) as agent:
        page = {
            "url": "https://me:pw@shop.example/tents/2?email=a@b.example#x",
            "title": "Tents",
            "product_id": "t-2",
        }
        with live_page(client, "live-page-01", page=page) as line:
            line.until("caught_up")
            assert presence.online("live-page-01")
            assert presence.page("live-page-01").url == "https://shop.example/tents/2"
            line.send("page", page={"url": "javascript:alert(1)", "title": "", "product_id": ""})
            line.send("ping")
            line.until("pong")
            assert presence.page("live-page-01").url == ""
        for _ in range(3):
            in_loop(client, lambda state: _collect(agent, told))
    assert [event["online"] for event in told] == [True, True, False]
    assert not presence.online("live-page-01")


@pytest.mark.parametrize(
    "frame",
    [
        *("no json", "[]", '{"type": "nothing"}', '{"type": "typing"}', '{"type": "hello"}'),
        json.dumps({"type": "message", "text": "x" * 70_000, "id": "m"}),
    ],
)
def test_what_is_no_frame_ends_the_connection(client: TestClient, rasa: ScriptedRasa, frame: str) -> None:
    with client.websocket_connect("/v1/live") as socket:
        socket.send_json({"type": "hello", "conversation_id": "live-bad-0001", "after": 0})
        socket.send_text(frame)
        assert code_of(socket) == 4400


def test_the_first_frame_must_be_hello(client: TestClient, rasa: ScriptedRasa) -> None:
    with client.websocket_connect("/v1/live") as socket:
        socket.send_json({"type": "ping"})
        assert code_of(socket) == 4400


def test_a_message_that_is_not_valid_is_refused_by_its_id_and_the_next_one_taken(
    client: TestClient, rasa: ScriptedRasa
) -> None:
    with live_page(client, "live-refused-1") as page:
        for text in ("", "  \n ", "x" * 5000):
            page.says(text, "m-bad")
            refused = page.until("refused")[-1]
            assert refused["id"] == "m-bad" and "text" in refused["detail"]
            assert "xxxxx" not in refused["detail"]
        page.says("hello", "m-good")
        assert page.until("ack")[-1]["id"] == "m-good"
        page.until("typing", on=False)
    assert [text for _, text, _ in rasa.asked] == ["hello"]


def test_a_page_of_another_site_may_not_connect(client: TestClient, rasa: ScriptedRasa) -> None:
    headers = {"Origin": "https://elsewhere.example"}
    with client.websocket_connect("/v1/live", headers=headers) as socket:
        assert code_of(socket) == 4403
    with live_page(client, "live-origin-1", origin="http://testserver") as page:
        assert page.next()["type"] == "welcome"


def test_the_shops_own_origins_may_connect() -> None:
    settings = Settings(public_url="https://help.example", allowed_origins=("https://shop.example",))
    assert may_connect("https://shop.example", "help.example", settings)
    assert may_connect("https://help.example", "10.0.0.1:8080", settings), "behind a proxy"
    assert not may_connect("https://shop.example.evil.example", "help.example", settings)
    assert not may_connect("null", "help.example", settings)


def test_a_customer_id_needs_its_signature_on_the_line_as_well(settings: Settings) -> None:
    secret = "s" * 32
    proving = settings.model_copy(update={"identity_secret": type(settings.identity_secret)(secret)})
    with TestClient(create_app(proving)) as client:
        with client.websocket_connect("/v1/live") as socket:
            socket.send_json({"type": "hello", "conversation_id": "live-proof-1", "customer_id": "ann"})
            assert code_of(socket) == 4403
        signature = sign("ann", secret)
        with live_page(client, "live-proof-1", customer_id="ann", customer_signature=signature) as page:
            assert page.next()["type"] == "welcome"
            page.send("claims", customer_id="bob")
            assert code_of(page._socket) == 4403


def test_claims_that_change_count_for_the_next_message(client: TestClient, rasa: ScriptedRasa) -> None:
    with live_page(client, "live-claims-1", session_id="visit-1") as page:
        page.says("hi", "m-1")
        page.answer()
        page.send("claims", customer_id="rita", consent={"personalization_storage": "granted"})
        page.says("hi", "m-2")
        page.answer()
    first, second = (metadata for _, _, metadata in rasa.asked)
    assert (first["customer_id"], first["personal"], first["session_id"]) == ("", False, "visit-1")
    assert (second["customer_id"], second["personal"], second["session_id"]) == ("rita", True, "visit-1")


def test_when_the_service_stops_the_page_is_told_to_come_back_and_what_is_owed_is_answered_then(
    settings: Settings,
) -> None:
    app = create_app(settings)
    with TestClient(app) as client:
        down = ScriptedRasa()
        down.down = True
        app.state.turns._rasa = app.state.tracker._rasa = down
        with live_page(client, "live-stops-01") as page:
            page.says("first", "m-1")
            page.says("second", "m-2")
            page.until("ack", id="m-2")
    answering = ScriptedRasa()
    again = create_app(settings)
    with TestClient(again) as client:
        again.state.turns._rasa = again.state.tracker._rasa = answering
        with live_page(client, "live-stops-01") as page:
            page.answer(2)
    mine = [text for conversation, text, _ in answering.asked if conversation == "live-stops-01"]
    assert mine == ["first", "second"]


def test_a_listener_that_falls_behind_is_told_to_come_back(client: TestClient, rasa: ScriptedRasa) -> None:
    with client.websocket_connect("/v1/live") as socket:
        page = LivePage(socket)
        page.send("hello", conversation_id="live-behind-1")
        page.until("caught_up")

        def flood(state: Any) -> None:
            for _ in range(1500):
                state.hub.tell(
                    conversation_topic("live-behind-1"), {"type": "typing", "who": "bot", "on": True}
                )

        in_loop(client, flood)
        assert code_of(socket) == 1013


def test_an_email_address_is_kept_where_a_person_is_awaited_and_the_page_is_told(
    client: TestClient, rasa: ScriptedRasa
) -> None:
    db, now = client.app.state.db, datetime.now(UTC)  # type: ignore[attr-defined]
    address = "/v1/conversations/live-email-01/email"
    conversations.open_conversation(db, "live-email-01", "", now, False)
    assert client.post(address, json={"email": "kim@shop.example.com"}).status_code == 404
    handoffs.request_handoff(db, "live-email-01", "asked", now)
    assert client.post(address, json={"email": "no address"}).status_code == 422
    with live_page(client, "live-email-01") as page:
        assert page.next()["state"]["position"] >= 1
        kept = client.post(address, json={"email": "kim@shop.example.com"}).json()["state"]
        assert kept["email"] == "kim@shop.example.com"
        assert page.until("state")[-1]["state"] == kept


def test_who_no_longer_wants_a_person_leaves_the_queue_and_the_others_move_up(
    client: TestClient, rasa: ScriptedRasa
) -> None:
    db, now = client.app.state.db, datetime.now(UTC)  # type: ignore[attr-defined]
    for name in ("live-queue-01", "live-queue-02"):
        conversations.open_conversation(db, name, "", now, False)
        handoffs.request_handoff(db, name, "asked", now, team="sizes")
    with live_page(client, "live-queue-02") as page:
        assert page.next()["state"]["position"] == 2
        gone = client.post("/v1/conversations/live-queue-01/handoff/cancel").json()["state"]
        assert gone["handler"] == "bot"
        assert page.until("state")[-1]["state"]["position"] == 1
    again = client.post("/v1/conversations/live-queue-01/handoff/cancel")
    assert again.status_code == 200, "nothing is left to cancel"
    handoffs.take(db, "live-queue-02", SAM.agent_id, now)
    assert client.post("/v1/conversations/live-queue-02/handoff/cancel").status_code == 409


def test_what_a_shopper_thinks_is_kept(client: TestClient, rasa: ScriptedRasa) -> None:
    client.post("/v1/chat", json={"text": "hi", "conversation_id": "live-thinks-1"})
    address = "/v1/conversations/live-thinks-1/feedback"
    assert client.post(address, json={"rating": 5, "comment": "great"}).status_code == 204
    assert client.post(address, json={"rating": 6}).status_code == 422
    unknown = client.post("/v1/conversations/nobody-knows-it/feedback", json={"rating": 1})
    assert unknown.status_code == 404


def test_polling_tells_the_state_as_well(client: TestClient, rasa: ScriptedRasa) -> None:
    answer = client.post("/v1/chat", json={"text": "hi", "conversation_id": "live-polls-01"}).json()
    assert answer["state"]["handler"] == "bot"
    last = answer["messages"][-1]["id"]
    hold(client, "live-polls-01")
    found = client.get(f"/v1/conversations/live-polls-01/messages?after={last}").json()
    assert (found["messages"], found["state"]["agent"]) == ([], {"name": "Sam"})


def test_who_never_says_hello_is_not_kept(
    client: TestClient, rasa: ScriptedRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.live.shopper_line.HELLO_S", 0.05)
    with client.websocket_connect("/v1/live") as socket:
        assert code_of(socket) == 4400


def test_what_cannot_be_stored_is_not_acknowledged_and_taken_when_it_is_sent_again(
    client: TestClient, rasa: ScriptedRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*values: object, **named: object) -> None:
        raise StorageError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(client.app.state.mailroom, "post", full)  # type: ignore[attr-defined]
        with client.websocket_connect("/v1/live") as socket:
            page = LivePage(socket)
            page.send("hello", conversation_id="live-full-001")
            page.until("caught_up")
            page.says("hello", "m-1")
            assert code_of(socket) == 1011
    with live_page(client, "live-full-001") as page:
        assert texts(page.until("caught_up")) == []
        page.says("hello", "m-1")
        assert page.answer()[0]["text"] == "Hello."


def test_a_message_of_someone_who_left_at_once_is_answered_all_the_same(
    client: TestClient, rasa: ScriptedRasa
) -> None:
    with live_page(client, "live-gone-001") as page:
        page.until("caught_up")
        page.says("hello", "m-1")
    with live_page(client, "live-gone-001") as page:
        page.says("hello", "m-1")
        assert page.answer()[0]["text"] == "Hello."
    assert len(rasa.asked) == 1


def test_a_message_without_an_id_that_failed_is_not_answered_later(
    client: TestClient, rasa: ScriptedRasa
) -> None:
    rasa.down = True
    body = {"text": "hello", "conversation_id": "live-noid-001"}
    assert client.post("/v1/chat", json=body).status_code == 503
    rasa.down = False
    client.post("/v1/chat", json={**body, "text": "again"})
    assert [text for _, text, _ in rasa.asked] == ["again"]


def test_who_watches_all_conversations_hears_of_what_shoppers_do_about_a_person(
    client: TestClient, rasa: ScriptedRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    db, heard = client.app.state.db, []  # type: ignore[attr-defined]

    async def watcher(conversation_id: str) -> None:
        heard.append(conversation_id)

    monkeypatch.setattr(client.app.state.states, "watchers", [watcher])  # type: ignore[attr-defined]
    say = rasa.say

    async def calling(conversation_id: str, text: str, metadata: dict[str, Any]) -> list[dict[str, Any]]:
        handoffs.request_handoff(db, conversation_id, "asked", datetime.now(UTC))
        await say(conversation_id, text, metadata)
        return [{"text": "Somebody is on the way."}, {"custom": {"handoff": True}}]

    monkeypatch.setattr(rasa, "say", calling)
    name = "live-watch-01"
    [message] = client.post("/v1/chat", json={"text": "a person!", "conversation_id": name}).json()[
        "messages"
    ]
    assert message["handoff"]["handler"] == "queue", "the answer says that a person is on the way"
    client.post(f"/v1/conversations/{name}/email", json={"email": "kim@shop.example.com"})
    client.post(f"/v1/conversations/{name}/handoff/cancel")
    assert heard == [name] * 3


def test_the_bots_memory_is_erased_after_the_turn_that_is_under_way(
    client: TestClient, rasa: ScriptedRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    state, say = client.app.state, rasa.say  # type: ignore[attr-defined]
    monkeypatch.setattr(state.turns, "_erase", lambda ids: steps.append(f"erased {ids}"))

    async def slow(conversation_id: str, text: str, metadata: dict[str, Any]) -> list[dict[str, Any]]:
        in_turn.set()
        await asyncio.sleep(0.1)
        steps.append("turn ended")
        return await say(conversation_id, text, metadata)

    monkeypatch.setattr(rasa, "say", slow)
    in_turn = threading.Event()
    with live_page(client, "live-erase-01") as page:
        page.says("hello", "m-1")
        assert in_turn.wait(10)
        in_loop(client, lambda state: state.turns.forget(["live-erase-01"]))
    assert steps == ["turn ended", "erased ['live-erase-01']"]

"""What open consoles are told while things happen."""

import pytest
from desk_shop import ORIGIN, TALK, Person, Shop, frames_until, opened_shop
from starlette.websockets import WebSocketDisconnect

from shop.storage.agents import change_agent, get_agent
from shop.storage.database import Database


def rows(frames: list[dict[str, object]]) -> dict[str, str]:
    """Who has each conversation, by the last row told."""
    found = (frame["row"] for frame in frames if frame["type"] == "row")
    return {row["conversation_id"]: row["handler"] for row in found}  # type: ignore[index]


def told(socket: object) -> list[dict[str, object]]:
    """All that the console was told up to now."""
    socket.send_json({"type": "ping"})  # type: ignore[attr-defined]
    return frames_until(socket, "pong")[:-1]


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, 4403),
        ({"Origin": "https://evil.example"}, 4403),
        ({"Origin": "http://testserver.evil.example"}, 4403),
        ({"Origin": "null"}, 4403),
        (ORIGIN, 4401),
        ({**ORIGIN, "Cookie": "aisle_agent=made-up"}, 4401),
    ],
)
def test_only_the_consoles_own_page_of_a_signed_in_agent_gets_in(
    shop: Shop, sam: Person, headers: dict[str, str], code: int
) -> None:
    if code == 4403:
        headers = {**headers, "Cookie": f"aisle_agent={sam.token}"}
    connecting = shop.client.websocket_connect("/v1/desk/live", headers=headers)
    with connecting as socket, pytest.raises(WebSocketDisconnect) as closed:
        socket.receive_json()
    assert closed.value.code == code


@pytest.mark.parametrize(
    "frame",
    [
        "{",
        '"ping"',
        '{"type": "shout"}',
        '{"type": "typing", "conversation_id": "x"}',
        '{"type":"ping"' + " " * 5000 + "}",
    ],
)
def test_a_frame_that_is_none_ends_the_connection(shop: Shop, sam: Person, frame: str) -> None:
    with sam.live() as socket:
        socket.send_text(frame)
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()
        assert closed.value.code == 4400


def test_every_console_sees_the_queue_move(shop: Shop, sam: Person, kim: Person) -> None:
    with sam.live() as one, kim.live() as other:
        shop.said("My zip broke")
        shop.asks_for_person()
        assert rows(told(one)) == rows(told(other)) == {TALK: "queue"}
        sam.act("take")
        assert rows(told(one)) == rows(told(other)) == {TALK: "agent"}
        sam.act("return")
        assert rows(told(other)) == {TALK: "bot"}


def test_whoever_waits_behind_moves_up(shop: Shop, sam: Person) -> None:
    for talk in ("talk-aaaa", "talk-bbbb"):
        shop.asks_for_person(talk)
    with sam.live() as socket:
        sam.act("take", talk="talk-aaaa")
        places = {frame["row"]["conversation_id"]: frame["row"]["position"] for frame in told(socket)}  # type: ignore[index]
    assert places == {"talk-aaaa": 0, "talk-bbbb": 1}


def test_what_is_in_no_list_any_more_is_gone(shop: Shop, sam: Person) -> None:
    shop.asks_for_person()
    sam.act("take")
    with sam.live() as socket:
        sam.act("close")
        assert {"type": "gone", "conversation_id": TALK} in told(socket)


def test_a_conversation_that_begins_appears_by_itself(shop: Shop, sam: Person) -> None:
    with sam.live() as socket:
        shop.said("Hello")
        frames = frames_until(socket, "row")
    assert frames[0] == {**frames[0], "type": "activity", "conversation_id": TALK, "last_text": "Hello"}
    assert frames[-1]["row"]["conversation_id"] == TALK


def test_who_watches_sees_one_conversation_and_no_other(shop: Shop, sam: Person) -> None:
    with sam.live() as socket:
        socket.send_json({"type": "watch", "conversation_id": TALK})
        told(socket)
        shop.said("Hello")
        shop.said("Hello from elsewhere", "conversation-two")
        shop.tell(TALK, {"type": "typing", "who": "shopper", "on": True})
        shop.tell(TALK, {"type": "cart"}, backstage=True)
        shop.tell(
            TALK, {"type": "page", "page": {"url": "", "title": "", "product_id": ""}, "online": False}, True
        )
        sam.act("notes", {"text": "A note"})
        seen = [frame for frame in told(socket) if frame["type"] not in ("row", "activity")]
        assert [frame["type"] for frame in seen] == ["message", "typing", "cart", "page", "note"]
        assert {frame["conversation_id"] for frame in seen} == {TALK}
        assert seen[0]["message"]["text"] == "Hello" and seen[3]["page"] is None  # type: ignore[index]
        socket.send_json({"type": "watch", "conversation_id": ""})
        told(socket)
        shop.said("Still there?")
        assert {frame["type"] for frame in told(socket)} <= {"row", "activity"}


def test_only_who_holds_a_conversation_is_seen_typing(shop: Shop, sam: Person, kim: Person) -> None:
    shop.asks_for_person()
    sam.act("take")
    with kim.live() as socket, sam.live() as holder:
        socket.send_json({"type": "watch", "conversation_id": TALK})
        socket.send_json({"type": "typing", "conversation_id": TALK, "on": True})
        assert "typing" not in {frame["type"] for frame in told(socket)}
        holder.send_json({"type": "typing", "conversation_id": TALK, "on": True})
        frame = frames_until(socket, "typing")[-1]
    assert frame == {"type": "typing", "conversation_id": TALK, "who": "agent", "on": True}


def test_a_session_that_ended_ends_its_connection_at_the_next_frame(shop: Shop, sam: Person) -> None:
    with sam.live() as socket:
        sam.post("/logout")
        socket.send_json({"type": "watch", "conversation_id": TALK})
        with pytest.raises(WebSocketDisconnect) as closed:
            while True:
                socket.receive_json()
        assert closed.value.code == 4401


def test_an_agent_disabled_from_outside_is_out_within_a_minute(
    shop: Shop, sam: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from service.desk import connection

    assert connection.CHECK_S <= 60
    monkeypatch.setattr(connection.Connection.serve, "__defaults__", (0.05,))
    with sam.live() as socket:
        agent = get_agent(shop.db, sam.agent["agent_id"])
        assert agent is not None
        change_agent(shop.db, type(agent)(agent.agent_id, agent.login, agent.name, active=False))
        with pytest.raises(WebSocketDisconnect) as closed:
            while True:
                socket.receive_json()
        assert closed.value.code == 4401


def test_an_agent_who_is_gone_too_long_loses_to_the_queue_and_learns_it_when_back(
    shop: Shop, sam: Person, kim: Person
) -> None:
    shop.asks_for_person()
    with kim.live() as other:
        with sam.live():
            sam.act("take")
        shop.gone(sam)
        assert kim.lists()["queue"] == [], "a reload is no absence"
        told(other)
        shop.time_passes()
        assert rows(told(other)) == {TALK: "queue"}
    assert shop.rasa.told[-1] == ("resume", TALK), "the bot helps meanwhile"
    headers = {"Cookie": f"aisle_agent={sam.token}", **ORIGIN}
    with shop.client.websocket_connect("/v1/desk/live", headers=headers) as socket:
        assert socket.receive_json() == {"type": "lost", "conversation_id": TALK}
    with sam.live() as socket:
        assert told(socket) == [], "it is said once"


def test_an_agent_who_comes_back_in_time_keeps_all(shop: Shop, sam: Person) -> None:
    shop.asks_for_person()
    with sam.live():
        sam.act("take")
    shop.gone(sam)
    with sam.live() as socket:
        shop.time_passes()
        assert told(socket) == []
        assert sam.lists()["mine"] == [TALK]


def test_one_of_two_windows_closed_is_no_absence(shop: Shop, sam: Person) -> None:
    shop.asks_for_person()
    with sam.live() as first:
        with sam.live():
            sam.act("take")
        told(first)
        shop.time_passes()
        assert sam.lists()["mine"] == [TALK]


def test_who_takes_without_a_console_has_the_same_time_to_open_one(shop: Shop, sam: Person) -> None:
    shop.asks_for_person()
    sam.act("take")
    shop.time_passes()
    assert sam.lists()["queue"] == [TALK]


def test_after_a_restart_an_agent_has_time_to_come_back(db: Database, tmp_path: object) -> None:
    with opened_shop(db, tmp_path) as shop:  # type: ignore[arg-type]
        sam, kim = shop.agent("sam", "Sam Reed"), shop.agent("kim", "Kim Vale")
        for person, talk in ((sam, "talk-sams"), (kim, "talk-kims")):
            shop.asks_for_person(talk)
            person.act("take", talk=talk)
    with opened_shop(db, tmp_path) as shop:  # type: ignore[arg-type]
        sam.client = kim.client = shop.client
        assert sam.lists()["mine"] == ["talk-sams"], "a restart takes nothing from anybody"
        with sam.live():
            shop.time_passes()
            assert sam.lists() == {"queue": ["talk-kims"], "mine": ["talk-sams"], "live": []}


def test_storage_that_fails_at_the_wrong_moment_is_asked_again(
    shop: Shop, sam: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shop.storage.database import StorageError

    shop.asks_for_person()
    sam.act("take")

    def broken(*_: object, **__: object) -> None:
        raise StorageError("The database does not answer.")

    with monkeypatch.context() as patch:
        patch.setattr("shop.storage.handoffs.lose", broken)
        shop.time_passes()
    assert sam.lists()["mine"] == [TALK]
    shop.time_passes()
    assert sam.lists()["queue"] == [TALK]

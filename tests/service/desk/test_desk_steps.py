"""Taking over, giving back, closing: one agent at a time, and everybody is told."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from desk_shop import PRODUCTS, TALK, Person, Shop
from sqlalchemy import event

from service.chatwoot.place import Place
from service.desk import outside
from service.desk.rows import load_rows
from service.live.presence import Presence
from shop.storage.conversations import add_message, load_messages, open_conversation
from shop.storage.database import Database, StorageError
from shop.storage.desk_rows import products_shown
from shop.storage.handoffs import cancel, request_handoff


def test_who_waits_is_in_the_queue_and_whom_one_takes_is_theirs(shop: Shop, sam: Person, kim: Person) -> None:
    shop.said("My zip broke")
    assert sam.lists() == {"queue": [], "mine": [], "live": [TALK]}
    shop.asks_for_person()
    assert sam.lists() == {"queue": [TALK], "mine": [], "live": []}
    taken = sam.act("take")
    assert taken.status_code == 200 and taken.json()["row"]["agent"]["name"] == "Sam Reed"
    assert sam.lists() == {"queue": [], "mine": [TALK], "live": []}
    assert kim.lists() == {"queue": [], "mine": [], "live": [TALK]}


def test_a_row_says_who_what_and_where(shop: Shop, sam: Person) -> None:
    shop.said("x" * 300, customer_id="c7")
    shop.asks_for_person(team="fit")
    with shop.visits(url="https://shop.example/boots"):
        row = sam.get("/conversations")["queue"][0]
    assert row["customer_id"] == "c7" and row["reason"] == "asked" and row["team"] == "fit"
    assert row["handler"] == "queue" and row["agent"] is None and row["position"] == 1
    assert row["online"] and row["page"]["url"] == "https://shop.example/boots"
    assert row["last_role"] == "shopper" and row["last_text"] == "x" * 120
    assert datetime.fromisoformat(row["last_at"]) <= datetime.now(UTC)
    assert datetime.fromisoformat(row["requested_at"]) <= datetime.now(UTC)


def test_each_team_has_its_own_queue(shop: Shop, sam: Person) -> None:
    for talk, team in (("talk-aaaa", ""), ("talk-bbbb", "fit"), ("talk-cccc", ""), ("talk-dddd", "fit")):
        shop.asks_for_person(talk, team=team)
    places = {row["conversation_id"]: row["position"] for row in sam.get("/conversations")["queue"]}
    assert places == {"talk-aaaa": 1, "talk-bbbb": 1, "talk-cccc": 2, "talk-dddd": 2}


def test_a_shopper_who_only_looks_around_is_live(shop: Shop, sam: Person) -> None:
    with shop.visits("visitor-1"):
        assert sam.lists()["live"] == ["visitor-1"]
        assert sam.get("/conversations/visitor-1")["messages"] == []
    assert sam.lists()["live"] == []


@pytest.mark.parametrize("step", ["take", "join"])
def test_of_two_agents_at_once_one_gets_it_and_the_other_learns_who(
    shop: Shop, sam: Person, kim: Person, step: str
) -> None:
    people = {person.agent["name"]: person for person in (sam, kim)}
    for number in range(8):
        talk = f"conversation-{number}"
        shop.said("Help", talk)
        if step == "take":
            shop.asks_for_person(talk)
        with ThreadPoolExecutor(2) as pool:
            asked = {name: pool.submit(one.act, step, talk=talk) for name, one in people.items()}
        answers = {name: future.result() for name, future in asked.items()}
        winner = next(name for name, answer in answers.items() if answer.status_code == 200)
        (loser,) = people.keys() - {winner}
        assert answers[loser].status_code == 409
        assert winner in answers[loser].json()["detail"]
        assert talk in people[winner].lists()["mine"] and talk not in people[loser].lists()["mine"]


def test_taking_twice_is_taking_once(shop: Shop, sam: Person) -> None:
    shop.asks_for_person()
    assert [sam.act("take").status_code for _ in range(2)] == [200, 200]
    assert [event["step"] for event in sam.get(f"/conversations/{TALK}")["history"]] == ["requested", "taken"]


def test_nobody_takes_what_nobody_asked_for_but_one_may_join(shop: Shop, sam: Person) -> None:
    shop.said("Just looking")
    refused = sam.act("take")
    assert refused.status_code == 409 and "join" in refused.json()["detail"]
    joined = sam.act("join")
    assert joined.status_code == 200 and joined.json()["row"]["reason"] == "joined"
    assert sam.act("join", talk="nobody-there").status_code == 404
    with shop.visits("visitor-1"):
        assert sam.act("join", talk="visitor-1").status_code == 200, "an agent may speak first"


def test_whom_chatwoots_people_answer_is_not_at_the_desk(shop: Shop, sam: Person) -> None:
    theirs = Place(1, 7).conversation_id("a key")
    shop.said("Is anybody there?", theirs)
    shop.asks_for_person(theirs)
    assert theirs not in [key for keys in sam.lists().values() for key in keys]
    for step in ("take", "join"):
        refused = sam.act(step, talk=theirs)
        assert refused.status_code == 409 and "Chatwoot" in refused.json()["detail"]


def test_rasa_is_paused_while_a_person_has_the_word(shop: Shop, sam: Person) -> None:
    shop.asks_for_person()
    sam.act("take")
    assert shop.rasa.told == [("pause", TALK)]
    sam.act("return")
    assert shop.rasa.told[-1] == ("resume", TALK)


def test_rasa_being_down_keeps_nobody_from_anything(shop: Shop, sam: Person) -> None:
    shop.said("My zip broke")
    shop.asks_for_person()
    shop.rasa.down = True
    assert sam.act("take").status_code == 200
    assert sam.act("messages", {"message_id": "m1", "text": "Hello"}).status_code == 200
    assert sam.get(f"/conversations/{TALK}")["summary"]["wish"] == "My zip broke"
    assert sam.act("transfer", {"team": "fit"}).status_code == 200
    assert sam.act("take").status_code == 200
    assert sam.act("return").status_code == 200


def test_a_transfer_goes_into_the_queue_of_a_team_that_there_is(shop: Shop, sam: Person, kim: Person) -> None:
    shop.asks_for_person()
    sam.act("take")
    assert sam.act("transfer", {"team": "no-such"}).status_code == 422
    refused = kim.act("transfer", {"team": "orders"})
    assert refused.status_code == 409 and "Sam Reed" in refused.json()["detail"]
    row = sam.act("transfer", {"team": "orders"}).json()["row"]
    assert (row["handler"], row["team"], row["agent"]) == ("queue", "orders", None)
    assert kim.act("take").status_code == 200
    assert shop.rasa.told[-2:] == [("resume", TALK), ("pause", TALK)], (
        "the bot helps while somebody is on the way"
    )


@pytest.mark.parametrize(("step", "says"), [("return", "gave it back"), ("close", "closed it")])
def test_what_is_over_is_over_for_everybody(
    shop: Shop, sam: Person, kim: Person, step: str, says: str
) -> None:
    shop.asks_for_person()
    sam.act("take")
    assert kim.act(step).status_code == 409
    assert sam.act(step).json()["row"]["handler"] == "bot"
    refused = kim.act("take")
    assert refused.status_code == 409 and f"Sam Reed {says}" in refused.json()["detail"]


def test_a_shopper_who_no_longer_wants_a_person_is_not_taken(shop: Shop, sam: Person) -> None:
    shop.asks_for_person()
    cancel(shop.db, TALK, datetime.now(UTC))
    assert "no longer wants" in sam.act("take").json()["detail"]


def test_closing_keeps_the_outcome(shop: Shop, sam: Person) -> None:
    shop.asks_for_person()
    sam.act("take")
    assert sam.act("close", {"outcome": "replacement sent"}).status_code == 200
    last = sam.get(f"/conversations/{TALK}")["history"][-1]
    assert (last["step"], last["agent"], last["detail"]) == ("closed", "Sam Reed", "replacement sent")


def test_what_an_agent_writes_reaches_the_shopper_and_the_bot(shop: Shop, sam: Person) -> None:
    shop.said("Which one?")
    shop.asks_for_person()
    sam.act("take")
    body = {"message_id": "m1", "text": "This one.", "product_ids": ["p2", "p1"]}
    message = sam.act("messages", body).json()["message"]
    assert message["role"] == "agent" and message["author"] == "Sam Reed" and message["message_id"] == "m1"
    assert [card["product_id"] for card in message["products"]] == ["p2", "p1"]
    assert load_messages(shop.db, TALK)[-1].number == message["id"]
    assert set(products_shown(shop.db, TALK)) == {"p1", "p2"}
    shop.until(lambda: ("agent", TALK, "This one.", ["p2", "p1"]) in shop.rasa.told)


def test_a_message_sent_again_is_said_once(shop: Shop, sam: Person) -> None:
    shop.asks_for_person()
    sam.act("take")
    body = {"message_id": "m1", "text": "Hello"}
    first = sam.act("messages", body).json()["message"]
    assert sam.act("messages", body).json()["message"] == first
    sam.act("return")
    assert sam.act("messages", body).json()["message"] == first, "its answer was lost, not the message"
    assert len(load_messages(shop.db, TALK)) == 1


def test_only_who_holds_the_conversation_writes_in_it(shop: Shop, sam: Person, kim: Person) -> None:
    shop.said("Hello", message_id="theirs")
    body = {"message_id": "m1", "text": "Hello"}
    assert sam.act("messages", body).status_code == 409
    shop.asks_for_person()
    assert sam.act("messages", body).status_code == 409, "waiting is not holding"
    kim.act("take")
    refused = sam.act("messages", body)
    assert refused.status_code == 409 and "Kim Vale" in refused.json()["detail"]
    assert kim.act("messages", {**body, "message_id": "theirs"}).status_code == 409
    assert [message.text for message in load_messages(shop.db, TALK)] == ["Hello"]


@pytest.mark.parametrize(
    "body",
    [
        {"message_id": "m1", "text": "  "},
        {"message_id": "m1", "text": "x" * 4001},
        {"message_id": "", "text": "Hello"},
        {"message_id": "m1", "text": "Look", "product_ids": ["p1", "gone"]},
        {"message_id": "m1", "text": "Look", "product_ids": ["p1"] * 7},
    ],
)
def test_what_cannot_be_said_is_refused_and_nothing_is_stored(
    shop: Shop, sam: Person, body: dict[str, object]
) -> None:
    shop.asks_for_person()
    sam.act("take")
    assert sam.act("messages", body).status_code == 422
    assert load_messages(shop.db, TALK) == []


def test_a_product_alone_is_a_message(shop: Shop, sam: Person) -> None:
    shop.asks_for_person()
    sam.act("take")
    found = sam.get("/products?q=ridge")["products"]
    assert [card["title"] for card in found] == [PRODUCTS["p2"].title]
    answer = sam.act("messages", {"message_id": "m1", "product_ids": ["p2"]})
    assert answer.status_code == 200 and "text" not in answer.json()["message"]


def test_notes_are_for_agents(shop: Shop, sam: Person, kim: Person) -> None:
    shop.said("Hello")
    noted = sam.act("notes", {"text": "Wants a refund"})
    assert noted.status_code == 200 and noted.json()["note"]["agent"] == "Sam Reed"
    assert [note["text"] for note in kim.get(f"/conversations/{TALK}")["notes"]] == ["Wants a refund"]
    assert "refund" not in str([message.text for message in load_messages(shop.db, TALK)])
    assert sam.act("notes", {"text": "x"}, talk="nobody-there").status_code == 404
    assert sam.act("notes", {"text": ""}).status_code == 422


def test_admins_keep_the_canned_answers_and_agents_read_them(shop: Shop, sam: Person, ada: Person) -> None:
    assert ada.ask("PUT", "/canned/hello", {"text": "Hello!"}).status_code == 200
    assert ada.ask("PUT", "/canned/hello", {"text": "Hello there!"}).status_code == 200
    assert sam.get("/canned") == {"canned": [{"shortcut": "hello", "text": "Hello there!"}]}
    assert ada.ask("PUT", "/canned/Not%20One", {"text": "x"}).status_code == 422
    assert ada.ask("DELETE", "/canned/hello").status_code == 204
    assert ada.ask("DELETE", "/canned/hello").status_code == 404


def test_storage_that_does_not_answer_is_said_so_and_nothing_is_told(
    shop: Shop, sam: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.asks_for_person()

    def broken(*_: object, **__: object) -> None:
        raise StorageError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr("shop.storage.handoffs.take", broken)
        assert sam.act("take").status_code == 503
    assert shop.rasa.told == []
    assert sam.act("take").status_code == 200


def test_the_lists_are_read_in_as_many_queries_whatever_their_length(db: Database) -> None:
    now, statements = datetime.now(UTC), []

    def count(*arguments: object) -> None:
        statements.append(arguments[2])

    counts = {}
    event.listen(db._engine, "before_cursor_execute", count)
    for number in (3, 30):
        for key in (f"conversation-{place}" for place in range(number)):
            open_conversation(db, key, "", now, False)
            add_message(db, key, "shopper", "Hello", None, now)
            request_handoff(db, key, "asked", now)
        statements.clear()
        assert len(load_rows(db, Presence(), now)) == number
        counts[number] = len(statements)
    assert counts[3] == counts[30]


def test_a_step_that_is_stored_is_done_even_where_it_cannot_be_told(
    shop: Shop, sam: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.asks_for_person()

    async def broken(*_: object) -> None:
        raise StorageError("The database does not answer.")

    with monkeypatch.context() as patch:
        patch.setattr(shop.state.states, "tell_state", broken)
        patch.setattr(shop.state.board, "tell", broken)
        assert sam.act("take").status_code == 200
        shop.loop(shop.state.desk.noticed, TALK)
    assert shop.rasa.told == [("pause", TALK)]
    assert sam.lists()["mine"] == [TALK]


def test_a_rasa_that_never_answers_holds_nobody_up(
    shop: Shop, sam: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def forever(*_: object) -> None:
        await asyncio.Event().wait()

    shop.said("My zip broke")
    shop.asks_for_person()
    monkeypatch.setattr(outside, "PATIENCE_S", 0.01)
    monkeypatch.setattr(outside, "GLANCE_S", 0.01)
    for name in ("pause", "resume", "tracker", "told_by_agent"):
        monkeypatch.setattr(shop.rasa, name, forever)
    assert sam.act("take").status_code == 200
    assert sam.get(f"/conversations/{TALK}")["summary"]["wish"] == "My zip broke"
    assert sam.act("messages", {"message_id": "m1", "text": "Hello"}).status_code == 200
    assert sam.act("return").status_code == 200

"""Chatwoot with Aisle as its agent bot: from the first message to a person and back."""

import json
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from service.chatwoot import clerk
from service.chatwoot.place import Place, place_of
from service.chatwoot.replies import bodies
from service.problems import Problem
from shop.storage.database import StorageError
from shop.storage.deliveries import load_deliveries
from shop.storage.handoffs import load_handoff_events, open_handoff
from shop.storage.inbox import load_arrivals
from tests.service.chatwoot_shop import CARDS, FAST, JACKET, PERSON, Shop, play, until
from tests.service.chatwoot_stub import ACCOUNT, ChatwootStub, Conversation, signed

DOWN = Problem(503, "The assistant is starting", "Try again.")


def ours(shop: Shop, talk: Conversation) -> str:
    return Place(ACCOUNT, talk.number).conversation_id(shop.settings.webhook_token())


async def answered(shop: Shop, stub: ChatwootStub) -> None:
    """Until everything that came was dealt with, and everything to be sent was sent."""
    await stub.settle()
    states = ("waiting", "sending", "unsure")
    await until(
        lambda: not load_arrivals(shop.db) and not any(load_deliveries(shop.db, state) for state in states)  # type: ignore[arg-type]
    )
    await stub.settle()


async def seen_by_staff(shop: Shop) -> Any:
    """What was given up."""
    url, headers = f"{shop.url}/v1/deliveries?state=dead", {"Authorization": "Bearer staff"}
    async with aiohttp.ClientSession(headers=headers) as http, http.get(url) as response:
        return await response.json()


def test_a_conversation_goes_from_the_bot_to_a_person_and_back(tmp_path: Path) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        shop.turns.script["a jacket for rain"] = CARDS
        shop.turns.script[PERSON] = [{"text": "I am calling a person.", "handoff": {"handler": "queue"}}]
        talk = stub.begin()

        stub.shopper_says(talk, "a jacket for rain")
        await answered(shop, stub)
        words, cards, options = talk.seen()[1:]
        assert words["content"] == "These keep you dry:"
        (item,) = cards["content_attributes"]["items"]
        assert (
            item["title"] == "Fell jacket" and item["media_url"] == "https://shop.example/demo/images/p1.svg"
        )
        assert item["description"] == "$119 · Waterproof · ⚠ Buyers say that the zip sticks."
        assert item["actions"] == [
            {"type": "link", "text": "View", "uri": "https://shop.example/demo/product/p1"}
        ]
        assert "Fell jacket" in cards["content"], "channels without cards show this"
        offered = [one["title"] for one in options["content_attributes"]["items"]]
        assert offered[0] == "Cheaper ones" and "Add the Fell jacket to my cart" in offered

        stub.shopper_chooses(talk, "Cheaper ones")
        await answered(shop, stub)
        assert talk.texts()[-1] == "You said: Cheaper ones"

        stub.shopper_says(talk, PERSON)
        await answered(shop, stub)
        assert talk.status == "open"
        assert stub.calls[-3:] == ["messages", "messages", "toggle_status"], (
            "the note is there before the people"
        )
        assert talk.texts()[-1] == "I am calling a person."
        (note,) = talk.notes()
        assert "asked for a person" in note and "> a jacket for rain" in note and "Fell jacket (p1)" in note
        steps = [(one.step, one.detail) for one in load_handoff_events(shop.db)]
        assert steps == [("requested", "asked"), ("closed", "chatwoot")]
        assert open_handoff(shop.db, ours(shop, talk)) is None, "Aisle's own desk does not hold it"

        asked = len(shop.turns.asked)
        stub.agent_says(talk, "Hello, I am Sam. Ours are made of wool.")
        stub.agent_says(talk, "a difficult one", private=True)
        await answered(shop, stub)
        stub.shopper_says(talk, "Is it warm?")
        await answered(shop, stub)
        assert (
            len(shop.turns.asked) == asked and talk.texts()[-1] == "Hello, I am Sam. Ours are made of wool."
        )

        talk.status = "pending"
        stub.shopper_says(talk, "something else")
        await answered(shop, stub)
        assert talk.texts()[-1] == "You said: something else"
        said = shop.turns.knows(ours(shop, talk))
        assert said[-4:] == [
            ("agent", "Hello, I am Sam. Ours are made of wool."),
            ("shopper", "Is it warm?"),
            ("shopper", "something else"),
            ("bot", "You said: something else"),
        ]
        assert "difficult" not in str(said)
        assert set(stub.deliveries) == {200} and not stub.refused

    play(tmp_path, scene)


@pytest.mark.parametrize("status", ["open", "resolved", "snoozed"])
def test_what_is_not_pending_is_left_to_people(tmp_path: Path, status: str) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        talk = stub.begin(status=status)
        stub.shopper_says(talk, "hello")
        await answered(shop, stub)
        assert shop.turns.asked == [] and talk.texts() == []

    play(tmp_path, scene)


def test_a_picture_alone_is_answered_politely_and_a_greeting_not_at_all(tmp_path: Path) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        talk = stub.begin()
        stub.greets(talk, "Welcome!")
        stub.shopper_says(talk, None, attachments=1)
        await answered(shop, stub)
        (polite,) = talk.texts()
        assert "only read text" in polite and shop.turns.asked == []

    play(tmp_path, scene)


def test_the_same_message_twice_gets_one_answer(tmp_path: Path) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        talk = stub.begin()
        message = stub.shopper_says(talk, "hello")
        stub.delivers_again(talk, message)
        await answered(shop, stub)
        stub.delivers_again(talk, message)
        await answered(shop, stub)
        assert talk.texts() == ["You said: hello"]

    play(tmp_path, scene)


def test_a_contact_is_a_customer_only_where_chatwoot_verified_it(tmp_path: Path) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        for verified in (True, False):
            stub.shopper_says(stub.begin(identifier="kim-7", hmac_verified=verified), f"{verified}")
        await answered(shop, stub)
        who = {text: (shopper.customer_id, shopper.personal) for shopper, text in shop.turns.asked}
        assert who == {"True": ("kim-7", False), "False": ("", False)}, "and consented to nothing"

    play(tmp_path, scene)


def test_a_slow_bot_never_keeps_chatwoot_waiting(tmp_path: Path) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        shop.turns.going_on.clear()
        talk = stub.begin()
        for text in ("one", "two"):
            stub.shopper_says(talk, text)
            await stub.settle()
        assert stub.deliveries == [200, 200] and talk.texts() == [], "answered before the bot has said a word"
        shop.turns.going_on.set()
        await answered(shop, stub)
        assert talk.texts() == ["You said: one", "You said: two"]

    play(tmp_path, scene)


def test_a_bot_that_stays_away_leaves_the_shopper_to_people(tmp_path: Path) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        shop.turns.problem = DOWN
        talk = stub.begin()
        stub.shopper_says(talk, "anybody there?")
        await until(lambda: talk.status == "open")
        (note,) = talk.notes()
        assert "could not help" in note and "> anybody there?" in note
        await until(lambda: load_arrivals(shop.db, state="dead"))
        shown = await seen_by_staff(shop)
        assert [one["error"] for one in shown["incoming"]] == ["Try again."]
        assert "anybody" not in json.dumps(shown)

    play(tmp_path, scene)


def test_a_bot_that_comes_back_in_time_answers_and_nobody_notices(tmp_path: Path) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        shop.turns.problem = DOWN
        talk = stub.begin()
        stub.shopper_says(talk, "hello")
        await until(lambda: any(one.attempts for one in load_arrivals(shop.db)))
        shop.turns.problem = None
        await answered(shop, stub)
        assert talk.texts() == ["You said: hello"] and talk.status == "pending"

    play(tmp_path, scene)


@pytest.mark.parametrize("faults", [(503, 500, 429, 502), (429, 429), (500, "lost"), ("lost",)])
def test_after_trouble_everything_has_arrived_once_and_in_order(
    tmp_path: Path, faults: tuple[int | str, ...]
) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        stub.faults.extend(faults)
        talk = stub.begin()
        for text in ("one", "two", "three"):
            stub.shopper_says(talk, text)
            await stub.settle()
        await answered(shop, stub)
        assert talk.texts() == ["You said: one", "You said: two", "You said: three"]
        assert not stub.faults

    play(tmp_path, scene)


def test_the_note_for_agents_is_there_once_even_where_its_answer_was_lost(tmp_path: Path) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        shop.turns.script[PERSON] = []
        stub.faults.append("lost")
        talk = stub.begin()
        stub.shopper_says(talk, PERSON)
        await answered(shop, stub)
        assert len(talk.notes()) == 1 and talk.status == "open"

    play(tmp_path, scene)


def test_a_comparison_and_products_without_options_are_text(tmp_path: Path) -> None:
    table = {"titles": ["Fell", "Moor"], "rows": [{"label": "Weight", "values": ["300 g", ""]}]}
    comparison, cards = {"text": "Side by side:", "comparison": table}, {"products": [JACKET]}
    texts = [one["content"] for one in bodies(comparison, "https://shop.example", "Channel::WebWidget")]
    assert texts == ["Side by side:", "Fell | Moor\nWeight: 300 g | –"]
    (only,) = bodies({**cards, "quick_replies": ["More"]}, "https://shop.example", "Channel::Sms")
    assert only["content"].startswith("1. Fell jacket · $119 · Waterproof · ⚠ Buyers say")
    assert only["content"].endswith("https://shop.example/demo/product/p1")


def test_chatwoot_is_left_alone_for_as_long_as_it_asks(tmp_path: Path) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        stub.faults.append(429)
        stub.retry_after = "3600"
        stub.shopper_says(stub.begin(), "hello")
        await until(lambda: any(one.error == "HTTP 429" for one in load_deliveries(shop.db)))
        (one,) = load_deliveries(shop.db)
        assert one.due_at - one.created_at >= timedelta(seconds=3590)

    play(tmp_path, scene)


def test_what_chatwoot_refuses_is_given_up_at_once_and_does_not_hold_up_the_rest(tmp_path: Path) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        stub.faults.append(422)
        talk = stub.begin()
        for text in ("one", "two"):
            stub.shopper_says(talk, text)
            await stub.settle()
        await answered(shop, stub)
        assert talk.texts() == ["You said: two"]
        (dead,) = (await seen_by_staff(shop))["deliveries"]
        assert dead["error"] == "HTTP 422" and dead["attempts"] == 1 and "body" not in dead

    play(tmp_path, scene)


def test_a_service_that_was_stopped_answers_what_it_had_accepted(tmp_path: Path) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        shop.turns.going_on.clear()
        talk = stub.begin()
        stub.shopper_says(talk, "before")
        await stub.settle()
        await shop.stop()
        shop.turns.going_on.set()
        stub.faults.extend([503] * 3)
        await shop.start()
        await until(lambda: len(stub.calls) == 1)
        await shop.stop()
        await shop.start()
        stub.shopper_says(talk, "after")
        await answered(shop, stub)
        assert talk.texts() == ["You said: before", "You said: after"]

    play(tmp_path, scene, replace(FAST, delays=(0.2,) * 20))


def test_a_service_that_is_away_makes_chatwoot_call_people(tmp_path: Path) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        await shop.stop()
        talk = stub.begin()
        stub.shopper_says(talk, "hello")
        await stub.settle()
        assert talk.status == "open"
        await shop.start()
        stub.shopper_says(talk, "still here")
        await answered(shop, stub)
        assert talk.texts() == [], "the people have it now"

    play(tmp_path, scene)


def test_what_was_said_before_the_handover_was_known_is_left_to_people(tmp_path: Path) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        talk = stub.begin()
        shop.turns.going_on.clear()
        stub.shopper_says(talk, PERSON)
        await stub.settle()
        stub.shopper_says(talk, "it is urgent")
        await stub.settle()
        shop.turns.going_on.set()
        await answered(shop, stub)
        assert talk.status == "open" and [text for _, text in shop.turns.asked] == [PERSON]
        assert ("shopper", "it is urgent") in shop.turns.knows(ours(shop, talk))

    play(tmp_path, scene)


def test_a_person_who_speaks_while_the_bot_thinks_has_the_word(tmp_path: Path) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        talk = stub.begin()
        shop.turns.going_on.clear()
        stub.shopper_says(talk, "hello")
        await stub.settle()
        talk.status = "open"
        stub.agent_says(talk, "I take this one.")
        await stub.settle()
        shop.turns.going_on.set()
        await answered(shop, stub)
        assert talk.texts() == ["I take this one."]

    play(tmp_path, scene)


def test_nobody_can_guess_the_id_of_a_conversation(tmp_path: Path) -> None:
    mine = Place(3, 42).conversation_id("this shop's key")
    assert mine.startswith("chatwoot-3-42-") and len(mine) <= 64 and place_of(mine) == Place(3, 42)
    assert mine != Place(3, 42).conversation_id("another key")
    assert place_of("chatwoot-3-42") is None


def test_many_conversations_are_answered_side_by_side(tmp_path: Path) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        talks = [stub.begin() for _ in range(5)]
        for turn in range(3):
            for talk in talks:
                stub.shopper_says(talk, f"{talk.number}.{turn}")
            await stub.settle()
        await answered(shop, stub)
        for talk in talks:
            assert talk.texts() == [f"You said: {talk.number}.{turn}" for turn in range(3)]

    play(tmp_path, scene)


async def sent(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, Any]:
    async with aiohttp.ClientSession() as http, http.post(url, data=body, headers=headers) as response:
        return response.status, await response.json()


def test_only_what_is_signed_just_now_with_the_secret_is_taken(tmp_path: Path) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        talk = stub.begin()
        url, stub.webhook_url = stub.webhook_url, ""
        body = json.dumps(stub.payload(talk, stub.shopper_says(talk, "hello"))).encode()
        now = time.time()
        wrong = [
            {},
            signed(body, secret="another"),
            signed(body, secret=""),
            signed(body, at=now - 301),
            signed(body, at=now + 302),
            signed(b"{}"),
            {**signed(body), "X-Chatwoot-Timestamp": str(int(now) - 1)},
            {**signed(body), "X-Chatwoot-Timestamp": "now"},
            {"X-Chatwoot-Signature": signed(body)["X-Chatwoot-Signature"]},
        ]
        for headers in wrong:
            assert (await sent(url, body, headers))[0] == 401
        assert shop.turns.asked == [] and not load_arrivals(shop.db)
        headers = signed(body)
        assert await sent(url, body, headers) == (200, {"status": "accepted"})
        assert await sent(url, body, headers) == (200, {"status": "known"}), "a replay changes nothing"
        await answered(shop, stub)
        assert talk.texts() == ["You said: hello"]

    play(tmp_path, scene)


def test_without_a_secret_nothing_is_taken(tmp_path: Path) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        url = stub.webhook_url
        for headers in ({}, signed(b"{}", secret="")):
            assert (await sent(url, b"{}", headers))[0] == 401
        assert (await sent(f"{url}/", b"{}", {}))[0] in (404, 307, 401)
        assert (await sent(f"{url}/word", b"{}", {}))[0] == 404

    play(tmp_path, scene, chatwoot_secret="")


def test_a_chatwoot_that_cannot_sign_shows_the_word_in_the_address(tmp_path: Path) -> None:
    word = "a-long-word-nobody-can-guess"

    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        stub.signs = False
        stub.webhook_url += f"/{word}"
        talk = stub.begin()
        stub.shopper_says(talk, "hello")
        await answered(shop, stub)
        assert talk.texts() == ["You said: hello"]
        assert (await sent(f"{stub.webhook_url}x", b"{}", {}))[0] == 404

    play(tmp_path, scene, chatwoot_secret="", chatwoot_url_token=word)


def test_what_is_no_webhook_is_refused_clearly_and_what_is_not_for_the_bot_is_passed_over(
    tmp_path: Path,
) -> None:
    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        url = stub.webhook_url
        refused = {
            b"{": 400,
            b"[]": 422,
            b'{"event": 7}': 422,
            b'{"event": "message_created"}': 422,
            b"\xff": 400,
        }
        for body, status in refused.items():
            got, problem = await sent(url, body, signed(body))
            assert got == status and problem["status"] == status
        for event in ("webwidget_triggered", "conversation_opened", "conversation_resolved", "something_new"):
            body = json.dumps({"event": event, "id": 1}).encode()
            assert await sent(url, body, signed(body)) == (200, {"status": "ignored"})

    play(tmp_path, scene)


def test_a_disk_that_is_full_makes_chatwoot_send_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, faults = clerk.receive, [StorageError("The disk is full.")] * 2

    def full(*arguments: Any) -> bool:
        if faults:
            raise faults.pop()
        return whole(*arguments)

    monkeypatch.setattr(clerk, "receive", full)

    async def scene(shop: Shop, stub: ChatwootStub) -> None:
        talk = stub.begin()
        stub.shopper_says(talk, "hello")
        await answered(shop, stub)
        assert stub.deliveries[:3] == [500, 500, 200] and talk.texts() == ["You said: hello"]

    play(tmp_path, scene)

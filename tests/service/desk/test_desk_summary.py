"""What an agent is told of a conversation they did not read."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from desk_shop import TALK, Person, Shop

from advisor.wish import Wish
from service.desk.phrasebook import CODES, Phrasebook
from service.desk.tried import Known, open_question, summary
from shop.filters import Filters
from shop.order import Order
from shop.settings import ROOT
from shop.storage.carts import add_to_cart
from shop.storage.concerns import save_concerns
from shop.storage.consents import set_consent
from shop.storage.conversations import Message, open_conversation
from shop.storage.feedback import save_feedback
from shop.storage.orders import save_orders
from shop.storage.tastes import save_taste
from shop.wording import Wording

BEGIN = datetime(2026, 6, 1, 12, tzinfo=UTC)
WORDING = Wording.load(ROOT / "bot" / "domain")
JACKETS = {
    "products": [
        {"product_id": "p1", "title": "Drizzle Jacket"},
        {"product_id": "p2", "title": "Ridge Jacket"},
    ]
}


@pytest.fixture(scope="module")
def phrases() -> Phrasebook:
    return Phrasebook(WORDING)


def talk(*said: tuple[Any, ...]) -> list[Message]:
    """A conversation, a minute between one message and the next: (role, text) or (role, text, payload)."""
    return [
        Message(number, role, text, payload[0] if payload else None, BEGIN + timedelta(minutes=number))
        for number, (role, text, *payload) in enumerate(said)
    ]


def fallback(code: str = "fallback_1") -> str:
    return WORDING.say(code, first="Search for tents", second="Recommend me something")


@pytest.mark.parametrize(("kind", "code"), [(kind, code) for kind, codes in CODES.items() for code in codes])
def test_every_sentence_of_the_domain_is_known_again(phrases: Phrasebook, kind: str, code: str) -> None:
    assert WORDING.variants(code), "a code that the domain no longer has tells nothing"
    for text in WORDING.variants(code):
        assert phrases.kind(text.replace("{", "some ").replace("}", " (words)")) == kind


def test_other_sentences_are_not_mistaken(phrases: Phrasebook) -> None:
    for text in ("", "Here is what I found:", "I'm not sure I follow.", WORDING.say("which_size")):
        assert phrases.kind(text) == ""


def test_the_wish_in_force_is_said_with_all_its_limits(phrases: Phrasebook) -> None:
    limits = Filters(
        price_max=120, sizes=("M", "L"), colors=("blue",), not_brands=("Fellwind",), in_stock=True
    )
    told = summary([], Known(wish=Wish("rain jacket", limits, without=("hood",))), phrases)
    assert told["wish"] == (
        "rain jacket; size: M or L; colour: blue; price: up to $120; only what is in stock; not: Fellwind, hood"
    )
    assert "Size: M or L" in told["asked"] and "Price: up to $120" in told["asked"]


def test_without_rasa_the_wish_is_the_shoppers_own_words(phrases: Phrasebook) -> None:
    said = talk(
        ("shopper", "Hi"),
        ("bot", WORDING.say("greet")),
        ("shopper", "a rain jacket in M"),
        ("bot", "Here is what I found:", JACKETS),
        ("shopper", "Do they run small?"),
        ("bot", "Buyers say so."),
    )
    told = summary(said, Known(), phrases)
    assert told["wish"] == "a rain jacket in M"
    assert told["tried"] == ["Shown: Drizzle Jacket; Ridge Jacket"]
    assert told["open_question"] == ""


def test_what_was_tried_names_likes_comparisons_and_failures(phrases: Phrasebook) -> None:
    said = talk(
        ("shopper", "jackets"),
        ("bot", "These:", JACKETS),
        ("shopper", "compare them"),
        ("bot", "Side by side:", {"comparison": {"titles": ["Drizzle Jacket", "Ridge Jacket"], "rows": []}}),
        ("shopper", "xyzzy"),
        ("bot", fallback()),
        ("shopper", "is it vegan?"),
        ("bot", WORDING.say("answer_unknown", title="Drizzle Jacket")),
        ("shopper", "jackets under 5"),
        ("bot", WORDING.say("obstacle_price_max", value="$5", others="$90")),
    )
    known = Known(liked=["Drizzle Jacket"], disliked=["Ridge Jacket"], cart=["Wool Beanie"])
    assert summary(said, known, phrases)["tried"] == [
        "Shown: Drizzle Jacket; Ridge Jacket",
        "Compared: Drizzle Jacket; Ridge Jacket",
        "Liked: Drizzle Jacket",
        "Not wanted: Ridge Jacket",
        "In the cart: Wool Beanie",
        "Not understood: “xyzzy”",
        "Not answered: “is it vegan?”",
        "Nothing found for: “jackets under 5”",
    ]


def test_a_question_that_was_answered_is_listed_so_that_nobody_asks_it_again(phrases: Phrasebook) -> None:
    said = talk(
        ("shopper", "boots"),
        ("bot", "Good choice. Which size do you wear?"),
        ("shopper", "42"),
        ("bot", "These:", JACKETS),
        ("agent", "When did it break?"),
        ("shopper", "Last week"),
        ("agent", "May I have the order number?"),
    )
    told = summary(said, Known(minds=["leaks"]), phrases)
    assert told["asked"] == ["Minds: leaks", "Which size do you wear? “42”", "When did it break? “Last week”"]


def test_neither_greetings_nor_what_the_bot_did_not_understand_are_questions(phrases: Phrasebook) -> None:
    said = talk(
        ("bot", "Welcome! What can I find for you?"),
        ("shopper", "boots"),
        ("bot", fallback()),
        ("shopper", "BOOTS"),
    )
    assert summary(said, Known(), phrases)["asked"] == []


def test_the_open_question_is_what_nobody_answered(phrases: Phrasebook) -> None:
    said = talk(
        ("shopper", "boots"),
        ("bot", "These:", JACKETS),
        ("shopper", "The left one squeaks"),
        ("bot", fallback()),
        ("shopper", "It squeaks when I walk"),
        ("bot", fallback("fallback_person_1")),
        ("shopper", "Talk to a person"),
        ("bot", WORDING.say("person"), {"handoff": {"handler": "queue"}}),
    )
    assert open_question(said, None, phrases) == "The left one squeaks\nIt squeaks when I walk"


def test_what_the_bot_says_while_somebody_is_on_the_way_closes_no_question(phrases: Phrasebook) -> None:
    said = talk(
        ("shopper", "My zip broke, I want a person"),
        ("bot", "A person is on the way.", {"handoff": {"handler": "queue"}}),
        ("shopper", "show me hats meanwhile"),
        ("bot", "These:", JACKETS),
        ("shopper", "hello?"),
    )
    requested = said[0].at + timedelta(seconds=1)
    assert open_question(said, requested, phrases) == "My zip broke, I want a person\nhello?"


def test_once_a_person_has_written_only_what_came_after_is_open(phrases: Phrasebook) -> None:
    said = talk(
        ("shopper", "My zip broke"),
        ("agent", "Which jacket is it?"),
        ("shopper", "The Drizzle"),
        ("shopper", "In blue"),
    )
    assert open_question(said, said[0].at, phrases) == "The Drizzle\nIn blue"


def test_who_only_asked_for_a_person_has_asked_that(phrases: Phrasebook) -> None:
    said = talk(("shopper", "talk to a person"), ("bot", "Yes.", {"handoff": {"handler": "queue"}}))
    assert open_question(said, None, phrases) == "talk to a person"


def test_a_long_message_is_quoted_in_part_and_on_one_line(phrases: Phrasebook) -> None:
    said = talk(("shopper", "word\n" * 100), ("bot", fallback()))
    (line,) = summary(said, Known(), phrases)["tried"]
    assert "\n" not in line and len(line) < 200 and line.endswith("…”")


def test_an_agent_sees_all_of_one_conversation(shop: Shop, sam: Person) -> None:
    now = datetime.now(UTC)
    open_conversation(shop.db, "conversation-old", "c7", now - timedelta(days=3), False)
    shop.said("Where is my order?", "conversation-old", customer_id="c7")
    shop.asks_for_person("conversation-old")
    sam.act("close", {"outcome": "solved"}, talk="conversation-old")
    shop.said("a rain jacket", customer_id="c7")
    shop.said("These:", role="bot", payload=JACKETS, shown=["p1", "p2"])
    add_to_cart(shop.db, TALK, "p1", "M", "", 2)
    save_taste(shop.db, TALK, "p1", True, datetime.now(UTC))
    save_concerns(shop.db, TALK, ["waterproof"], now)
    save_feedback(shop.db, TALK, 4, "Quick", now)
    set_consent(shop.db, "c7", "personalization_storage", False, now)
    save_orders(shop.db, [Order("o1", "c7", now, "shipped", ()), Order("o2", "c8", now, "shipped", ())])
    sam.act("join")
    shop.rasa.slots = {"wish": Wish("rain jacket", Filters(sizes=("M",))).to_dict()}

    seen = sam.get(f"/conversations/{TALK}")

    assert [message["role"] for message in seen["messages"]] == ["shopper", "bot"]
    assert seen["cart"] == [
        {
            "product_id": "p1",
            "title": "Drizzle Jacket",
            "size": "M",
            "color": "",
            "quantity": 2,
            "price": 120.0,
            "currency": "USD",
        }
    ]
    assert {card["product_id"] for card in seen["shown"]} == {"p1", "p2"}
    assert seen["customer"] == {
        "customer_id": "c7",
        "proven": True,
        "segment": "",
        "consent": {"personalization_storage": False},
        "orders": 1,
    }
    (earlier,) = seen["earlier"]
    assert earlier["conversation_id"] == "conversation-old" and earlier["outcome"] == "solved"
    assert (earlier["messages"], earlier["last_text"]) == (1, "Where is my order?")
    assert [(event["step"], event["agent"]) for event in seen["history"]] == [
        ("requested", ""),
        ("taken", "Sam Reed"),
    ]
    assert seen["feedback"] == {"rating": 4, "comment": "Quick"}
    assert seen["summary"]["wish"] == "rain jacket; size: M"
    assert "Liked: Drizzle Jacket" in seen["summary"]["tried"]
    assert f"Minds: {WORDING.aspect('waterproof')}" in seen["summary"]["asked"]
    assert seen["row"]["handler"] == "agent"


def test_a_stranger_has_no_earlier_conversations(shop: Shop, sam: Person) -> None:
    shop.said("Hello", "conversation-old")
    shop.said("Hello")
    seen = sam.get(f"/conversations/{TALK}")
    assert seen["earlier"] == [] and seen["customer"]["customer_id"] == "" and not seen["customer"]["proven"]


def test_there_is_no_view_of_what_never_was(shop: Shop, sam: Person) -> None:
    assert sam.ask("GET", "/conversations/nobody-there").status_code == 404
    assert sam.ask("GET", "/conversations/..%2F..%2Fetc").status_code in (404, 422)

"""What goes to the actions with each call, and which answers need no closer look."""

from typing import Any

import pytest

from bot.components.action_calls import is_plain, shortened

SLOT = {"event": "slot", "timestamp": None, "name": "wish", "value": {"words": "boots"}}


def test_a_call_has_the_last_events_without_their_load_and_a_domain() -> None:
    bot = {
        "event": "bot",
        "text": "Here:",
        "data": {"custom": {"products": []}},
        "metadata": {"utter_action": "u"},
    }
    message = {
        "text": "hi",
        "intent": {"name": "greet"},
        "entities": [],
        "intent_ranking": [{"name": "greet"}],
        "response_selector": {},
        "metadata": {},
    }
    call = {
        "next_action": "action_x",
        "tracker": {
            "sender_id": "c",
            "slots": {"a": 1},
            "events": [{"event": "user"}, bot],
            "latest_message": message,
        },
    }
    short = shortened(call, 1)
    assert short["domain"] == {}
    assert short["tracker"]["slots"] == {"a": 1}
    assert short["tracker"]["events"] == [
        {"event": "bot", "text": "Here:", "metadata": {"utter_action": "u"}}
    ]
    assert "response_selector" not in short["tracker"]["latest_message"]
    assert short["tracker"]["latest_message"]["intent_ranking"] == [{"name": "greet"}]
    assert short["tracker"]["latest_message"]["intent"] == {"name": "greet"}
    assert call["tracker"]["events"][1] is bot, "the call itself stays as it was"


@pytest.mark.parametrize(
    "result",
    [
        {"events": [], "responses": []},
        {"events": [SLOT, {**SLOT, "timestamp": 1.5, "value": None}], "responses": [{"text": "hi"}]},
    ],
)
def test_messages_and_slots_are_plain(result: dict[str, Any]) -> None:
    assert is_plain(result)


@pytest.mark.parametrize(
    "result",
    [
        None,
        [],
        {},
        {"events": None, "responses": []},
        {"events": [], "responses": ["hi"]},
        {"events": [{"event": "restart"}], "responses": []},
        {"events": [{"event": "slot", "name": "wish"}], "responses": []},
        {"events": [{**SLOT, "name": 3}], "responses": []},
        {"events": [{**SLOT, "timestamp": "now"}], "responses": []},
        {"events": [{**SLOT, "timestamp": True}], "responses": []},
        {"events": [{**SLOT, "metadata": "x"}], "responses": []},
    ],
)
def test_all_else_is_left_to_rasas_own_check(result: Any) -> None:
    assert not is_plain(result)

"""Rasa's messages as ours."""

from collections.abc import Iterable, Mapping
from typing import Any

from service.live.tracker import number_of
from shop.storage.conversations import Reply

PAYLOAD_KEYS = ("products", "comparison", "quick_replies", "consent", "handoff")


def merge(rasa_messages: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rasa's REST messages as ours: a sentence and the payload after it become one message."""
    merged: list[dict[str, Any]] = []
    for message in rasa_messages:
        if text := message.get("text"):
            merged.append({"text": text})
        payload = {key: value for key, value in (message.get("custom") or {}).items() if key in PAYLOAD_KEYS}
        if not payload:
            continue
        if merged and not merged[-1].keys() & payload.keys():
            merged[-1].update(payload)
        else:
            merged.append(payload)
    return merged


def as_reply(message: Mapping[str, Any]) -> Reply:
    """A merged message as it is stored."""
    payload = {key: message[key] for key in PAYLOAD_KEYS if key in message}
    shown = tuple(card["product_id"] for card in message.get("products", ()))
    return Reply(message.get("text", ""), payload or None, shown)


def answered_before(tracker: Mapping[str, Any], number: int) -> list[dict[str, Any]]:
    """What the bot said, as REST messages, to the message of this number; [] where Rasa does not know it or said
    nothing to it."""
    said: list[dict[str, Any]] = []
    ours = False
    for event in tracker.get("events") or ():
        if event.get("event") == "user":
            ours = number_of(event) == number
        elif ours and event.get("event") == "bot":
            said.append({"text": event.get("text"), "custom": (event.get("data") or {}).get("custom")})
    return said

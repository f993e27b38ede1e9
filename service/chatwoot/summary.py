"""What an agent should know before the first word: a private note in Chatwoot."""

from collections.abc import Callable, Sequence
from itertools import chain

from shop.handoff import Handoff, HandoffReason
from shop.storage.conversations import Message

Summary = Callable[[Handoff, Sequence[Message]], str]

REASONS: dict[HandoffReason, str] = {
    "asked": "the shopper asked for a person",
    "not_understood": "the assistant could not help",
    "upset": "the shopper seems upset",
    "order": "there is a problem with an order",
    "rule": "a rule of the shop says so",
    "joined": "an agent joined",
}
#: Messages and products at most; the conversation itself is right above the note.
WORDS, PRODUCTS = 5, 6


def summary(handoff: Handoff, messages: Sequence[Message]) -> str:
    """Why the conversation was handed over, what the shopper said, what they were shown, where to write to them."""
    said = [f"> {message.text}" for message in messages if message.role == "shopper" and message.text]
    cards = chain.from_iterable((message.payload or {}).get("products") or () for message in messages)
    shown = list(dict.fromkeys(f"{card['title']} ({card['product_id']})" for card in cards))
    parts = [f"Handed over by Aisle: {REASONS[handoff.reason]}."]
    if said:
        parts.append("\n".join(["The shopper said:", *said[-WORDS:]]))
    if shown:
        parts.append("Shown: " + ", ".join(shown[-PRODUCTS:]) + ".")
    if handoff.email:
        parts.append(f"Wants to be written to at {handoff.email}.")
    return "\n\n".join(parts)

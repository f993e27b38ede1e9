"""What has been tried in a conversation, for whoever takes it over. Told from what is stored, nothing is guessed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from advisor.wish import Wish
from service.desk.phrasebook import Phrasebook
from service.desk.stated import stated, wish_in_words
from shop.storage.conversations import Message

#: Signs of a quotation, products of a list, and words of a shopper that are still open.
QUOTED, LISTED, STILL_OPEN = 160, 8, 3
_SENTENCE = re.compile(r"[^.!?]*\?")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the messages: titles that were liked, disliked, put into the cart; what the shopper minds.
    `wish` is the one in force as Rasa keeps it, None where Rasa was not reached; `requested_at` when a person was
    asked for, None where nobody was."""

    liked: Sequence[str] = ()
    disliked: Sequence[str] = ()
    cart: Sequence[str] = ()
    minds: Sequence[str] = ()
    wish: Wish | None = None
    requested_at: datetime | None = None
    currency: str = field(default="USD")


def summary(messages: Sequence[Message], known: Known, phrases: Phrasebook) -> dict[str, Any]:
    """`wish` in words, what was `tried`, what was `asked` and answered or stated (so that nobody asks it again), and
    the shopper's words that are still open."""
    wish = wish_in_words(known.wish, known.currency) if known.wish else ""
    return {
        "wish": wish or _wish_as_said(messages),
        "tried": list(_tried(messages, known, phrases)),
        "asked": list(_asked(messages, known, phrases)),
        "open_question": open_question(messages, known.requested_at, phrases),
    }


def open_question(messages: Sequence[Message], requested_at: datetime | None, phrases: Phrasebook) -> str:
    """The shopper's last words that nobody answered. What was open when a person was called stays open until a person
    has written, whatever the bot said meanwhile."""
    since = max((place + 1 for place, item in enumerate(messages) if item.role == "agent"), default=0)
    rest = list(messages[since:])
    before = [item for item in rest if requested_at is not None and item.at <= requested_at]
    still = [*_unanswered(before, phrases), *_unanswered(rest[len(before) :], phrases)]
    said = [text for text in still if not phrases.asks_for_person(text)] or still
    return "\n".join(said[-STILL_OPEN:])


def _unanswered(messages: Sequence[Message], phrases: Phrasebook) -> list[str]:
    """The shopper's texts after the last message that answers anything."""
    still: list[str] = []
    for message in messages:
        if message.role == "shopper":
            still.append(message.text)
        elif phrases.kind(message.text) not in ("lost", "unknown", "person") and not _payload(
            message, "handoff"
        ):
            still.clear()
    return still


def _wish_as_said(messages: Sequence[Message]) -> str:
    """The shopper's own words that products were last shown for, else their first words."""
    said = last = first = ""
    for message in messages:
        if message.role == "shopper":
            said = message.text
            first = first or said
        elif _payload(message, "products"):
            last = said or last
    return _short(last or first)


def _tried(messages: Sequence[Message], known: Known, phrases: Phrasebook) -> Iterator[str]:
    shown = [card.get("title", "") for message in messages for card in _payload(message, "products") or ()]
    compared = [_titles((_payload(message, "comparison") or {}).get("titles", ())) for message in messages]
    yield from (f"Shown: {_titles(shown)}" for _ in shown[:1])
    yield from (f"Compared: {titles}" for titles in dict.fromkeys(compared) if titles)
    for label, titles in (
        ("Liked", known.liked),
        ("Not wanted", known.disliked),
        ("In the cart", known.cart),
    ):
        if titles:
            yield f"{label}: {_titles(titles)}"
    yield from dict.fromkeys(_failures(messages, phrases))


def _failures(messages: Sequence[Message], phrases: Phrasebook) -> Iterator[str]:
    labels = {"lost": "Not understood", "unknown": "Not answered", "nothing": "Nothing found for"}
    said = ""
    for message in messages:
        if message.role == "shopper":
            said = message.text
        elif message.role == "bot" and said and (label := labels.get(phrases.kind(message.text))):
            yield f"{label}: “{_short(said)}”"


def _asked(messages: Sequence[Message], known: Known, phrases: Phrasebook) -> Iterator[str]:
    if known.wish:
        yield from stated(known.wish, known.currency)
    if known.minds:
        yield f"Minds: {', '.join(known.minds)}"
    for message, answer in pairwise(messages):
        question = _question(message, phrases)
        if question and answer.role == "shopper":
            yield f"{question} “{_short(answer.text)}”"


def _question(message: Message, phrases: Phrasebook) -> str:
    """The question of fact that a message ends with, "" where there is none."""
    text = message.text.strip()
    if message.role == "shopper" or not text.endswith("?") or _payload(message, "products"):
        return ""
    if message.role == "bot" and phrases.kind(text):
        return ""
    return str(_SENTENCE.findall(text)[-1]).strip()


def _payload(message: Message, name: str) -> Any:
    payload: Mapping[str, Any] = message.payload or {}
    return payload.get(name)


def _titles(titles: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(filter(None, titles)))
    more = len(distinct) - LISTED
    return "; ".join(distinct[:LISTED]) + (f"; and {more} more" if more > 0 else "")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else f"{line[: QUOTED - 1].rstrip()}…"

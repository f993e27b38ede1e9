"""Conversations as Markdown that a person can read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from advisor.money import money

if TYPE_CHECKING:
    from cli.transcript import Turn

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~])")


def as_markdown(title: str, played: Iterable[tuple[str, Sequence["Turn"]]]) -> str:
    """A document with a section for each conversation: (title, turns)."""
    lines = [f"# {plain(title)}", ""]
    for heading, turns in played:
        lines += [f"## {plain(heading)}", ""] if heading else []
        for turn in turns:
            lines += turn_lines(turn)
    return "\n".join(lines).rstrip() + "\n"


def turn_lines(turn: "Turn") -> Iterator[str]:
    """What the shopper typed, quoted, and what the bot answered."""
    read = f" *({plain(turn.intent)})*" if turn.intent else ""
    yield f"> **Shopper:** {plain(turn.text)}{read}"
    yield ""
    if turn.problem:
        yield f"*No answer: {plain(turn.problem)}*"
        yield ""
    for message in turn.messages:
        yield from message_lines(message)


def message_lines(message: dict[str, Any]) -> Iterator[str]:
    if message.get("text"):
        yield f"**Aisle:** {plain(message['text'])}"
        yield ""
    if message.get("products"):
        yield from (card_line(place, card) for place, card in enumerate(message["products"], 1))
        yield ""
    if message.get("comparison"):
        yield from table_lines(message["comparison"])
        yield ""
    if message.get("quick_replies"):
        yield "Replies offered: " + " · ".join(plain(reply) for reply in message["quick_replies"])
        yield ""


def card_line(place: int, card: dict[str, Any]) -> str:
    """ "1. **Ridge Shell Jacket**, $89 (was $109): matches hiking. Mind: runs small"."""
    price = money(card.get("price"), card.get("currency", ""))
    before = f" (was {money(card['list_price'], card['currency'])})" if card.get("list_price") else ""
    reasons = "; ".join(plain(reason) for reason in card.get("reasons") or ())
    warning = f" **Mind:** {plain(card['warning'])}" if card.get("warning") else ""
    paid = f", {price}{before}" if price else ""
    return f"{place}. **{plain(card['title'])}**{paid}" + (f": {reasons}." if reasons else "") + warning


def table_lines(comparison: dict[str, Any]) -> Iterator[str]:
    """A comparison as a table, products in columns."""
    titles = comparison["titles"]
    yield row(["", *(plain(title) for title in titles)])
    yield row(["---"] * (len(titles) + 1))
    for line in comparison["rows"]:
        yield row([f"**{plain(line['label'])}**", *(plain(value) or "–" for value in line["values"])])


def row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def plain(text: str) -> str:
    """The text on one line, with nothing in it that Markdown would read as its own."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))

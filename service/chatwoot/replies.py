"""The bot's messages as Chatwoot shows them: text, cards, options. All as bodies of its messages API."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

from advisor.money import money

#: Chatwoot shows options in these; elsewhere only their heading would be seen, so there are none.
WITH_OPTIONS = ("Channel::WebWidget", "Channel::Api", "Channel::Telegram", "")
MORE = "You could also ask:"
VIEW = "View"
ONLY_TEXT = "I can only read text so far. Could you tell me in words what you are looking for?"
#: Two buttons of Aisle's own cards, as what the shopper would say: a postback of Chatwoot does not reach a bot.
SIMILAR, CART = "Show me something like {which}", "Add {which} to my cart"
#: Products that the cart is offered for.
MOST = 3


def bodies(message: Mapping[str, Any], base_url: str, channel: str) -> Iterator[dict[str, Any]]:
    """What to send for one message of the bot, in its order; nothing for one that has nothing to show."""
    text = message.get("text", "")
    options = list(message.get("quick_replies") or ()) if channel in WITH_OPTIONS else []
    cards: Sequence[Mapping[str, Any]] = message.get("products") or ()
    if cards and channel in WITH_OPTIONS:
        options += card_options(cards)
    table = message.get("comparison")
    alone = not cards and not table
    if text and not (alone and options):
        yield said(text)
    if cards:
        yield shown(cards, base_url)
    if table:
        yield said(compared(table))
    if options:
        yield offered(text if alone and text else MORE, options)


def said(text: str) -> dict[str, Any]:
    return {"content": text, "message_type": "outgoing", "private": False}


def note(text: str) -> dict[str, Any]:
    """What only agents see."""
    return {"content": text, "message_type": "outgoing", "private": True}


def offered(heading: str, options: Sequence[str]) -> dict[str, Any]:
    """Options to choose from; what is chosen comes back as if the shopper had said it."""
    items = [{"title": option, "value": option} for option in dict.fromkeys(options)]
    return {**said(heading), "content_type": "input_select", "content_attributes": {"items": items}}


def shown(cards: Sequence[Mapping[str, Any]], base_url: str) -> dict[str, Any]:
    """Product cards. Channels without cards (all but the web widget and the API) show `content` instead."""
    items = [_item(card, base_url) for card in cards]
    lines = [f"{place}. {_line(card, base_url)}" for place, card in enumerate(cards, 1)]
    return {**said("\n".join(lines)), "content_type": "cards", "content_attributes": {"items": items}}


def card_options(cards: Sequence[Mapping[str, Any]]) -> list[str]:
    """What can be done with the products shown, by their names: older options can be chosen as well, when "the first
    one" is another."""
    named = [f"the {card['title']}" for card in cards[:MOST]]
    similar = [SIMILAR.format(which=which) for which in named[:1] if len(cards) == 1]
    return [CART.format(which=which) for which in named] + similar


def compared(table: Mapping[str, Any]) -> str:
    """A comparison as lines: Chatwoot has no tables."""
    lines = [" | ".join(table["titles"])]
    lines += [
        f"{row['label']}: " + " | ".join(value or "–" for value in row["values"]) for row in table["rows"]
    ]
    return "\n".join(lines)


def _item(card: Mapping[str, Any], base_url: str) -> dict[str, Any]:
    item: dict[str, Any] = {
        "title": card["title"],
        "description": _about(card),
        "actions": [{"type": "link", "text": VIEW, "uri": _absolute(card.get("link"), base_url)}],
    }
    if card.get("image_link"):
        item["media_url"] = _absolute(card["image_link"], base_url)
    return item


def _line(card: Mapping[str, Any], base_url: str) -> str:
    return f"{card['title']} · {_about(card)} · {_absolute(card.get('link'), base_url)}"


def _about(card: Mapping[str, Any]) -> str:
    price = money(card.get("price"), card.get("currency", ""))
    warning = [f"⚠ {card['warning']}"] if card.get("warning") else []
    return " · ".join([price, *card.get("reasons", ()), *warning])


def _absolute(link: str | None, base_url: str) -> str:
    return urljoin(base_url + "/", link or "")

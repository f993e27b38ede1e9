"""Sentences, product cards and quick replies, in the form the service and `rasa shell` show."""

from collections.abc import Iterable, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.heard import listed
from advisor.advisor import Advisor
from advisor.money import money
from advisor.people import Handling
from advisor.wish import Wish
from shop.product import Product
from shop.suggestion import Suggestion

Event = dict[str, Any]


class Speaker:
    """Speaks in one turn of one conversation."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker, advisor: Advisor) -> None:
        self._dispatcher = dispatcher
        self._tracker = tracker
        self._advisor = advisor
        self._terminal = tracker.get_latest_input_channel() == "cmdline"

    def say(self, code: str, **values: object) -> None:
        """The domain's response `utter_<code>`."""
        self._dispatcher.utter_message(
            response=f"utter_{code}", **{name: fillable(value) for name, value in values.items()}
        )

    def cards(self, suggestions: Iterable[Suggestion], replies: Sequence[str] = ()) -> None:
        """Product cards and, under them, the quick replies `utter_reply_<name>`."""
        self._payload({"products": self._advisor.cards(suggestions)}, replies)

    def product(self, product_id: str, replies: Sequence[str] = ()) -> None:
        """The card of one product that is talked of."""
        self.cards([Suggestion(product_id, 0.0)], replies)

    def comparison(self, titles: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
        self._payload({"comparison": {"titles": list(titles), "rows": list(rows)}})

    def consent(self, granted: bool) -> None:
        """Tells the page what the shopper decided, so that it does not say otherwise with the next message."""
        self._payload({"consent": {"personalization_storage": "granted" if granted else "denied"}})

    def handoff(self, handling: Handling) -> None:
        """Tells the page that a person was called, and what the queue is like."""
        self._payload({"handoff": handling.to_dict()})

    def replies(self, *names: str, texts: Sequence[str] = ()) -> None:
        """Quick replies alone: the named ones and others word for word."""
        self._payload({}, names, texts)

    def _payload(
        self, payload: dict[str, Any], replies: Sequence[str] = (), texts: Sequence[str] = ()
    ) -> None:
        offered = [*texts, *(self._advisor.wording.say(f"reply_{name}") for name in replies)]
        if self._terminal:
            lines = as_lines(payload)
            if lines:
                self._dispatcher.utter_message(text="\n".join(lines))
        elif payload or offered:
            self._dispatcher.utter_message(
                json_message={**payload, **({"quick_replies": offered} if offered else {})}
            )


def fillable(value: object) -> str:
    """The value as text. Rasa 3.6 takes "0[" for a placeholder that it failed to fill, and fills none then."""
    return str(value).replace("0[", "0 [")


def as_lines(payload: dict[str, Any]) -> list[str]:
    """Cards and comparisons as lines of text, for a terminal."""
    lines = []
    for place, card in enumerate(payload.get("products", ()), 1):
        about = "; ".join(
            [*card.get("reasons", ()), *([f"! {card['warning']}"] if card.get("warning") else [])]
        )
        lines.append(
            f"{place}. {card['title']} · {money(card['price'], card['currency'])}"
            + (f" ({about})" if about else "")
        )
    table = payload.get("comparison")
    if table:
        lines.append(" | ".join(("", *table["titles"])).strip())
        lines += [
            f"{row['label']}: " + " | ".join(value or "–" for value in row["values"]) for row in table["rows"]
        ]
    return lines


def shown(
    tracker: Tracker,
    suggestions: Sequence[Suggestion],
    source: dict[str, Any],
    wish: Wish | None = None,
    more: bool = False,
) -> list[Event]:
    """The slots after showing products; `more` continues a list, so that what was seen before stays seen."""
    ids = [suggestion.product_id for suggestion in suggestions]
    before = listed(tracker, "seen") if more else ()
    slots: dict[str, Any] = {
        "shown": ids,
        "seen": list(dict.fromkeys((*before, *ids))),
        "focus": None,
        "source": source,
        "reasons": {item.product_id: _worded(item) for item in suggestions},
        "pending": None,
        "compared": None,
        "question": None,
        **({"wish": wish.to_dict()} if wish is not None else {}),
    }
    return [SlotSet(name, value) for name, value in slots.items() if value != tracker.get_slot(name)]


def _worded(suggestion: Suggestion) -> list[str]:
    return [door.advisor().wording.reason(reason) for reason in suggestion.reasons]


def askable(replies: Sequence[str], product: Product | None) -> tuple[str, ...]:
    """The quick replies that make sense for a product: of complaints only where somebody reviewed it."""
    reviewed = product is not None and product.review_count > 0
    return tuple(name for name in replies if reviewed or name != "complaints")


def talked_of(product_id: str) -> list[Event]:
    """The slots after speaking about one product."""
    return [SlotSet("focus", product_id), SlotSet("pending", None)]


def just_said(tracker: Tracker, responses: Sequence[str]) -> bool:
    """Whether one of the responses was part of the bot's last turn."""
    messages = 0
    for event in reversed(tracker.events):
        messages += event.get("event") == "user"
        if messages > 1:
            return False
        if event.get("event") == "bot" and (event.get("metadata") or {}).get("utter_action") in responses:
            return True
    return False


def ask_which(speaker: Speaker, tracker: Tracker) -> list[Event]:
    """Says that it is not clear which product is meant."""
    count = len(listed(tracker, "shown"))
    speaker.say("no_such_card", count=count) if count else speaker.say("nothing_shown")
    return []

"""Where conversations are played: the running system, and the state that a line leaves behind."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from shop.product import Product
from shop.storage.carts import CartLine, load_cart
from shop.storage.concerns import load_concerns
from shop.storage.consents import get_consent
from shop.storage.customers import remembered
from shop.storage.database import Database
from shop.storage.handoffs import load_handoffs
from shop.storage.products import find_products
from shop.storage.tastes import load_tastes

NO_ACTION = ("action_listen", "action_session_start")


@dataclass(frozen=True, slots=True)
class Scene:
    """What is true after a line.

    `before` are the products that the shopper saw listed while typing, `shown` those that are listed now, `cards`
    those of the answer itself, `told` its text and `warnings` those on its cards; `called` are products that got a name
    earlier on; `minds` are the aspects that the shopper is known to mind.
    """

    text: str
    intent: str
    actions: tuple[str, ...]
    responses: tuple[str, ...]
    slots: Mapping[str, Any]
    cards: tuple[Product, ...]
    before: tuple[Product, ...]
    shown: tuple[Product, ...]
    seen: frozenset[str] = frozenset()
    compared: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
    cart: tuple[CartLine, ...] = ()
    likes: Mapping[str, bool] = field(default_factory=dict)
    consent: str = ""
    person: bool = False
    remembered: Mapping[str, int] = field(default_factory=dict)
    minds: frozenset[str] = frozenset()
    told: str = ""
    warnings: tuple[str, ...] = ()
    called: Mapping[str, Product] = field(default_factory=dict)


class Stage:
    """One conversation with the running system."""

    def __init__(self, http: httpx.Client, base: str, rasa: str, db: Database, customer: str = "") -> None:
        self._http, self._base, self._rasa, self._db = http, base, rasa, db
        self._id = f"dialog-{secrets.token_hex(8)}"
        self._customer = f"shopper-{secrets.token_hex(4)}" if customer == "new" else customer
        self._consent = {"personalization_storage": "granted"} if customer else {}
        self._shown: tuple[Product, ...] = ()
        self._seen: frozenset[str] = frozenset()
        self._called: dict[str, Product] = {}

    def say(self, text: str) -> Scene:
        """Types a line and looks around. Raises httpx.HTTPStatusError where the system does not answer."""
        messages = self._chat(text)
        tracker = self._tracker()
        turn = _since_user(tracker["events"])
        slots, cards = tracker["slots"], _merged(messages, "products")
        before, seen, self._shown = self._shown, self._seen, self._products(slots.get("shown") or ())
        self._seen = seen | {card["product_id"] for card in cards}
        personal = self._consent.get("personalization_storage") == "granted"
        return Scene(
            text=text,
            intent=(tracker["latest_message"].get("intent") or {}).get("name") or "",
            actions=tuple(
                event["name"]
                for event in turn
                if event["event"] == "action" and event["name"] not in NO_ACTION
            ),
            responses=tuple(
                code for event in turn if (code := (event.get("metadata") or {}).get("utter_action"))
            ),
            slots=slots,
            cards=self._products([card["product_id"] for card in cards]),
            before=before,
            shown=self._shown,
            seen=seen,
            compared=tuple(
                title for message in messages for title in message.get("comparison", {}).get("titles", ())
            ),
            replies=tuple(_merged(messages, "quick_replies")),
            cart=tuple(load_cart(self._db, self._id)),
            likes={
                taste.product_id: taste.liked
                for taste in load_tastes(self._db, self._customer if personal else self._id)
            },
            consent=_consent(self._db, self._customer),
            person=bool(load_handoffs(self._db, conversation_id=self._id)),
            remembered=remembered(self._db, self._customer),
            minds=frozenset(
                concern.aspect
                for concern in load_concerns(self._db, self._customer if personal else "", self._id)
                if not concern.product_id
            ),
            told=" ".join(message["text"] for message in messages if message.get("text")),
            warnings=tuple(card["warning"] for card in _merged(messages, "products") if card.get("warning")),
            called=dict(self._called),
        )

    def call(self, names: Mapping[str, int]) -> None:
        """Names products of the list as it is now by their places, from 1."""
        self._called.update({name: self._shown[place - 1] for name, place in names.items()})

    def _chat(self, text: str) -> list[dict[str, Any]]:
        """The answer to a page that says with every message what the shopper consented to, as the widget does."""
        body = {
            "text": text,
            "conversation_id": self._id,
            "customer_id": self._customer,
            "consent": self._consent,
        }
        answer = self._http.post(f"{self._base}/v1/chat", json=body).raise_for_status()
        messages: list[dict[str, Any]] = answer.json()["messages"]
        for message in messages:
            self._consent |= message.get("consent") or {}
        return messages

    def _products(self, ids: Sequence[str]) -> tuple[Product, ...]:
        found = find_products(self._db, list(ids))
        return tuple(found[product_id] for product_id in ids)

    def _tracker(self) -> dict[str, Any]:
        address = f"{self._rasa}/conversations/{self._id}/tracker"
        found: dict[str, Any] = self._http.get(address).raise_for_status().json()
        return found


def _since_user(events: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    """The events after the shopper's last message; none where the bot has just forgotten the shopper."""
    places = [place for place, event in enumerate(events) if event["event"] == "user"]
    return events[places[-1] :] if places else ()


def _merged(messages: Sequence[dict[str, Any]], key: str) -> list[Any]:
    return [item for message in messages for item in message.get(key) or ()]


def _consent(db: Database, customer_id: str) -> str:
    kept = get_consent(db, customer_id).get("personalization_storage") if customer_id else None
    return "" if kept is None else "granted" if kept else "denied"

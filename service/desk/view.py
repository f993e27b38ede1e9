"""One conversation as an agent sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from advisor.advisor import Advisor
from advisor.answers import CartLine
from advisor.segment import segment_name
from advisor.shopper import Shopper
from advisor.wish import Wish
from service.desk.phrasebook import Phrasebook
from service.desk.rows import Row, moment
from service.desk.tried import Known, summary
from service.live.mailroom import as_stored
from service.problems import Problem
from shop.storage import conversations
from shop.storage.agents import load_agents
from shop.storage.concerns import load_concerns
from shop.storage.consents import PERSONAL, get_consent
from shop.storage.conversations import Conversation, Message
from shop.storage.desk_rows import Earlier, count_orders, earlier_conversations, products_shown
from shop.storage.feedback import get_feedback
from shop.storage.handoffs import load_handoff_events, open_handoff
from shop.storage.notes import load_notes
from shop.storage.tastes import load_tastes
from shop.suggestion import Suggestion

_NOBODY = Conversation("", "", datetime.min.replace(tzinfo=UTC), False)


class Views:
    """Reads all that the desk shows of a conversation; blocks while it does."""

    def __init__(self, advisor: Advisor) -> None:
        self._advisor = advisor
        self._db = advisor.db
        self._phrases = Phrasebook(advisor.wording)

    def read(self, row: Row, slots: Mapping[str, Any] | None, now: datetime) -> dict[str, Any]:
        """The view of the row's conversation. `slots` are those of Rasa's tracker, None where it was not reached.

        Raises Problem 404 where nobody is connected under this id and nothing was ever said.
        """
        key = row["conversation_id"]
        stored = conversations.get_conversation(self._db, key)
        if stored is None and not row["online"]:
            raise Problem(404, "There is no such conversation")
        opened = stored or _NOBODY
        consent = get_consent(self._db, opened.customer_id) if opened.customer_id else {}
        personal = consent.get(PERSONAL, opened.personal)
        shopper = Shopper(key, opened.customer_id, personal)
        messages = conversations.load_messages(self._db, key)
        cart = self._advisor.cart(shopper)
        names = {agent.agent_id: agent.name for agent in load_agents(self._db)}
        earlier = earlier_conversations(self._db, key, opened.customer_id)
        return {
            "row": row,
            "messages": [as_stored(message) for message in messages],
            "notes": self._notes(key, names),
            "cart": [cart_line(line) for line in cart],
            "shown": self._advisor.cards(Suggestion(found, 0.0) for found in products_shown(self._db, key)),
            "customer": {
                "customer_id": opened.customer_id,
                "proven": bool(opened.customer_id) and self._advisor.settings.proves_customers,
                "segment": segment_name(self._advisor, shopper, now),
                "consent": dict(consent),
                "orders": count_orders(self._db, opened.customer_id),
            },
            "earlier": [_earlier(item) for item in earlier],
            "summary": summary(messages, self._known(shopper, opened, messages, cart, slots), self._phrases),
            "history": self._history(key, names),
            "feedback": self._feedback(key),
        }

    def _known(
        self,
        shopper: Shopper,
        opened: Conversation,
        messages: Sequence[Message],
        cart: Sequence[CartLine],
        slots: Mapping[str, Any] | None,
    ) -> Known:
        handoff = open_handoff(self._db, shopper.conversation_id)
        tastes = [item for item in load_tastes(self._db, shopper.owner) if item.at >= opened.opened_at]
        concerns = load_concerns(self._db, shopper.owner, shopper.conversation_id)
        stated = dict.fromkeys(item.aspect for item in concerns if not item.product_id)
        return Known(
            liked=[self._title(item.product_id) for item in tastes if item.liked],
            disliked=[self._title(item.product_id) for item in tastes if not item.liked],
            cart=[line.product.title for line in cart],
            minds=[self._advisor.wording.aspect(aspect) for aspect in stated],
            wish=None if slots is None else Wish.from_dict(slots.get("wish")),
            requested_at=handoff.requested_at if handoff else None,
            currency=self._advisor.settings.currency,
        )

    def _title(self, product_id: str) -> str:
        product = self._advisor.product(product_id)
        return product.title if product else product_id

    def _notes(self, conversation_id: str, names: Mapping[str, str]) -> list[dict[str, Any]]:
        return [
            {
                "number": note.number,
                "agent": names.get(note.agent_id, ""),
                "text": note.text,
                "at": moment(note.at),
            }
            for note in load_notes(self._db, conversation_id)
        ]

    def _history(self, conversation_id: str, names: Mapping[str, str]) -> list[dict[str, Any]]:
        return [
            {
                "step": event.step,
                "at": moment(event.at),
                "agent": names.get(event.agent_id, ""),
                "detail": event.detail,
            }
            for event in load_handoff_events(self._db, conversation_id=conversation_id)
        ]

    def _feedback(self, conversation_id: str) -> dict[str, Any] | None:
        found = get_feedback(self._db, conversation_id)
        return {"rating": found.rating, "comment": found.comment} if found else None


def cart_line(line: CartLine) -> dict[str, Any]:
    """A line of the cart at the price of this moment."""
    product = line.product
    return {
        "product_id": product.product_id,
        "title": product.title,
        "size": line.size,
        "color": line.color,
        "quantity": line.quantity,
        "price": product.current_price,
        "currency": product.currency,
    }


def _earlier(item: Earlier) -> dict[str, Any]:
    return {**asdict(item), "opened_at": moment(item.opened_at)}

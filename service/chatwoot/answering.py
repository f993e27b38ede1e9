"""The one place where Chatwoot meets Aisle's own conversations."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Protocol, get_args

from starlette.concurrency import run_in_threadpool

from advisor.shopper import Shopper
from service.identity import shopper_of
from service.live.hub import DESK, Hub
from service.live.mailroom import Mailroom
from shop.handoff import Handoff, HandoffState
from shop.storage import conversations
from shop.storage.conversations import Message, Role
from shop.storage.database import Database
from shop.storage.handoffs import NotPossible, close, load_handoffs, open_handoff, request_handoff

logger = logging.getLogger(__name__)

#: What Aisle's own handoff is closed with: Chatwoot's people have it.
OUTCOME = "chatwoot"


class Turns(Protocol):
    """The bot's turns. Raises Problem where it cannot answer now."""

    async def take(self, shopper: Shopper, text: str, message_id: str | None) -> Sequence[Any]: ...


class Answering:
    """What the bot says, what it overhears, and who is asked to take over."""

    def __init__(self, db: Database, turns: Turns, mailroom: Mailroom, hub: Hub) -> None:
        self._db = db
        self._turns = turns
        self._mailroom = mailroom
        self._hub = hub

    async def answer(
        self, conversation_id: str, customer_id: str, text: str, message_id: str
    ) -> list[dict[str, Any]]:
        """The bot's messages, the same again for the same `message_id`. Raises Problem and StorageError."""
        shopper = await run_in_threadpool(self._shopper, conversation_id, customer_id)
        return [_as_dict(message) for message in await self._turns.take(shopper, text, message_id)]

    async def overhear(
        self, conversation_id: str, customer_id: str, role: Role, text: str, message_id: str, author: str = ""
    ) -> None:
        """Keeps what was said while people had the word: the bot knows it when it has the word again."""
        await run_in_threadpool(self._open, conversation_id, customer_id)
        if role == "agent":
            await run_in_threadpool(self._note_join, conversation_id)
        await self._mailroom.post(conversation_id, role, text, message_id=message_id, author=author)

    async def wanted(self, conversation_id: str) -> tuple[Handoff, list[Message]] | None:
        """Aisle's own open handoff with what was said so far; None where nobody asked for a person."""
        handoff = await run_in_threadpool(open_handoff, self._db, conversation_id)
        if handoff is None:
            return None
        return handoff, await run_in_threadpool(conversations.load_messages, self._db, conversation_id)

    async def ask_for_person(self, conversation_id: str) -> tuple[Handoff, list[Message]]:
        """Asks for a person because the bot cannot answer."""
        await run_in_threadpool(self._open, conversation_id, "")
        await run_in_threadpool(
            request_handoff, self._db, conversation_id, "not_understood", datetime.now(UTC)
        )
        wanted = await self.wanted(conversation_id)
        assert wanted is not None, "it was asked for just now"
        return wanted

    async def passed_on(self, conversation_id: str) -> None:
        """Chatwoot's people have it now: Aisle's own desk must not hold it as well."""
        try:
            await run_in_threadpool(close, self._db, conversation_id, "", OUTCOME, datetime.now(UTC))
        except NotPossible:
            logger.warning("a conversation of Chatwoot was taken at Aisle's own desk")
        self._hub.tell(DESK, {"type": "gone", "conversation_id": conversation_id})

    def _shopper(self, conversation_id: str, customer_id: str) -> Shopper:
        """Consent is what the customer said elsewhere, else denied; Chatwoot cannot ask for it."""
        return shopper_of(self._db, customer_id=customer_id, conversation_id=conversation_id)

    def _open(self, conversation_id: str, customer_id: str) -> None:
        shopper = self._shopper(conversation_id, customer_id)
        known = shopper.customer_id if shopper.known else ""
        conversations.open_conversation(self._db, conversation_id, known, datetime.now(UTC), shopper.personal)

    def _note_join(self, conversation_id: str) -> None:
        """A person who speaks unasked has joined. Rasa is told of what people said since the first handoff: without one
        it would never hear of it."""
        if not load_handoffs(self._db, get_args(HandoffState), conversation_id):
            now = datetime.now(UTC)
            request_handoff(self._db, conversation_id, "joined", now)
            close(self._db, conversation_id, "", OUTCOME, now)


def _as_dict(message: Any) -> dict[str, Any]:
    """A message of the bot as the API shows it, whether it is stored already or not."""
    if isinstance(message, Message):
        return {**({"text": message.text} if message.text else {}), **(message.payload or {})}
    return dict(message)

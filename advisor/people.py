"""Calling a person: for which reasons, and what the shopper may expect then."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from advisor.shopper import Shopper
from advisor.tone import is_upset, phrase_in, signs
from shop.handoff import Handoff, HandoffReason
from shop.office_hours import OfficeHours
from shop.settings import Settings
from shop.storage import agents, conversations, handoffs
from shop.storage.database import Database

Handler = Literal["bot", "queue", "agent"]
#: So many of the shopper's last messages make the tone.
RECENT = 3


@dataclass(frozen=True, slots=True)
class Handling:
    """Who has the word in a conversation. `agent` is the name of the one who holds it; `position` the place in the
    queue, 0 outside it; `opens_at` is when people answer again, None while they do; `email` where the shopper wants
    to be written to."""

    handler: Handler = "bot"
    agent: str = ""
    position: int = 0
    opens_at: datetime | None = None
    email: str = ""

    def to_dict(self) -> dict[str, Any]:
        """As docs/live.md shows the state of a conversation."""
        return {
            **asdict(self),
            "agent": {"name": self.agent} if self.agent else None,
            "open": self.opens_at is None,
            "opens_at": self.opens_at.isoformat() if self.opens_at else None,
        }


class People:
    """The shop's people, as far as the bot and the shopper need to know of them."""

    def __init__(self, db: Database, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._settings = settings
        self._clock = clock
        self._hours = OfficeHours.parse(settings.office_hours, settings.timezone)

    @property
    def staffed(self) -> bool:
        """Whether anybody could take a conversation over: agents at the console, or a Chatwoot."""
        return bool(self._settings.chatwoot_url) or agents.count_active_agents(self._db) > 0

    @property
    def address(self) -> str:
        """Where a shopper may write to, "" where the shop names none."""
        return self._settings.support_email

    @property
    def now(self) -> datetime:
        return self._clock()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that the shop's people live by."""
        return self._hours.zone

    def handling(self, conversation_id: str) -> Handling:
        """Who has the word now."""
        handoff = handoffs.open_handoff(self._db, conversation_id)
        if handoff is None or (handoff.state == "waiting" and not self.staffed):
            return Handling(opens_at=self.opens_at())
        return self._handling(handoff)

    def opens_at(self) -> datetime | None:
        """When people answer again, None while they do."""
        return self._hours.opens_at(self._clock())

    def call(self, shopper: Shopper, reason: HandoffReason, detail: str = "") -> Handling:
        """Asks for a person, where none is asked for yet."""
        now = self._clock()
        customer_id = shopper.customer_id if shopper.known else ""
        conversations.open_conversation(self._db, shopper.conversation_id, customer_id, now, shopper.personal)
        handoff, _ = handoffs.request_handoff(self._db, shopper.conversation_id, reason, now, detail=detail)
        return self._handling(handoff)

    def leave_email(self, shopper: Shopper, email: str) -> Handling | None:
        """Keeps where the shopper wants to be written to; None where nobody was asked for."""
        handoff = handoffs.leave_email(self._db, shopper.conversation_id, email)
        return self._handling(handoff) if handoff else None

    def reason_to_call(self, conversation_id: str, text: str) -> tuple[HandoffReason, str] | None:
        """Why `text`, with what the shopper said just before, calls for a person, and the words that do:
        a rule of the shop, or an upset tone. None where they do not, or where one is on the way.

        A calm message costs no look into the database: what was said before it was looked at then.
        """
        word = phrase_in(text, self._settings.handoff_words)
        if not (word or signs(text)) or handoffs.open_handoff(self._db, conversation_id) or not self.staffed:
            return None
        if word:
            return "rule", word
        return ("upset", "") if is_upset(self._recent(conversation_id)) else None

    def _recent(self, conversation_id: str) -> list[str]:
        """The shopper's last messages since a person was last called."""
        events = handoffs.load_handoff_events(self._db, conversation_id=conversation_id)
        since = events[-1].at if events else None
        return conversations.last_words(self._db, conversation_id, RECENT, since)

    def _handling(self, handoff: Handoff) -> Handling:
        if handoff.state == "held":
            agent = agents.get_agent(self._db, handoff.agent_id)
            return Handling(
                "agent", agent.name if agent else "", opens_at=self.opens_at(), email=handoff.email
            )
        position = handoffs.queue_position(self._db, handoff)
        return Handling("queue", "", position, self.opens_at(), handoff.email)

"""What Chatwoot's webhooks say, as far as it matters to the bot."""

import hashlib
from dataclasses import asdict, dataclass
from typing import Any, Literal

from pydantic import BaseModel, Field, ValidationError

from service.chatwoot.place import Place
from service.schemas import TEXT_LIMIT

#: shopper: something to answer. agent: a person answered. echo: the bot's own message, back from Chatwoot.
Kind = Literal["shopper", "agent", "echo"]
#: Message types by their number: webhooks name them, the API numbers them.
TYPES = {"0": "incoming", "1": "outgoing", "2": "activity", "3": "template"}
#: The status of a conversation that the bot has; any other is the people's.
BOTS = "pending"


class Malformed(ValueError):
    """This is no webhook of Chatwoot."""


class _Numbered(BaseModel):
    id: int = Field(ge=0)


class _Sender(BaseModel):
    type: str | None = None
    name: str | None = None
    identifier: str | None = None


class _Meta(BaseModel):
    sender: _Sender | None = None
    hmac_verified: bool | None = None


class _Conversation(_Numbered):
    status: str = ""
    channel: str | None = None
    meta: _Meta | None = None


class _Message(_Numbered):
    """`message_created` and `message_updated`."""

    event: str
    content: str | None = None
    message_type: str | int = ""
    content_type: str | None = None
    content_attributes: dict[str, Any] | None = None
    private: bool | None = False
    attachments: list[Any] | None = None
    sender: _Sender | None = None
    account: _Numbered
    conversation: _Conversation


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that happened. `message` is Chatwoot's number of the message; `key` tells it from all others of the
    conversation; `customer_id` is who the shop's own server proved the shopper to be, "" for a stranger."""

    kind: Kind
    place: Place
    message: int
    key: str
    text: str
    status: str
    content_type: str = "text"
    attachments: bool = False
    author: str = ""
    customer_id: str = ""
    channel: str = ""

    @property
    def for_bot(self) -> bool:
        return self.status == BOTS

    def stored(self) -> dict[str, Any]:
        """As the inbox keeps it; nothing else of the webhook is kept."""
        return asdict(self)

    @classmethod
    def from_stored(cls, body: Any) -> "Incoming":
        return cls(**{**body, "place": Place(**body["place"])})


def read(payload: Any) -> Incoming | None:
    """What a webhook says, None where it is nothing to the bot. Raises Malformed for what Chatwoot does not send."""
    if not isinstance(payload, dict) or not isinstance(payload.get("event"), str):
        raise Malformed("It must be a JSON object with an `event`.")
    if payload["event"] not in ("message_created", "message_updated"):
        return None
    try:
        message = _Message.model_validate(payload)
    except ValidationError as error:
        faults = ", ".join(".".join(str(part) for part in fault["loc"]) for fault in error.errors())
        raise Malformed(f"These fields are missing or wrong: {faults}.") from error
    return _chosen(message) if message.event == "message_updated" else _said(message)


def _said(message: _Message) -> Incoming | None:
    """A new message: of the shopper, of a person of the shop or of the bot itself. Notes of agents are not ours."""
    kind = _kind(message)
    if message.private and kind != "echo":
        return None
    return _incoming(message, kind, f"{message.id}", message.content or "") if kind else None


def _kind(message: _Message) -> Kind | None:
    type_ = TYPES.get(str(message.message_type), message.message_type)
    if type_ == "incoming":
        return "shopper"
    if type_ != "outgoing":
        return None
    return "agent" if message.sender and message.sender.type == "user" else "echo"


def _chosen(message: _Message) -> Incoming | None:
    """The shopper chose one of the options that the bot had offered: Chatwoot notes it at the bot's own message."""
    values = (message.content_attributes or {}).get("submitted_values")
    if (
        message.private
        or message.content_type != "input_select"
        or not isinstance(values, list)
        or not values
    ):
        return None
    first = values[0] if isinstance(values[0], dict) else {}
    text = str(first.get("value") or first.get("title") or "").strip()
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return _incoming(message, "shopper", f"{message.id}-{digest}", text) if text else None


def _incoming(message: _Message, kind: Kind, key: str, text: str) -> Incoming:
    meta = message.conversation.meta or _Meta()
    contact = meta.sender or _Sender()
    proven = contact.identifier if meta.hmac_verified is True else None
    return Incoming(
        kind=kind,
        place=Place(message.account.id, message.conversation.id),
        message=message.id,
        key=key,
        text=text.strip()[:TEXT_LIMIT] if kind == "shopper" else text,
        status=message.conversation.status,
        content_type=message.content_type or "text",
        attachments=bool(message.attachments),
        author=(message.sender.name or "") if kind == "agent" and message.sender else "",
        customer_id=(proven or "")[:128],
        channel=message.conversation.channel or "",
    )

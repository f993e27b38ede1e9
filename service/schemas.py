"""What goes over the wire: the public API's requests and answers."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, EmailStr, Field, StringConstraints

TEXT_LIMIT = 2000
EVENTS_LIMIT = 500
EMAIL_LIMIT = 254

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TEXT_LIMIT)]
Identifier = Annotated[str, StringConstraints(max_length=128, pattern=r"^[^\x00-\x1f]*$")]
ConversationId = Annotated[str, StringConstraints(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
Consent = dict[Literal["personalization_storage", "analytics_storage"], Literal["granted", "denied"]]


class Card(BaseModel):
    """A product as a shopper sees it, with why it is shown and what buyers complain about.

    `score` and its named `parts`, which add up to it, are there where a request asks to `explain`.
    """

    model_config = ConfigDict(extra="allow")

    product_id: str
    title: str
    price: float | None
    currency: str
    image_link: str
    link: str
    reasons: list[str] = []
    warning: str | None = None
    score: float | None = None
    parts: dict[str, float] | None = None


class ComparisonRow(BaseModel):
    label: str
    values: list[str]


class Comparison(BaseModel):
    titles: list[str]
    rows: list[ComparisonRow]


class AgentName(BaseModel):
    """Whom a shopper talks to."""

    name: str


class State(BaseModel):
    """Who has the word: the bot, the bot while a person is on the way (`queue`, at `position` from 1), or an agent.

    `open` says whether people answer now; where not, `opens_at` is when they will. `email` is where the shopper wants
    to be written to, "" where they left none.
    """

    handler: Literal["bot", "queue", "agent"]
    agent: AgentName | None
    position: int
    open: bool
    opens_at: datetime | None
    email: str


class BotMessage(BaseModel):
    """A message of the bot: any of a sentence, product cards, a comparison and quick replies.

    `consent` is there where the shopper decided in this very turn; a page that keeps their choice keeps this one.
    `handoff` is there where the bot has just called a person.
    """

    text: str | None = None
    products: list[Card] | None = None
    comparison: Comparison | None = None
    quick_replies: list[str] | None = None
    consent: Consent | None = None
    handoff: State | None = None


class ChatRequest(BaseModel):
    """`message_id` is the client's own; sent again, the answer is repeated and nothing happens twice."""

    text: Text
    conversation_id: ConversationId | None = None
    message_id: Identifier | None = None
    customer_id: Identifier = ""
    customer_signature: str = Field("", max_length=128)
    session_id: Identifier = ""
    consent: Consent | None = None


class StoredMessage(BotMessage):
    """`message_id` is the shopper's own id of it, `author` the agent's name."""

    id: int
    role: Literal["shopper", "bot", "agent"]
    at: datetime
    message_id: str | None = None
    author: str | None = None


class ChatAnswer(BaseModel):
    conversation_id: str
    messages: list[StoredMessage]
    state: State


class History(BaseModel):
    messages: list[StoredMessage]
    state: State


class StateAnswer(BaseModel):
    state: State


class EmailRequest(BaseModel):
    """Where a shopper who waits for a person wants to be written to."""

    email: EmailStr = Field(max_length=EMAIL_LIMIT)


class FeedbackRequest(BaseModel):
    """What a shopper thinks of the conversation, 1 (bad) to 5 (good)."""

    rating: int = Field(ge=1, le=5)
    comment: Annotated[str, StringConstraints(strip_whitespace=True, max_length=TEXT_LIMIT)] = ""


class Results(BaseModel):
    results: list[Card]


class EventItem(BaseModel):
    item_id: Identifier
    quantity: int = Field(1, ge=0, le=100_000)
    price: float | None = Field(None, ge=0)


class PageEvent(BaseModel):
    """One GA4 e-commerce event; `event_id` makes a repeated delivery count once."""

    event_id: Annotated[str, StringConstraints(min_length=1, max_length=128)]
    event: str
    timestamp: datetime
    session_id: Identifier = ""
    customer_id: Identifier = ""
    items: list[EventItem] = Field(default=[], max_length=200)


class EventBatch(BaseModel):
    events: list[PageEvent] = Field(max_length=EVENTS_LIMIT)
    consent: Consent | None = None
    customer_signature: str = Field("", max_length=128)


class EventReceipt(BaseModel):
    """How many events are new, were known already, or were not kept for want of consent."""

    accepted: int
    duplicates: int
    without_consent: int


class QuoteOut(BaseModel):
    text: str
    date: str | None
    rating: float | None
    verified: bool | None


class ComplaintOut(BaseModel):
    """`share`, its 95 % interval `low` to `high` and `usual`, that of the category, are parts of all buyers; `trend`
    is how much the share rose lately; `verified` the part of the complaining reviews known to be a buyer's."""

    aspect: str
    label: str
    share: float
    low: float
    high: float
    usual: float
    support: int
    reviews: int
    severity: float
    trend: float | None
    verified: float | None
    whom: list[str]
    quotes: list[QuoteOut]


class FitOut(BaseModel):
    """How many reviews say that it runs small, true to size, large."""

    small: int
    true: int
    large: int


class ProductOut(BaseModel):
    model_config = ConfigDict(extra="allow")

    product_id: str
    title: str
    complaints: list[ComplaintOut]
    fit: FitOut


class Health(BaseModel):
    status: Literal["ok", "starting", "broken"]
    parts: dict[str, Any] = {}

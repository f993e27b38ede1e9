"""What the widget may say over its live connection, and how a frame is read."""

import json
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, StringConstraints, ValidationError, field_validator

from service.live.presence import Page
from service.schemas import Consent, ConversationId, Identifier, Text

FRAME_LIMIT = 64_000  # characters
MessageId = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=r"^[^\x00-\x1f]*$")]


class BadFrame(ValueError):
    """What came is no valid frame."""


class Refusal(ValueError):
    """A message that is not valid; `message_id` is its id, the text of the error what is wrong with it."""

    def __init__(self, message_id: str, detail: str) -> None:
        super().__init__(detail)
        self.message_id = message_id


class PageFrame(BaseModel):
    """The page that the shopper is on; of its address only what names the page is kept."""

    url: Annotated[str, Field(max_length=4000)] = ""
    title: Annotated[str, Field(max_length=1000)] = ""
    product_id: Annotated[str, Field(max_length=128)] = ""

    @field_validator("url")
    @classmethod
    def _plain(cls, value: str) -> str:
        try:
            parts = urlsplit(value)
        except ValueError:
            return ""
        host = parts.netloc.rpartition("@")[2]
        return f"{parts.scheme}://{host}{parts.path}" if parts.scheme in ("http", "https") and host else ""

    def page(self) -> Page:
        return Page(self.url[:1000], self.title[:200], self.product_id)


class Claims(BaseModel):
    """Who the shopper is and what they consented to; what is left out stays as it was."""

    customer_id: Identifier = ""
    customer_signature: str = Field("", max_length=128)
    session_id: Identifier = ""
    consent: Consent | None = None


class Hello(Claims):
    """`after` is the highest number the widget has seen."""

    type: Literal["hello"]
    conversation_id: ConversationId
    after: int = Field(0, ge=0)
    page: PageFrame | None = None


class Said(BaseModel):
    type: Literal["message"]
    id: MessageId
    text: Text


class Typing(BaseModel):
    type: Literal["typing"]
    on: bool


class Moved(BaseModel):
    type: Literal["page"]
    page: PageFrame


class Claimed(Claims):
    type: Literal["claims"]


class Ping(BaseModel):
    type: Literal["ping"]


Frame = Hello | Said | Typing | Moved | Claimed | Ping
FRAMES: dict[str, type[Frame]] = {
    "hello": Hello,
    "message": Said,
    "typing": Typing,
    "page": Moved,
    "claims": Claimed,
    "ping": Ping,
}


def read_frame(text: str) -> Frame:
    """The frame that was sent. Raises BadFrame, or Refusal for a message whose id can be read but that is not valid."""
    content = _content(text)
    kind = FRAMES.get(str(content.get("type")))
    if kind is None:
        raise BadFrame("there is no frame of this type")
    try:
        return kind.model_validate(content)
    except ValidationError as error:
        detail = faults(error)
        message_id = content.get("id")
        if kind is Said and isinstance(message_id, str) and 0 < len(message_id) <= 128:
            raise Refusal(message_id, detail) from error
        raise BadFrame(detail) from error


def faults(error: ValidationError) -> str:
    """Names each wrong field and what was expected; never repeats what was sent."""
    return "; ".join(
        f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors()
    )


def _content(text: str) -> dict[str, Any]:
    if len(text) > FRAME_LIMIT:
        raise BadFrame("the frame is too large")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFrame("the frame is no JSON") from error
    if not isinstance(content, dict):
        raise BadFrame("the frame is no object")
    return content

"""The frames of the desk's live connection, as docs/live.md has them."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints, TypeAdapter, ValidationError

#: Signs of the longest frame that is read at all.
LONGEST = 4096

Watched = Annotated[str, StringConstraints(max_length=64, pattern=r"^[A-Za-z0-9_-]*$")]


class Watch(BaseModel):
    """`conversation_id` "" watches none."""

    type: Literal["watch"]
    conversation_id: Watched


class Typing(BaseModel):
    type: Literal["typing"]
    conversation_id: Watched
    on: bool


class Ping(BaseModel):
    type: Literal["ping"]


Frame = Annotated[Watch | Typing | Ping, Field(discriminator="type")]
_frames: TypeAdapter[Watch | Typing | Ping] = TypeAdapter(Frame)


class BadFrame(ValueError):
    """What came is no valid frame."""


def read_frame(text: str) -> Watch | Typing | Ping:
    """The frame of this text; raises BadFrame."""
    if len(text) > LONGEST:
        raise BadFrame
    try:
        return _frames.validate_json(text)
    except ValidationError as error:
        raise BadFrame from error

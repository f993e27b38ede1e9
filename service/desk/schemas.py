"""What the desk takes over the wire."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from service.desk.passwords import LONGEST, SHORTEST
from service.schemas import Identifier

#: What an agent may write at once, in signs.
TEXT_LIMIT = 4000
#: The most products that one message shows.
MOST_PRODUCTS = 6

Login = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, to_lower=True, min_length=2, max_length=64, pattern=r"^[A-Za-z0-9._@+-]+$"
    ),
]
Name = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f-\x9f]+$"
    ),
]
NewPassword = Annotated[str, StringConstraints(min_length=SHORTEST, max_length=LONGEST)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TEXT_LIMIT)]
Shortcut = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[a-z0-9_-]+$")]
Role = Literal["agent", "admin"]


class LoginIn(BaseModel):
    """Any login and password may be tried; what they must be like is no secret, but no answer either."""

    login: Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, max_length=128)]
    password: str = Field(max_length=LONGEST)


class PasswordIn(BaseModel):
    old: str = Field(max_length=LONGEST)
    new: NewPassword


class TransferIn(BaseModel):
    """`team` "" is everybody's queue."""

    team: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] = ""


class CloseIn(BaseModel):
    outcome: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)] = "solved"


class MessageIn(BaseModel):
    """`message_id` is the console's own; sent again, nothing happens twice."""

    message_id: Annotated[Identifier, StringConstraints(min_length=1)]
    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=TEXT_LIMIT)] = ""
    product_ids: list[Identifier] = Field(default=[], max_length=MOST_PRODUCTS)


class NoteIn(BaseModel):
    text: Words


class CannedIn(BaseModel):
    text: Words


class AgentIn(BaseModel):
    login: Login
    name: Name
    role: Role = "agent"
    team: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] = ""


class AgentChange(BaseModel):
    """What is left out stays as it is."""

    name: Name | None = None
    role: Role | None = None
    team: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] | None = None
    active: bool | None = None
    reset_password: bool = False

"""A conversation that a person is asked to take over."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

#: waiting: in the queue. held: a person has it, the bot is silent. returned: given back to the bot. closed: done with.
HandoffState = Literal["waiting", "held", "returned", "closed"]
#: Why a person is wanted: the shopper asked, the bot failed to understand twice, the tone is upset, an order has a
#: problem, a rule of the shop says so, an agent joined by their own will.
HandoffReason = Literal["asked", "not_understood", "upset", "order", "rule", "joined"]
#: What happens to a handoff. lost: its agent's connection was gone too long, it waits again.
HandoffStep = Literal["requested", "taken", "transferred", "lost", "returned", "closed"]

OPEN: tuple[HandoffState, ...] = ("waiting", "held")


@dataclass(frozen=True, slots=True)
class Handoff:
    """`team` is "" where any may take it, `agent_id` "" while nobody has it; `email` is where the shopper wants to be
    written to, "" where they left none; `outcome` the reason it was closed for."""

    number: int
    conversation_id: str
    reason: HandoffReason
    state: HandoffState
    requested_at: datetime
    team: str = ""
    agent_id: str = ""
    email: str = ""
    taken_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class HandoffEvent:
    """One step of a handoff; `number` rises over all of them. `agent_id` is who did it, "" for the shopper or Aisle."""

    number: int
    handoff: int
    conversation_id: str
    step: HandoffStep
    at: datetime
    agent_id: str = ""
    detail: str = ""

"""One of the shop's people at the console."""

from dataclasses import dataclass
from typing import Literal

#: Agents answer shoppers; admins also see and change who the agents are, and the canned answers.
AgentRole = Literal["agent", "admin"]


@dataclass(frozen=True, slots=True)
class Agent:
    """`login` is what they sign in with, `name` what shoppers see; one who is not `active` cannot sign in."""

    agent_id: str
    login: str
    name: str
    role: AgentRole = "agent"
    team: str = ""
    active: bool = True

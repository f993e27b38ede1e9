"""What an agent is told when somebody was faster."""

from service.problems import Problem
from shop.handoff import Handoff
from shop.storage.agents import get_agent
from shop.storage.database import Database
from shop.storage.handoffs import load_handoffs, open_handoff


def faster(db: Database, conversation_id: str) -> Problem:
    """Problem 409 whose detail says who has the conversation, or how it ended."""
    return Problem(409, "Somebody was faster", _standing(db, conversation_id))


def not_yours(db: Database, conversation_id: str) -> Problem:
    """Problem 409 for what only the agent who holds the conversation may do."""
    return Problem(409, "This conversation is not yours", _standing(db, conversation_id))


def _standing(db: Database, conversation_id: str) -> str:
    handoff = open_handoff(db, conversation_id)
    if handoff is not None:
        return _open(db, handoff)
    ended = load_handoffs(db, ("returned", "closed"), conversation_id)
    if not ended:
        return "Nobody asked for a person here; join it first."
    if ended[-1].outcome == "cancelled":
        return "The shopper no longer wants a person."
    done = "closed it" if ended[-1].state == "closed" else "gave it back to the assistant"
    return f"{_name(db, ended[-1].agent_id)} {done}."


def _open(db: Database, handoff: Handoff) -> str:
    if handoff.state == "held":
        return f"{_name(db, handoff.agent_id)} has it."
    return "It waits in the queue; take it first."


def _name(db: Database, agent_id: str) -> str:
    agent = get_agent(db, agent_id) if agent_id else None
    return agent.name if agent else "Somebody"

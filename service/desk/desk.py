"""What an agent does with a conversation. Storage decides, then Rasa and everybody who watches are told."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool

from advisor.advisor import Advisor
from service.chatwoot.place import place_of
from service.desk.board import DeskBoard
from service.desk.outside import States, Tracker, unless_rasa_fails
from service.desk.refusals import faster, not_yours
from service.desk.rows import Row, moment
from service.live.hub import Hub, backstage_topic, conversation_topic
from service.live.mailroom import Mailroom, as_stored
from service.problems import Problem
from shop.agent import Agent
from shop.handoff import Handoff
from shop.storage import conversations, handoffs, notes
from shop.storage.database import Database, StorageError
from shop.suggestion import Suggestion

logger = logging.getLogger(__name__)

Step = Callable[[Database, str, datetime], Handoff]


class Desk:
    """The steps of a handoff, messages and notes of agents."""

    def __init__(
        self,
        db: Database,
        advisor: Advisor,
        hub: Hub,
        mailroom: Mailroom,
        board: DeskBoard,
        tracker: Tracker,
        states: States,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._db = db
        self._advisor = advisor
        self._hub = hub
        self._mailroom = mailroom
        self._board = board
        self._tracker = tracker
        self._states = states
        self._clock = clock
        self._tasks: set[asyncio.Task[None]] = set()

    async def take(self, conversation_id: str, agent: Agent) -> Row:
        """Gives a waiting conversation to the agent; one they hold already stays theirs. Raises Problem 409, also for
        one of Chatwoot, whose shopper could not be answered from here."""
        if place_of(conversation_id) is not None:
            raise Problem(409, "This conversation is not here", "Chatwoot's people answer this shopper.")
        held = await self._held_by(conversation_id, agent)
        if held is None:
            held = await self._step(
                conversation_id, lambda db, key, at: handoffs.take(db, key, agent.agent_id, at)
            )
        return await self._done(held)

    async def join(self, conversation_id: str, agent: Agent) -> Row:
        """Takes a conversation that nobody asked a person for, or one that waits; the shopper may be connected and have
        said nothing yet. Raises Problem 404 and 409."""
        await run_in_threadpool(self._must_be_there, conversation_id)
        if place_of(conversation_id) is not None:
            return await self.take(conversation_id, agent)
        await run_in_threadpool(
            handoffs.request_handoff, self._db, conversation_id, "joined", self._clock(), team=agent.team
        )
        return await self.take(conversation_id, agent)

    async def transfer(self, conversation_id: str, agent: Agent, team: str) -> Row:
        """Puts a conversation that the agent holds into the queue of a team. Raises Problem 409."""
        return await self._done(
            await self._step(
                conversation_id, lambda db, key, at: handoffs.transfer(db, key, agent.agent_id, team, at)
            )
        )

    async def give_back(self, conversation_id: str, agent: Agent) -> Row:
        """Gives a conversation that the agent holds back to the bot. Raises Problem 409."""
        return await self._done(
            await self._step(
                conversation_id, lambda db, key, at: handoffs.give_back(db, key, agent.agent_id, at)
            )
        )

    async def close(self, conversation_id: str, agent: Agent, outcome: str) -> Row:
        """Ends a handoff that waits or that the agent holds. Raises Problem 409."""
        return await self._done(
            await self._step(
                conversation_id, lambda db, key, at: handoffs.close(db, key, agent.agent_id, outcome, at)
            )
        )

    async def lose(self, conversation_id: str, agent_id: str) -> bool:
        """Puts a conversation whose agent is gone back into its queue; whether it was still theirs."""
        try:
            lost = await run_in_threadpool(handoffs.lose, self._db, conversation_id, agent_id, self._clock())
        except handoffs.NotPossible:
            return False
        await self._done(lost)
        return True

    async def release(self, agent_id: str) -> list[str]:
        """Puts all that an agent holds back into the queue; returns the conversations. Raises StorageError."""
        held = await run_in_threadpool(handoffs.load_handoffs, self._db, ("held",))
        mine = [item.conversation_id for item in held if item.agent_id == agent_id]
        lost = await asyncio.gather(*(self.lose(conversation_id, agent_id) for conversation_id in mine))
        return [conversation_id for conversation_id, gone in zip(mine, lost, strict=True) if gone]

    async def holders(self) -> set[str]:
        """The agents who hold a conversation."""
        held = await run_in_threadpool(handoffs.load_handoffs, self._db, ("held",))
        return {item.agent_id for item in held}

    async def say(
        self, conversation_id: str, agent: Agent, message_id: str, text: str, product_ids: Sequence[str]
    ) -> dict[str, Any]:
        """Stores and delivers what the agent who holds the conversation writes, once by `message_id`.

        Raises Problem 409 for anybody else, 422 where there is nothing to say or a product is not sold.
        """
        known = await run_in_threadpool(self._said_before, conversation_id, agent, message_id)
        if known is not None:
            return known
        if not await self._held_by(conversation_id, agent):
            raise await run_in_threadpool(not_yours, self._db, conversation_id)
        cards = await run_in_threadpool(self._cards, product_ids)
        if not text and not cards:
            raise Problem(422, "There is nothing to say", "Write something or choose a product.")
        message, new = await self._mailroom.post(
            conversation_id,
            "agent",
            text,
            {"products": cards} if cards else None,
            message_id=message_id,
            shown=[card["product_id"] for card in cards],
            author=agent.name,
        )
        if new:
            ids = [card["product_id"] for card in cards]
            self._later(self._tracker.told_by_agent(conversation_id, text, ids))
        return as_stored(message)

    async def note(self, conversation_id: str, agent: Agent, text: str) -> dict[str, Any]:
        """Keeps a note that only agents see. Raises Problem 404 where nothing was said yet."""
        await run_in_threadpool(self._must_exist, conversation_id)
        kept = await run_in_threadpool(
            notes.add_note, self._db, conversation_id, agent.agent_id, text, self._clock()
        )
        note = {"number": kept.number, "agent": agent.name, "text": text, "at": moment(kept.at)}
        self._hub.tell(backstage_topic(conversation_id), {"type": "note", "note": note})
        return note

    async def typing(self, conversation_id: str, agent: Agent, on: bool) -> None:
        """Tells the shopper that the agent who holds the conversation types; of any other nobody is told."""
        if await self._held_by(conversation_id, agent):
            self._hub.tell(conversation_topic(conversation_id), {"type": "typing", "who": "agent", "on": on})

    async def noticed(self, conversation_id: str) -> None:
        """Something came to be without the desk: a handoff was requested or cancelled, a shopper left an address, came
        or went. Tells all lists; where storage does not answer they learn it a little later."""
        await self._tell(self._board.tell())

    async def close_down(self) -> None:
        """Waits for what Rasa is still being told."""
        await asyncio.gather(*self._tasks)

    def _later(self, asked: Awaitable[None]) -> None:
        """Tells Rasa without anybody waiting for it."""
        task = asyncio.create_task(unless_rasa_fails(asked))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _step(self, conversation_id: str, step: Step) -> Handoff:
        try:
            return await run_in_threadpool(step, self._db, conversation_id, self._clock())
        except handoffs.NotPossible as error:
            raise await run_in_threadpool(faster, self._db, conversation_id) from error

    async def _done(self, handoff: Handoff) -> Row:
        """Tells the shopper, who waits behind, every console, and last Rasa, which may be slow."""
        conversation_id = handoff.conversation_id
        await self._tell(self._states.tell_state(conversation_id))
        await self._tell(self._states.tell_queue(handoff.team))
        await self._tell(self._board.tell())
        held = handoff.state == "held"
        await unless_rasa_fails((self._tracker.pause if held else self._tracker.resume)(conversation_id))
        return await self._board.row(conversation_id)

    @staticmethod
    async def _tell(telling: Awaitable[None]) -> None:
        """The step is stored already: whoever cannot be told of it now reads it when they come back."""
        try:
            await telling
        except StorageError as error:
            logger.error("a step at the desk was done and could not be told: %s", error)

    async def _held_by(self, conversation_id: str, agent: Agent) -> Handoff | None:
        """The open handoff where this agent holds it."""
        found = await run_in_threadpool(handoffs.open_handoff, self._db, conversation_id)
        return found if found and found.agent_id == agent.agent_id else None

    def _said_before(self, conversation_id: str, agent: Agent, message_id: str) -> dict[str, Any] | None:
        """The message of this id where the agent wrote it before, so that what was sent twice is answered alike even
        if the conversation is another's by now. Raises Problem 409 where the id is somebody else's."""
        known = conversations.get_message(self._db, conversation_id, message_id)
        if known is None:
            return None
        if (known.role, known.author) != ("agent", agent.name):
            raise Problem(409, "This message_id is taken", "Send the message under another one.")
        return as_stored(known)

    def _cards(self, product_ids: Sequence[str]) -> list[dict[str, Any]]:
        wanted = list(dict.fromkeys(product_ids))
        cards = self._advisor.cards(Suggestion(product_id, 0.0) for product_id in wanted)
        gone = set(wanted) - {card["product_id"] for card in cards}
        if gone:
            raise Problem(422, "A product is not sold any more", f"Leave out {', '.join(sorted(gone))}.")
        return cards

    def _must_exist(self, conversation_id: str) -> None:
        if conversations.get_conversation(self._db, conversation_id) is None:
            raise Problem(404, "There is no such conversation", "Nothing was said in it yet.")

    def _must_be_there(self, conversation_id: str) -> None:
        if self._board.online(conversation_id):
            if conversations.get_conversation(self._db, conversation_id) is None:
                conversations.open_conversation(self._db, conversation_id, "", self._clock(), personal=False)
            return
        self._must_exist(conversation_id)

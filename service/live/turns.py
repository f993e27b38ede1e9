"""The bot's turns: what shoppers say is stored and answered in order; the answer is stored once."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool

from advisor.shopper import Shopper
from service.live.hub import Hub, conversation_topic
from service.live.line import DELAYS, GivenUp, Line, Owed
from service.live.mailroom import Mailroom
from service.live.replies import answered_before, as_reply, merge
from service.live.state import States
from service.live.tracker import ALL, Tracker
from service.problems import Problem
from service.rasa_client import RasaClient, no_answer
from shop.handoff import Handoff
from shop.storage import conversations
from shop.storage.conversations import Message, Reply
from shop.storage.database import Database
from shop.storage.errors import StorageError
from shop.storage.handoffs import load_handoffs

logger = logging.getLogger(__name__)

T = TypeVar("T")
STARTING = 503
#: After so many attempts to which the bot said nothing its shopper is told that something is broken.
ATTEMPTS = 2
#: Seconds that a turn may still take when its conversation is erased.
TURN_S = 5.0


class Turns:
    """The conversations in progress; the turns of one conversation happen one after the other."""

    def __init__(
        self,
        db: Database,
        rasa: RasaClient,
        hub: Hub,
        mailroom: Mailroom,
        tracker: Tracker,
        states: States,
        broken: str = "",
        erase: Callable[[Sequence[str]], None] = lambda conversation_ids: None,
        observe: Callable[[float], None] = lambda seconds: None,
        call: Callable[[Shopper, str], dict[str, Any] | None] = lambda shopper, text: None,
        delays: Sequence[float] = DELAYS,
    ) -> None:
        """`broken` is said where the bot cannot answer, "" for nothing; `erase` erases what the bot
        remembers of conversations whose shopper is forgotten; `observe` hears how many seconds a turn took;
        `call` calls a person where what was written is a reason to, and returns the message that says so."""
        self._db, self._rasa, self._hub, self._mailroom = db, rasa, hub, mailroom
        self._tracker, self._states = tracker, states
        self._broken, self._erase, self._observe, self._delays = broken, erase, observe, delays
        self._call = call
        self._lines: dict[str, Line] = {}
        self._troubles: dict[str, str] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    async def receive(self, shopper: Shopper, text: str, message_id: str | None) -> Message:
        """The message as it is stored; it is answered by and by. Known by its `message_id`, it is not stored again.

        Raises StorageError: then nothing was stored.
        """
        message, _ = await asyncio.shield(self._later(self._receive(shopper, text, message_id)))
        return message

    async def take(self, shopper: Shopper, text: str, message_id: str | None) -> list[Message]:
        """The answer to `text`, [] where a person has the word. A `message_id` seen before gets the answer it got.

        Raises Problem 503 while Rasa cannot be reached and 502 where the bot has nothing to say. A message that can be
        recognized when it is sent again is tried again meanwhile; any other is done with.
        """
        message, owed = await asyncio.shield(self._later(self._receive(shopper, text, message_id)))
        if owed is None:
            found = conversations.get_answer
            return await run_in_threadpool(found, self._db, shopper.conversation_id, message.number) or []
        try:
            return await owed.wait()
        except Problem:
            if message_id is None:
                await self._abandon(owed)
            raise

    async def recover(self) -> None:
        """Takes up what was owed when the service ended last. Raises StorageError."""
        for conversation_id, message in await run_in_threadpool(conversations.load_unanswered, self._db):
            found = await run_in_threadpool(conversations.get_conversation, self._db, conversation_id)
            if found is not None:
                shopper = Shopper(conversation_id, found.customer_id, found.personal)
                self._line(conversation_id).add(Owed(shopper, message, asked=True))

    async def forget(self, conversation_ids: Sequence[str]) -> None:
        """Erases what the bot remembers of conversations that are being erased, once a turn that is under way ended:
        Rasa writes at its end. What they owe is owed no more. Raises StorageError."""
        for conversation_id in conversation_ids:
            if line := self._lines.get(conversation_id):
                await line.stop(0 if self.trouble(conversation_id) else TURN_S)
        await run_in_threadpool(self._erase, conversation_ids)

    async def stop(self) -> None:
        """Ends every turn; what is owed is taken up by `recover`."""
        for line in list(self._lines.values()):
            await line.stop()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def trouble(self, conversation_id: str) -> str:
        """Why the bot does not answer just now: "waking", "broken", or "" where nothing is wrong."""
        return self._troubles.get(conversation_id, "")

    async def _receive(
        self, shopper: Shopper, text: str, message_id: str | None
    ) -> tuple[Message, Owed | None]:
        """The stored message and what is owed for it. Not to be cut off in between: whoever sent it may be gone."""
        customer_id = shopper.customer_id if shopper.known else ""
        conversation_id, now = shopper.conversation_id, datetime.now(UTC)
        opening = conversations.open_conversation
        await run_in_threadpool(opening, self._db, conversation_id, customer_id, now, shopper.personal)
        message, new = await self._mailroom.post(
            conversation_id, "shopper", text, message_id=message_id, unanswered=True
        )
        if not new and not await self._owes(conversation_id, message):
            return message, None
        return message, self._line(conversation_id).add(Owed(shopper, message, asked=not new))

    async def _owes(self, conversation_id: str, message: Message) -> bool:
        answer = conversations.get_answer
        return await run_in_threadpool(answer, self._db, conversation_id, message.number) is None

    def _line(self, conversation_id: str) -> Line:
        def ended() -> None:
            self._lines.pop(conversation_id, None)

        if conversation_id not in self._lines:
            self._lines[conversation_id] = Line(self._answer, ended, self._delays)
        return self._lines[conversation_id]

    async def _abandon(self, owed: Owed) -> None:
        """Nobody can ask for this answer again."""
        if line := self._lines.get(owed.shopper.conversation_id):
            line.drop(owed)
        await run_in_threadpool(conversations.set_answered, self._db, owed.message.number)

    async def _answer(self, owed: Owed) -> list[Message]:
        """One attempt to answer. Raises Problem and StorageError."""
        conversation_id, number = owed.shopper.conversation_id, owed.message.number
        handoffs = await run_in_threadpool(load_handoffs, self._db, ALL, conversation_id)
        if any(handoff.state == "held" for handoff in handoffs):
            await run_in_threadpool(conversations.set_answered, self._db, number)
            self._later(self._tracker.told_by_shopper(conversation_id, owed.message.text))
            return []
        started = time.perf_counter()
        try:
            replies = await self._replies(owed, bool(handoffs))
        except Problem as problem:
            self._tell_trouble(conversation_id, "waking" if problem.status == STARTING else "broken")
            raise
        answer = await self._mailroom.answer(conversation_id, number, replies)
        self._observe(time.perf_counter() - started)
        self._tell_trouble(conversation_id, "")
        await self._afterwards(owed, handoffs)
        return answer

    async def _replies(self, owed: Owed, handed_over: bool) -> list[Reply]:
        """What the bot says; at last that something is broken. Raises Problem."""
        conversation_id = owed.shopper.conversation_id
        try:
            with self._typing(conversation_id):
                messages = merge(await self._ask(owed, handed_over))
        except Problem as problem:
            if problem.status == STARTING:
                raise
            messages = []
        if not messages:
            owed.silent += 1
            messages = self._last_words(owed.silent)
        if not any("handoff" in message for message in messages):
            called = await run_in_threadpool(self._call, owed.shopper, owed.message.text)
            messages += [called] if called else []
        for message in messages:
            if "handoff" in message:
                message["handoff"] = await self._states.of(conversation_id)
        return [as_reply(message) for message in messages]

    async def _ask(self, owed: Owed, handed_over: bool) -> list[dict[str, Any]]:
        shopper, number = owed.shopper, owed.message.number
        if handed_over:
            await self._tracker.catch_up(shopper.conversation_id)
        if owed.asked:
            before = answered_before(await self._rasa.tracker(shopper.conversation_id), number)
            if before:
                return before
        metadata = {
            "customer_id": shopper.customer_id,
            "personal": shopper.personal,
            "session_id": shopper.session_id,
            "number": number,
        }
        try:
            return await self._rasa.say(shopper.conversation_id, owed.message.text, metadata)
        finally:
            owed.asked = True

    def _last_words(self, silent: int) -> list[dict[str, Any]]:
        """What is said for a bot that said nothing. Raises Problem while it is worth another attempt."""
        if silent < ATTEMPTS:
            raise no_answer()
        logger.error("the bot answered nothing, twice")
        if not self._broken:
            raise GivenUp(502, "The assistant did not answer", "Nothing was lost; please send it again.")
        return [{"text": self._broken}]

    async def _afterwards(self, owed: Owed, before: list[Handoff]) -> None:
        """What a turn may have changed besides its messages: who is to have the word, who is remembered."""
        conversation_id = owed.shopper.conversation_id
        try:
            after, forgotten = await run_in_threadpool(self._look, conversation_id, owed.message.number)
            if after != before:
                await self._states.changed(conversation_id)
            if forgotten:
                await run_in_threadpool(self._erase, [conversation_id])
        except StorageError as error:
            logger.error(
                "after a turn: %s", error
            )  # the answer is stored; the next start erases what is left

    def _look(self, conversation_id: str, number: int) -> tuple[list[Handoff], bool]:
        """The handoffs of the conversation, and whether the shopper's message was erased in its own turn."""
        since = conversations.load_messages(self._db, conversation_id, after=number - 1)
        return load_handoffs(self._db, ALL, conversation_id), all(one.number != number for one in since)

    @contextmanager
    def _typing(self, conversation_id: str) -> Iterator[None]:
        if self.trouble(conversation_id):  # nobody types on the other side of a door that does not open
            yield
            return
        topic = conversation_topic(conversation_id)
        self._hub.tell(topic, {"type": "typing", "who": "bot", "on": True})
        try:
            yield
        finally:
            self._hub.tell(topic, {"type": "typing", "who": "bot", "on": False})

    def _tell_trouble(self, conversation_id: str, kind: str) -> None:
        if kind == self.trouble(conversation_id):
            return
        if kind:
            self._troubles[conversation_id] = kind
        else:
            del self._troubles[conversation_id]
        self._hub.tell(conversation_topic(conversation_id), {"type": "trouble", "kind": kind})

    def _later(self, work: Coroutine[Any, Any, T]) -> "asyncio.Task[T]":
        """Does it to its end, whoever waits or does not."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

"""Deals with what Chatwoot sent, in the order it came, one conversation beside the other."""

import asyncio
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool

from service.chatwoot import replies
from service.chatwoot.answering import Answering
from service.chatwoot.client import MESSAGES, STATUS
from service.chatwoot.echo import settle_echo
from service.chatwoot.incoming import Incoming
from service.chatwoot.place import CHANNEL
from service.chatwoot.summary import Summary
from service.outgoing.courier import Courier
from service.outgoing.lanes import Lanes
from service.problems import Problem
from shop.handoff import Handoff
from shop.storage.conversations import Message, Role
from shop.storage.database import Database, StorageError
from shop.storage.deliveries import Delivery, Parcel, add_deliveries, load_deliveries
from shop.storage.inbox import Arrival, drop_old, load_arrivals, note_attempt, receive, set_dead, set_done

logger = logging.getLogger(__name__)

KEPT = timedelta(days=30)
#: Marks the call that opens a conversation for people, in its key.
OPENING = "open"


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds between attempts to answer: after these the shopper, who would wait for nothing, is handed to a person.
    `idle_s`: how often storage is looked at for what was left."""

    delays: tuple[float, ...] = (1, 2, 4, 8, 15, 30)
    idle_s: float = 30.0


class Clerk:
    """`key` is what our conversation ids are computed with."""

    def __init__(
        self,
        db: Database,
        answering: Answering,
        courier: Courier,
        summary: Summary,
        key: str,
        base_url: str,
        patience: Patience = Patience(),
    ) -> None:
        self._db = db
        self._answering = answering
        self._courier = courier
        self._summary = summary
        self._key = key
        self._base_url = base_url
        self._patience = patience
        self._lanes = Lanes(self._work)

    def receive(self, incoming: Incoming, at: datetime) -> str:
        """Keeps what came; returns its conversation, "" where it came before. Runs in a thread. Raises StorageError."""
        conversation_id = incoming.place.conversation_id(self._key)
        key = f"{conversation_id}:{incoming.key}"
        return conversation_id if receive(self._db, key, CHANNEL, incoming.stored(), at) else ""

    def echo(self, incoming: Incoming) -> None:
        """The bot's own message came back: it is known now that it arrived. Runs in a thread."""
        settle_echo(self._db, incoming.place.conversation_id(self._key), incoming)

    def wake(self, conversation_id: str) -> None:
        self._lanes.wake(conversation_id)

    async def run(self) -> None:
        """Takes up what is left, at the start and whenever something was."""
        while True:
            try:
                for arrival in await run_in_threadpool(load_arrivals, self._db, CHANNEL):
                    self.wake(arrival.conversation_id)
                await run_in_threadpool(drop_old, self._db, datetime.now(UTC) - KEPT)
            except StorageError as error:
                logger.error("what Chatwoot sent cannot be read, it is looked at again later: %s", error)
            await asyncio.sleep(self._patience.idle_s)

    async def close(self) -> None:
        await self._lanes.close()

    async def _work(self, conversation_id: str) -> None:
        while not self._lanes.closing:
            left = await run_in_threadpool(load_arrivals, self._db, CHANNEL, "new", conversation_id)
            if not left:
                return
            await self._deal_with(left[0])

    async def _deal_with(self, arrival: Arrival) -> None:
        """One attempt; what fails is tried again after a while, and everything behind it waits."""
        incoming = Incoming.from_stored(arrival.body)
        try:
            await self._handle(arrival, incoming)
        except (Problem, StorageError) as error:
            await self._failed(arrival, incoming, error)
            return
        await run_in_threadpool(set_done, self._db, arrival.number)

    async def _failed(self, arrival: Arrival, incoming: Incoming, error: Exception) -> None:
        delays = self._patience.delays
        logger.warning("arrival %d could not be dealt with: %s", arrival.number, error)
        if arrival.attempts < len(delays):
            await run_in_threadpool(note_attempt, self._db, arrival.number)
            await asyncio.sleep(delays[arrival.attempts])
            return
        if incoming.kind == "shopper" and await self._bots(arrival, incoming):
            wanted = await self._answering.ask_for_person(arrival.conversation_id)
            await self._hand_over(arrival.conversation_id, *wanted)
        await run_in_threadpool(set_dead, self._db, arrival.number, str(error))

    async def _handle(self, arrival: Arrival, incoming: Incoming) -> None:
        if incoming.kind == "agent" or not await self._bots(arrival, incoming):
            await self._overhear(arrival.conversation_id, incoming)
        elif incoming.text:
            await self._answer(arrival, incoming)
        elif incoming.attachments:
            await self._send(arrival, [replies.said(replies.ONLY_TEXT)])

    async def _overhear(self, conversation_id: str, incoming: Incoming) -> None:
        if incoming.text:
            role: Role = "agent" if incoming.kind == "agent" else "shopper"
            said = (incoming.text, f"chatwoot-{incoming.key}", incoming.author)
            await self._answering.overhear(conversation_id, incoming.customer_id, role, *said)

    async def _answer(self, arrival: Arrival, incoming: Incoming) -> None:
        conversation_id = arrival.conversation_id
        message_id = f"chatwoot-{incoming.key}"
        said = await self._answering.answer(conversation_id, incoming.customer_id, incoming.text, message_id)
        if await run_in_threadpool(self._taken_meanwhile, arrival):
            logger.info("a person took over while the bot was answering: its answer is not sent")
        else:
            await self._send(arrival, list(self._bodies(said, incoming.channel)))
        wanted = await self._answering.wanted(conversation_id)
        if wanted:
            await self._hand_over(conversation_id, *wanted)

    def _bodies(self, messages: Sequence[Mapping[str, Any]], channel: str) -> Iterator[dict[str, Any]]:
        for message in messages:
            yield from replies.bodies(message, self._base_url, channel)

    async def _bots(self, arrival: Arrival, incoming: Incoming) -> bool:
        """Whether the bot has the word. Chatwoot says so with each message; but what was said before it heard of a
        handover says "pending" still."""
        if not incoming.for_bot:
            return False
        opening = await run_in_threadpool(self._last_opening, arrival.conversation_id)
        if opening is None or opening.state == "dead":
            return True
        return opening.state == "sent" and arrival.received_at > opening.due_at

    def _last_opening(self, conversation_id: str) -> Delivery | None:
        recent = load_deliveries(self._db, channel=CHANNEL, target=conversation_id)
        return next((one for one in recent if one.key.endswith(f":{OPENING}")), None)

    def _taken_meanwhile(self, arrival: Arrival) -> bool:
        newer = load_arrivals(self._db, CHANNEL, "new", arrival.conversation_id)
        later = [Incoming.from_stored(one.body) for one in newer if one.number > arrival.number]
        return any(one.kind == "agent" or not one.for_bot for one in later)

    async def _hand_over(self, conversation_id: str, handoff: Handoff, messages: Sequence[Message]) -> None:
        """A note for the people first, so that whoever is woken by the open conversation finds it there."""
        note = {"call": MESSAGES, "json": replies.note(self._summary(handoff, messages))}
        opening = {"call": STATUS, "json": {"status": "open"}}
        key = f"{conversation_id}:handoff:{handoff.number}"
        parcels = [
            Parcel(f"{key}:note", CHANNEL, conversation_id, note),
            Parcel(f"{key}:{OPENING}", CHANNEL, conversation_id, opening),
        ]
        await self._put(parcels)
        await self._answering.passed_on(conversation_id)

    async def _send(self, arrival: Arrival, bodies: Sequence[Mapping[str, Any]]) -> None:
        await self._put(
            Parcel(
                f"{arrival.key}:{place}", CHANNEL, arrival.conversation_id, {"call": MESSAGES, "json": body}
            )
            for place, body in enumerate(bodies)
        )

    async def _put(self, parcels: Iterable[Parcel]) -> None:
        await run_in_threadpool(add_deliveries, self._db, list(parcels), datetime.now(UTC))
        self._courier.wake()

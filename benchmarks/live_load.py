"""Shoppers and agents at once, over real connections on the running system: is every message delivered exactly once,
and how long does it take from person to person?

Needs a trained demo shop (`make run` makes one) and works on a copy of it. Each agent takes an equal share of the
conversations, that the shoppers asked for through the bot; then everybody writes. The load is made in a process beside
the service, on the same cores. The peer is a bare relay: the same web server passing the same frames on, with no bot,
no database, no order, no receipts.
"""

import argparse
import asyncio
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Iterable
from pathlib import Path

import aiohttp

from benchmarks.live_people import Agent, Record, Shopper
from benchmarks.relay import relayed
from benchmarks.servers import AISLE, aisle
from benchmarks.timing import Latency, percentiles
from shop.settings import Settings

PASSWORD = "a-password-for-this-run-only"
ADMIN = "load-admin@shop.example"
AT_ONCE = 16
PATIENCE_S = 120
SEED = 7


async def at_once(work: Iterable[Awaitable[object]], most: int = AT_ONCE) -> None:
    """All of it, `most` at a time."""
    limit = asyncio.Semaphore(most)

    async def one(part: Awaitable[object]) -> None:
        async with limit:
            await part

    await asyncio.gather(*(one(part) for part in work))


async def staff(base: str, count: int, record: Record) -> list[Agent]:
    """So many agents, signed in."""
    admin = Agent(base, ADMIN, PASSWORD, Record())
    await admin.sign_in()
    agents = []
    for number in range(count):
        login = f"load-{number}@shop.example"
        made = await admin.post(
            "agents", {"login": login, "name": f"Agent {number}", "role": "agent", "team": ""}
        )
        agents.append(Agent(base, login, made["password"], record))
    await admin.leave()
    for agent in agents:
        await agent.sign_in()
    return agents


async def asked_for_a_person(shopper: Shopper) -> None:
    await shopper.say("talk to a person")
    await asyncio.wait_for(shopper.queued.wait(), PATIENCE_S)


async def writing(
    shopper: Shopper, agent: Agent, lines: int, pause_s: float, to: Record, back: Record
) -> None:
    """The shopper writes a line, the agent another, and so on, at uneven times."""
    chance = random.Random(f"{SEED}-{shopper.conversation_id}")
    for number in range(lines):
        await asyncio.sleep(chance.uniform(0.2, 1.8) * pause_s)
        await shopper.say(to.say(f"{shopper.conversation_id} asks {number}"))
        await asyncio.sleep(chance.uniform(0.2, 1.8) * pause_s)
        await agent.say(shopper.conversation_id, back.say(f"{shopper.conversation_id} is told {number}"))


async def settle(records: Iterable[Record]) -> None:
    """Until everything that was sent was heard, or nothing more can be expected."""
    deadline = time.monotonic() + PATIENCE_S
    while any(len(record.heard) < len(record.sent) for record in records) and time.monotonic() < deadline:
        await asyncio.sleep(0.2)
    await asyncio.sleep(1)  # for what comes twice


def verdict(name: str, record: Record) -> bool:
    """Prints and returns whether each line was heard exactly once by whom it was meant for."""
    missing = sum(text not in record.heard for text in record.sent)
    doubled = sum(count > 1 for count in record.heard.values())
    latency = percentiles(record.seconds)
    print(f"{name:18s} {len(record.sent):6d} sent {missing:4d} missing {doubled:4d} doubled   {latency}")
    return not missing and not doubled


async def stored_once(http: aiohttp.ClientSession, base: str, shopper: Shopper, said: set[str]) -> bool:
    """Whether the history has each of the lines of this conversation once."""
    address = f"{base}/v1/conversations/{shopper.conversation_id}/messages"
    async with http.get(address) as response:
        texts = [message.get("text", "") for message in (await response.json())["messages"]]
    mine = {text for text in said if text.startswith(f"{shopper.conversation_id} ")}
    return all(texts.count(text) == 1 for text in mine)


async def load(base: str, shoppers: int, agents: int, lines: int, pause_s: float) -> tuple[bool, Latency]:
    """Runs it and prints what came out: whether all was delivered once, and how long it took either way."""
    to_agents, to_shoppers = Record(), Record()
    crew = await staff(base, agents, to_agents)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        visitors = [Shopper(http, base, f"{number:03d}", to_shoppers) for number in range(shoppers)]
        await at_once(visitor.connect() for visitor in visitors)
        started = time.perf_counter()
        await at_once(asked_for_a_person(visitor) for visitor in visitors)
        print(f"{shoppers} asked the bot for a person in {time.perf_counter() - started:.1f} s", flush=True)
        pairs = [(visitor, crew[number % agents]) for number, visitor in enumerate(visitors)]
        await at_once(agent.take(visitor.conversation_id) for visitor, agent in pairs)
        await at_once((visitor.held.wait() for visitor in visitors), len(visitors))
        print(f"{agents} agents took them, {shoppers // agents} each; now everybody writes", flush=True)
        started = time.perf_counter()
        talks = [writing(*pair, lines, pause_s, to_agents, to_shoppers) for pair in pairs]
        await at_once(talks, len(talks))
        await settle((to_agents, to_shoppers))
        took = time.perf_counter() - started
        said = to_agents.sent.keys() | to_shoppers.sent.keys()
        once = [await stored_once(http, base, visitor, said) for visitor in visitors]
        acknowledged = all(text in each.acknowledged for each in visitors for text in _own(each, to_agents))
        twice = sum(count > 1 for visitor in visitors for count in visitor.messages.values())
        for visitor in visitors:
            await visitor.leave()
    for agent in crew:
        await agent.leave()
    print(f"{len(said)} lines in {took:.0f} s, {len(said) / took:.0f} a second", flush=True)
    good = [verdict("shopper to agent", to_agents), verdict("agent to shopper", to_shoppers)]
    print(
        f"stored exactly once: {sum(once)} of {shoppers} conversations; every line acknowledged: {acknowledged}"
    )
    print(f"messages that a shopper was shown twice: {twice}")
    return all(good) and all(once) and acknowledged and not twice, percentiles(
        to_agents.seconds + to_shoppers.seconds
    )


def _own(shopper: Shopper, record: Record) -> list[str]:
    return [text for text in record.sent if text.startswith(f"{shopper.conversation_id} ")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shoppers", type=int, default=200)
    parser.add_argument("--agents", type=int, default=20)
    parser.add_argument(
        "--lines", type=int, default=10, help="lines of each shopper and, to each, of the agent"
    )
    parser.add_argument(
        "--pause", type=float, default=3.0, help="mean seconds between a conversation's lines"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder) / "shop"
        shutil.copytree(
            Settings().var, var, ignore=shutil.ignore_patterns("bench", "screenshots", "transcripts")
        )
        log = var / "logs" / "bench.log"
        log.parent.mkdir(exist_ok=True)
        add = [str(AISLE), "agents", "add", ADMIN, "--name", "Admin", "--role", "admin", "--password-stdin"]
        environment = {"AISLE_VAR": str(var)}
        own = {**os.environ, **environment}
        subprocess.run(add, env=own, input=PASSWORD, text=True, check=True, stdout=subprocess.DEVNULL)
        with aisle(log, **environment) as base:
            delivered, ours = asyncio.run(load(base, asked.shoppers, asked.agents, asked.lines, asked.pause))
    peer = asyncio.run(relayed(asked.shoppers, asked.lines, asked.pause))
    print(f"person to person   {ours}")
    print(f"bare relay         {peer}")
    print(f"Aisle to bare relay: p50 x{ours.p50 / peer.p50:.1f}   p95 x{ours.p95 / peer.p95:.1f}")
    if not delivered:
        sys.exit("Not every message was delivered exactly once.")


if __name__ == "__main__":
    main()

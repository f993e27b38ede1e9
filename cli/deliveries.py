"""`aisle deliveries`: what goes out to other systems, what is stuck, and to try it again."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from cli.output import fail, out, print_json, print_table, say
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.deliveries import Delivery, load_deliveries, retry_deliveries
from shop.storage.inbox import Arrival, load_arrivals

app = typer.Typer(
    help="See what goes out to other systems (webhooks, Chatwoot) and try again what was given up.",
    no_args_is_help=True,
)

COLUMNS = ("number", "state", "channel", "to", "attempts", "since", "last or next", "error")


@app.command("list", epilog="Example: aisle deliveries list --dead")
def list_(
    dead: Annotated[bool, typer.Option("--dead", help="Only what was given up.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 50,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """List the newest deliveries, newest first, and incoming messages that could not be dealt with."""
    db = opened()
    found = load_deliveries(db, "dead" if dead else None, limit=limit)
    stuck = load_arrivals(db, state="dead", limit=limit)
    db.dispose()
    if as_json:
        print_json(
            {"deliveries": [as_object(one) for one in found], "incoming": [as_object(one) for one in stuck]}
        )
        return
    if found:
        print_table(COLUMNS, map(as_row, found))
    else:
        out.print("Nothing was given up." if dead else "There are no deliveries.")
    if stuck:
        say(f"{len(stuck)} incoming messages could not be answered and were left to people:")
        print_table(("number", "channel", "received", "error"), map(as_incoming_row, stuck))


@app.command(epilog="Example: aisle deliveries retry --all")
def retry(
    number: Annotated[
        int | None, typer.Argument(help="The number in `aisle deliveries list --dead`.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that were given up.")] = False,
) -> None:
    """Try again what was given up, from the first attempt; a running service does so within seconds."""
    if (number is None) != everything:
        fail("say which one, or --all; `aisle deliveries list --dead` lists them.")
    db = opened()
    count = retry_deliveries(db, datetime.now(UTC), number)
    db.dispose()
    if number is not None and not count:
        fail(f"delivery {number} was not given up; `aisle deliveries list --dead` lists those that were.")
    out.print("There was nothing to try again." if not count else f"Tried again: {count}.", highlight=False)


def opened() -> Database:
    db = Database(Settings().sqlalchemy_url)
    db.migrate()
    return db


def as_object(row: Delivery | Arrival) -> dict[str, Any]:
    """As scripts read it: without what was said; times are ISO 8601 in UTC."""
    values = {name: value for name, value in asdict(row).items() if name != "body"}
    if isinstance(row, Arrival):
        values["error"] = row.body.get("error", "")
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()
    }


def as_row(one: Delivery) -> tuple[object, ...]:
    times = (f"{at:%Y-%m-%d %H:%M:%S}" for at in (one.created_at, one.due_at))
    return (one.number, one.state, one.channel, _short(one.target), one.attempts, *times, one.error)


def as_incoming_row(one: Arrival) -> tuple[object, ...]:
    return (one.number, one.channel, f"{one.received_at:%Y-%m-%d %H:%M:%S}", one.body.get("error", ""))


def _short(target: str) -> str:
    """An address without what may be secret in it: its query and who signs in."""
    parts = urlsplit(target)
    if not parts.hostname:
        return target
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname}{port}{parts.path}"

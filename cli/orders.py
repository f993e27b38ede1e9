"""`aisle orders`: what customers asked about their orders, for the shop's staff."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from cli.output import fail, out, print_json, print_table
from shop.order import OrderRequest, RequestState
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.order_requests import load_requests, settle_request

app = typer.Typer(help="See and settle what customers asked about their orders.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json")]
COLUMNS = ("id", "order", "wish", "customer", "asked", "state", "in their words")


@app.command(epilog="Example: aisle orders requests --json")
def requests(
    everything: Annotated[bool, typer.Option("--all", help="Settled ones as well.")] = False,
    as_json: AsJson = False,
) -> None:
    """List what customers asked for and nobody has settled yet, oldest first."""
    db = opened()
    found = load_requests(db, state=None if everything else "open")
    db.dispose()
    if as_json:
        print_json([as_object(request) for request in found])
    elif found:
        print_table(COLUMNS, map(as_row, found))
    else:
        out.print("There are no requests." if everything else "There are no open requests.")


@app.command(epilog="Example: aisle orders settle 7 --done")
def settle(
    request_id: Annotated[
        int, typer.Argument(metavar="ID", help="The request's id in `aisle orders requests`.")
    ],
    done: Annotated[bool, typer.Option("--done/--refused", help="Whether the shop agreed.")],
    as_json: AsJson = False,
) -> None:
    """Close a request once the shop's own system is up to date; the customer hears it when they ask."""
    state: RequestState = "done" if done else "refused"
    db = opened()
    found = settle_request(db, request_id, state)
    db.dispose()
    if found is None:
        fail(f"there is no request {request_id}; `aisle orders requests` lists them.")
    if found.state != state:
        fail(f"request {request_id} was settled before as {found.state}; nothing was changed.")
    if as_json:
        print_json(as_object(found))
    else:
        out.print(f"Request {request_id} is settled as {state}.", markup=False, highlight=False)


def opened() -> Database:
    db = Database(Settings().sqlalchemy_url)
    db.migrate()
    return db


def as_object(request: OrderRequest) -> dict[str, Any]:
    """A request as the JSON that scripts read; `created_at` is ISO 8601 in UTC."""
    values = asdict(request)
    return {"id": values.pop("number"), **values, "created_at": request.created_at.isoformat()}


def as_row(request: OrderRequest) -> tuple[object, ...]:
    """A request as a row for people; what a shopper wrote must not steer the terminal."""
    reason = "".join(sign for sign in request.reason if sign.isprintable())
    asked = f"{request.created_at:%Y-%m-%d %H:%M}"
    return (
        request.number,
        request.order_id,
        request.kind,
        request.customer_id,
        asked,
        request.state,
        reason,
    )

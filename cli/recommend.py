"""`aisle recommend`: what a customer would like next."""

from pathlib import Path
from typing import Annotated

import typer

from cli.output import fail, print_json, read_lines
from cli.search import as_result, show


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: aisle recommend --customer c-0001 -k 5 --json")(recommend)


def recommend(
    customer: Annotated[str, typer.Option(help="A customer's id.")] = "",
    customers: Annotated[
        Path | None, typer.Option(help="A file with one id per line, '-' for stdin.")
    ] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many results.")] = 10,
    include_seen: Annotated[
        bool, typer.Option("--include-seen", help="Keep what they already have.")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show the named parts of each score.")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Recommend products to customers, from their consented history; an unknown id gets what is popular."""
    from advisor.bootstrap import bootstrap
    from advisor.shopper import Shopper
    from shop.settings import Settings

    if not customer and customers is None:
        fail("give --customer ID or --customers FILE.")
    advisor = bootstrap(Settings())
    for customer_id in read_lines(customers) if customers else [customer]:
        shopper = Shopper(customer_id=customer_id, personal=True)
        found = advisor.recommend(shopper, k=k, include_seen=include_seen).items
        if as_json or customers:
            print_json({"customer_id": customer_id, "results": [as_result(item, explain) for item in found]})
        else:
            show(advisor, found, explain)
    advisor.close()

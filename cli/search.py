"""`aisle search`: the product search that a chat turn uses."""

from pathlib import Path
from typing import Annotated, Any

import typer

from cli.output import fail, print_json, print_table, read_lines


def register(app: typer.Typer) -> None:
    app.command(epilog='Example: aisle search "waterproof jacket" --max-price 120 --json')(search)


def search(
    words: Annotated[str, typer.Argument(help="What to look for.")] = "",
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many results.")] = 10,
    queries: Annotated[
        Path | None, typer.Option(help="A file with one query per line, '-' for stdin.")
    ] = None,
    min_price: Annotated[float | None, typer.Option()] = None,
    max_price: Annotated[float | None, typer.Option()] = None,
    brand: Annotated[list[str] | None, typer.Option()] = None,
    category: Annotated[list[str] | None, typer.Option()] = None,
    color: Annotated[list[str] | None, typer.Option()] = None,
    size: Annotated[list[str] | None, typer.Option()] = None,
    material: Annotated[list[str] | None, typer.Option()] = None,
    audience: Annotated[list[str] | None, typer.Option()] = None,
    min_rating: Annotated[float | None, typer.Option()] = None,
    in_stock: Annotated[bool, typer.Option("--in-stock")] = False,
    customer: Annotated[str, typer.Option(help="As this customer sees it, by their consented history.")] = "",
    explain: Annotated[bool, typer.Option("--explain", help="Show the named parts of each score.")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Find products; every limit given is kept."""
    from advisor.bootstrap import bootstrap
    from advisor.shopper import Shopper
    from advisor.wish import Wish
    from shop.filters import Filters
    from shop.settings import Settings

    if not words and queries is None:
        fail("say what to look for, or give --queries FILE.")
    filters = Filters(
        price_min=min_price,
        price_max=max_price,
        brands=tuple(brand or ()),
        categories=tuple(category or ()),
        colors=tuple(color or ()),
        sizes=tuple(size or ()),
        materials=tuple(material or ()),
        audiences=tuple(audience or ()),
        rating_min=min_rating,
        in_stock=in_stock,
    )
    advisor = bootstrap(Settings())
    who = Shopper(customer_id=customer, personal=bool(customer))
    for query in read_lines(queries) if queries else [words]:
        found = advisor.suggest(Wish(query, filters), who, k=k).items
        if as_json or queries:
            print_json({"query": query, "results": [as_result(item, explain) for item in found]})
        else:
            show(advisor, found, explain)
    advisor.close()


def as_result(item: Any, explain: bool) -> dict[str, Any]:
    """A suggestion as the JSON that scripts read."""
    result = {"product_id": item.product_id, "score": round(item.score, 6)}
    return (
        {**result, "parts": {name: round(part, 6) for name, part in item.parts.items()}}
        if explain
        else result
    )


def show(advisor: Any, items: Any, explain: bool) -> None:
    """Suggestions as a table for people."""
    columns = ["product_id", "title", "price", "score", "why", *(["parts"] if explain else [])]
    rows = []
    for item, card in zip(items, advisor.cards(items), strict=True):
        price = "" if card["price"] is None else f"{card['price']:.2f} {card['currency']}"
        row = [item.product_id, card["title"], price, f"{item.score:.3f}", "; ".join(card["reasons"])]
        parts = " ".join(f"{name}={part:+.3f}" for name, part in item.parts.items() if part)
        rows.append([*row, parts] if explain else row)
    print_table(columns, rows)

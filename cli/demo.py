"""`aisle demo`: a shop to try everything on."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from cli.output import out, spinner


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: aisle demo --seed 7 --products 600")(demo)


def demo(
    seed: Annotated[int, typer.Option(help="Another seed, another shop.")] = 7,
    products: Annotated[int, typer.Option(min=20)] = 600,
    customers: Annotated[int, typer.Option(min=10)] = 3000,
    reviews: Annotated[int, typer.Option(min=0)] = 10_000,
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Do nothing when the shop has products.")
    ] = False,
) -> None:
    """Write the demo shop's files and import them like any shop's."""
    from cli.importing import run
    from shop.demo.write import write_demo
    from shop.settings import Settings
    from shop.storage.database import Database
    from shop.storage.products import count_products

    settings = Settings()
    db = Database(settings.sqlalchemy_url)
    db.migrate()
    if if_empty and count_products(db):
        return
    yesterday = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
    with spinner("Writing the demo shop") as progress:
        files = write_demo(
            settings.var / "demo",
            seed=seed,
            products=products,
            customers=customers,
            reviews=reviews,
            end=yesterday,
            progress=progress,
        )
    run("products", files.products, None, True, None, False)
    run("reviews", files.reviews, None, False, None, False)
    run("events", files.events, None, False, None, False)
    run("faq", files.faq, None, True, None, False)
    out.print(f"The demo shop's files are in {settings.var / 'demo'}.")

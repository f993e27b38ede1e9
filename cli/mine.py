"""`aisle mine`: reads the reviews that are new or changed."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import out, print_json, stages
from shop.settings import Settings
from shop.storage.database import Database

if TYPE_CHECKING:
    from advisor.review_mining import MiningReport


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: aisle import reviews reviews.csv --later && aisle mine")(mine)


def mine(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Read the reviews that are new or changed; a running shop knows within a second what they say.

    Imports of reviews and `aisle train` do this by themselves. It can be stopped at any time and goes on from there.
    """
    report = read_new_reviews(Settings())
    if as_json:
        print_json({"read": report.read, "forgotten": report.forgotten, "products": report.products})
        return
    out.print(sentence(report), markup=False, highlight=False)


def read_new_reviews(settings: Settings) -> "MiningReport":
    """Reads them, with a progress bar."""
    from advisor.reading_pool import ReadingPool
    from advisor.review_mining import mine_reviews
    from knowledge.embedder import Embedder

    db = Database(settings.sqlalchemy_url)
    db.migrate()
    try:
        with stages() as progress, ReadingPool(settings, Embedder.load(settings)) as reader:
            return mine_reviews(db, reader, lambda done, total: progress("Mining reviews", done, total))
    finally:
        db.dispose()


def sentence(report: "MiningReport") -> str:
    """What was done, in a sentence."""
    gone = f", {report.forgotten} are no longer there" if report.forgotten else ""
    return f"Read {report.read} reviews{gone}; {report.products} products counted anew."

"""`aisle discoveries`: complaints that no aspect covers, to be adopted as one or dismissed."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import fail, out, print_json, print_table, spinner
from shop.settings import Settings
from shop.storage.database import Database

if TYPE_CHECKING:
    from knowledge.discovery import Discovery

app = typer.Typer(
    help="See what buyers complain of that Aisle has no name for; adopt it under one, or dismiss it.",
    epilog='Example: aisle discoveries && aisle discoveries adopt 1 --label "buckle slips"',
)

COLUMNS = ("number", "name", "sentences", "products", "for example")
EXAMPLES = 5
Number = Annotated[int, typer.Argument(metavar="NUMBER", help="Its number in `aisle discoveries`.")]


@app.callback(invoke_without_command=True)
def discoveries(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False
) -> None:
    """List complaints of several buyers that no aspect covers, most voiced first."""
    if context.invoked_subcommand is not None:
        return
    found = discovered(Settings())
    if as_json:
        print_json([{"number": number, **asdict(each)} for number, each in enumerate(found, 1)])
    elif found:
        print_table(COLUMNS, (as_row(number, each) for number, each in enumerate(found, 1)))
    else:
        out.print(
            "Nothing is complained of that has no name yet; `aisle import reviews FILE` brings reviews in."
        )


@app.command(epilog='Example: aisle discoveries adopt 1 --label "buckle slips"')
def adopt(
    number: Number,
    label: Annotated[str, typer.Option(help="What it is called from now on, in a few words for people.")],
) -> None:
    """Make it an aspect of the shop, written to aspects.yml; the next `aisle train` learns it."""
    from knowledge.adoption import adopt
    from knowledge.complaints import aspects_file

    settings = Settings()
    chosen = numbered(discovered(settings), number)
    name = adopt(aspects_file(settings), label, chosen.sentences)
    tell(f"{chosen.name} is the aspect {name} in {aspects_file(settings)} now; you can edit it there.")
    tell("The next `aisle train`, or import of reviews, reads all reviews again to count it.")


@app.command(epilog="Example: aisle discoveries dismiss 2")
def dismiss(number: Number) -> None:
    """Do not list it any more, nor what is close to it."""
    from knowledge.adoption import dismiss, dismissed_file

    settings = Settings()
    chosen = numbered(discovered(settings), number)
    dismiss(dismissed_file(settings), chosen)
    tell(f"{chosen.name} is dismissed; take it out of {dismissed_file(settings)} to see it again.")


def discovered(settings: Settings) -> "list[Discovery]":
    """The shop's discoveries; the same ones for the same reviews, so that their numbers hold."""
    from advisor.discoveries import discoveries

    db = Database(settings.sqlalchemy_url)
    db.migrate()
    try:
        with spinner("Comparing complaints"):
            return discoveries(settings, db)
    finally:
        db.dispose()


def numbered(found: "list[Discovery]", number: int) -> "Discovery":
    if not 1 <= number <= len(found):
        fail(f"there is no discovery {number}; `aisle discoveries` lists them.")
    return found[number - 1]


def as_row(number: int, each: "Discovery") -> tuple[object, ...]:
    """A discovery as a row for people, an example per line."""
    return (number, each.name, each.count, each.products, "\n".join(each.sentences[:EXAMPLES]))


def tell(sentence: str) -> None:
    out.print(sentence, markup=False, highlight=False)

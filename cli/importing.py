"""`aisle import`: a shop's own files come in."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from cli.mine import read_new_reviews, sentence
from cli.output import bar, fail, out, print_json
from shop.feeds.importer import ImportReport, import_file
from shop.releases import Releases
from shop.settings import Settings
from shop.storage.database import Database

app = typer.Typer(
    help="Import products, reviews, events, orders, the shop's FAQ or its business rules from a file.",
    no_args_is_help=True,
)

File = Annotated[Path, typer.Argument(help="The file; its format is found from its content, .gz is fine.")]
Mapping = Annotated[
    Path | None, typer.Option(help="A JSON or YAML file that renames columns: {theirs: ours}.")
]
Rejects = Annotated[
    Path | None, typer.Option(help="Where bad rows go; default: FILE.rejects.csv under AISLE_VAR.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON.")]
Replace = Annotated[bool, typer.Option("--replace", help="Take out what is not in the file.")]

#: What the rows of a kind are called where its own name is no word for them.
NOUNS = {"faq": "FAQ entries"}


@app.command(epilog="Example: aisle import products feed.tsv --replace")
def products(
    file: File,
    mapping: Mapping = None,
    replace: Replace = False,
    rejects: Rejects = None,
    as_json: AsJson = False,
) -> None:
    """Products: Google Merchant columns as CSV, TSV or XML, or JSON Lines."""
    run("products", file, mapping, replace, rejects, as_json)


@app.command(epilog="Example: aisle import reviews reviews.csv --mapping columns.json")
def reviews(
    file: File,
    mapping: Mapping = None,
    replace: Replace = False,
    rejects: Rejects = None,
    as_json: AsJson = False,
    later: Annotated[
        bool, typer.Option("--later", help="Do not read them now: `aisle mine` or `aisle train` will.")
    ] = False,
) -> None:
    """Reviews: review_id product_id customer_id rating title text timestamp verified.

    Where the shop was trained before, what is new is read at once for what buyers complain of.
    """
    run("reviews", file, mapping, replace, rejects, as_json)
    if not later:
        read_what_came(Settings(), as_json)


@app.command(epilog="Example: aisle import events export.jsonl.gz")
def events(file: File, mapping: Mapping = None, rejects: Rejects = None, as_json: AsJson = False) -> None:
    """Events: event timestamp customer_id session_id item_id quantity price, or GA4 JSON with items."""
    run("events", file, mapping, False, rejects, as_json)


@app.command(epilog="Example: aisle import orders orders.csv --replace")
def orders(
    file: File,
    mapping: Mapping = None,
    replace: Replace = False,
    rejects: Rejects = None,
    as_json: AsJson = False,
) -> None:
    """Orders: order_id customer_id placed_at status item_id quantity total tracking_url, or JSON with items."""
    run("orders", file, mapping, replace, rejects, as_json)


@app.command(epilog="Example: aisle import faq faq.yml --replace")
def faq(
    file: File,
    mapping: Mapping = None,
    replace: Replace = False,
    rejects: Rejects = None,
    as_json: AsJson = False,
) -> None:
    """The shop's FAQ: id topic questions answer link as YAML, JSON Lines or CSV; in force at once."""
    run("faq", file, mapping, replace, rejects, as_json)


@app.command(epilog="Example: aisle import rules rules.csv --replace")
def rules(
    file: File,
    mapping: Mapping = None,
    replace: Replace = False,
    rejects: Rejects = None,
    as_json: AsJson = False,
) -> None:
    """Business rules: rule_id action product_id brand category margin_min margin_max strength position from until note;
    in force at once."""
    run("rules", file, mapping, replace, rejects, as_json)


def read_what_came(settings: Settings, quiet: bool) -> None:
    """Reads the reviews that are new or changed; before the first training that is left to it."""
    if Releases(settings.releases).current() is None:
        return
    report = read_new_reviews(settings)
    if not quiet:
        out.print(sentence(report), markup=False, highlight=False)


def run(
    kind: str, file: Path, mapping: Path | None, replace: bool, rejects: Path | None, as_json: bool
) -> None:
    settings = Settings()
    db = Database(settings.sqlalchemy_url)
    db.migrate()
    rejects = rejects or settings.var / "rejects" / f"{file.name}.rejects.csv"
    with bar(f"Importing {kind}", "bytes") as progress:
        report = import_file(
            db,
            kind,
            file,
            mapping=read_mapping(mapping),
            replace=replace,
            rejects=rejects,
            progress=progress,
            currency=settings.currency,
        )
    if as_json:
        print_json(
            {key: str(value) if isinstance(value, Path) else value for key, value in asdict(report).items()}
        )
    else:
        for line in sentences(report):
            out.print(line, markup=False, highlight=False)


def sentences(report: ImportReport) -> Iterator[str]:
    """The counts, and what was left out, as a shop owner reads them."""
    parts = [f"{report.added} new", f"{report.changed} changed", f"{report.unchanged} as before"]
    parts += [f"{report.retired} retired"] if report.retired else []
    parts += [f"{report.duplicates} repeated in the file"] if report.duplicates else []
    rejected = f"{report.rejected} rejected"
    yield f"Read {report.read} {NOUNS.get(report.kind, report.kind)} ({report.format}): {', '.join(parts)}; {rejected}."
    if report.rejected:
        yield f"What was wrong with each rejected row is in {report.rejects_path}."
    if report.ignored:
        yield f"Columns not used: {', '.join(report.ignored)}. A mapping file can rename them (docs/feeds.md)."
    yield from report.notes


def read_mapping(path: Path | None) -> dict[str, str] | None:
    """The column names of a mapping file; ends the command when it is not one."""
    if path is None:
        return None
    import yaml

    try:
        text = path.read_text(encoding="utf-8")
        mapping = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    except (OSError, ValueError, yaml.YAMLError) as error:
        fail(f"The mapping {path} cannot be read: {error}")
    if not isinstance(mapping, dict) or not all(
        isinstance(name, str) for pair in mapping.items() for name in pair
    ):
        fail(f"The mapping {path} must map column names to column names.")
    return mapping

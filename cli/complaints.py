"""`aisle complaints`: what buyers complain about, what they ask for, and what one product's reviews say."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from cli import complaint_board
from cli.output import fail, out, print_json, print_table, read_lines

BATCH = 512


def register(app: typer.Typer) -> None:
    app.command(
        epilog="Examples: aisle complaints --by category --csv board.csv; "
        'echo "The zip broke after a week." | aisle complaints --texts - --json'
    )(complaints)


def complaints(
    by: Annotated[
        str, typer.Option(help="The board by product, category, brand or shop, worst movers first.")
    ] = "",
    requests: Annotated[
        bool, typer.Option("--requests", help="What buyers wish for, instead of complaints.")
    ] = False,
    product: Annotated[str, typer.Option(help="What the reviews of one product say, by its id.")] = "",
    texts: Annotated[
        Path | None, typer.Option(help="Read a file with one review per line, '-' for stdin.")
    ] = None,
    category: Annotated[str, typer.Option(help="Of the board: a level of the category, or a path.")] = "",
    brand: Annotated[str, typer.Option(help="Of the board: this brand's products alone.")] = "",
    aspect: Annotated[str, typer.Option(help="Of the board: this complaint alone, such as zip.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="Rows of the board.")] = 20,
    csv: Annotated[
        Path | None, typer.Option(help="Write the whole board to this file instead, as CSV.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what buyers complain about: on the board, of one product, or in the reviews of a file."""
    if texts is not None:
        of_texts(texts, as_json)
    elif product:
        of_product(product, as_json)
    elif by or requests or csv:
        asked = complaint_board.Asked(by or "product", category, brand, aspect, limit, csv, as_json)
        complaint_board.show(asked, requests)
    else:
        fail("give --by product, category, brand or shop; or --requests, --product ID or --texts FILE.")


def of_product(product_id: str, as_json: bool) -> None:
    from advisor.bootstrap import bootstrap
    from cli.review_text import product_lines
    from service.review_facts import summary_out
    from shop.settings import Settings

    advisor = bootstrap(Settings())
    if advisor.product(product_id) is None:
        fail(f"there is no product {product_id}.")
    found = summary_out(advisor.summary(product_id), advisor.wording)
    advisor.close()
    if as_json:
        print_json({"product_id": product_id, **found})
        return
    for line in product_lines(found):
        out.print(line, markup=False, highlight=False)


def of_texts(path: Path, as_json: bool) -> None:
    columns = ("aspect", "score", "sentence")
    for text, found in _mined(path):
        if as_json:
            print_json({"text": text, "complaints": found})
        else:
            print_table(columns, [[item[name] for name in columns] for item in found])


def _mined(path: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each line with the complaints in it."""
    from knowledge.complaints import ComplaintModel
    from knowledge.embedder import Embedder
    from shop.settings import Settings

    settings = Settings()
    model = ComplaintModel.load(settings, Embedder.load(settings))
    lines = iter(read_lines(path))
    while batch := list(islice(lines, BATCH)):
        for text, findings in zip(batch, model.find_many(batch), strict=True):
            yield (
                text,
                [
                    {"aspect": item.aspect, "sentence": item.sentence, "score": round(float(item.score), 4)}
                    for item in findings
                ],
            )

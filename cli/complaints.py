"""`aisle complaints`: what buyers complain about."""

from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from cli.output import fail, print_json, print_table, read_lines

BATCH = 512


def register(app: typer.Typer) -> None:
    app.command(epilog='Example: echo "The zip broke after a week." | aisle complaints --texts - --json')(
        complaints
    )


def complaints(
    product: Annotated[str, typer.Option(help="A product's id.")] = "",
    texts: Annotated[
        Path | None, typer.Option(help="A file with one review per line, '-' for stdin.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Show the complaints mined for a product, or mine the reviews of a file."""
    if texts is not None:
        of_texts(texts, as_json)
    elif product:
        of_product(product, as_json)
    else:
        fail("give --product ID or --texts FILE.")


def of_product(product_id: str, as_json: bool) -> None:
    from advisor.bootstrap import bootstrap
    from shop.settings import Settings

    advisor = bootstrap(Settings())
    if advisor.product(product_id) is None:
        fail(f"there is no product {product_id}.")
    found = advisor.complaints(product_id)
    advisor.close()
    if as_json:
        print_json({"product_id": product_id, "complaints": [asdict(complaint) for complaint in found]})
        return
    print_table(
        ["aspect", "share", "reviews", "for example"],
        [
            (
                c.aspect,
                f"{c.share:.0%}",
                f"{c.support} of {c.reviews}",
                " / ".join(quote.text for quote in c.quotes[:1]),
            )
            for c in found
        ],
    )


def of_texts(path: Path, as_json: bool) -> None:
    from knowledge.complaints import ComplaintModel
    from knowledge.embedder import Embedder
    from shop.settings import Settings

    settings = Settings()
    model = ComplaintModel.load(settings, Embedder.load(settings))
    lines = iter(read_lines(path))
    while batch := list(islice(lines, BATCH)):
        for text, findings in zip(batch, model.find_many(batch), strict=True):
            found = [
                {"aspect": item.aspect, "sentence": item.sentence, "score": round(float(item.score), 4)}
                for item in findings
            ]
            if as_json:
                print_json({"text": text, "complaints": found})
            else:
                print_table(
                    ["aspect", "score", "sentence"], [(f["aspect"], f["score"], f["sentence"]) for f in found]
                )

"""`aisle rollback`: back to the release before."""

from typing import Annotated

import typer

from cli.output import out, print_json
from shop.releases import Releases
from shop.settings import Settings


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: aisle rollback --json")(rollback)


def rollback(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Make the previous release current; a running service follows without restart."""
    settings = Settings()
    release = Releases(settings.releases, settings.keep_releases).rollback()
    if as_json:
        print_json({"release": release.release_id})
    else:
        out.print(f"Release {release.release_id} is current.")

"""`aisle token`: the secret that opens the pages and the API of the shop's own people."""

import typer

from cli.output import say
from shop.settings import Settings


def register(app: typer.Typer) -> None:
    app.command(epilog='Example: curl -H "Authorization: Bearer $(aisle token)" .../v1/reviews/board')(token)


def token() -> None:
    """Print the staff token, which the complaint board (/console/complaints) asks for.

    It is made once per AISLE_VAR and kept in the file staff-token there, readable by its owner only. Delete the file
    and restart the service to have a new one.
    """
    settings = Settings()
    typer.echo(settings.staff_token())
    say(
        f"For {settings.base_url}/console/complaints; whoever has it sees what reviews say of the whole shop."
    )

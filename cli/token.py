"""`aisle token`: the secret with which scripts read what reviews say."""

import typer

from cli.output import say
from shop.settings import Settings


def register(app: typer.Typer) -> None:
    app.command(epilog='Example: curl -H "Authorization: Bearer $(aisle token)" .../v1/reviews/board')(token)


def token() -> None:
    """Print the staff token, with which scripts read /v1/reviews, also as CSV. People sign in (`aisle agents`).

    It is made once per AISLE_VAR and kept in the file staff-token there, readable by its owner only. Delete the file
    and restart the service to have a new one.
    """
    settings = Settings()
    typer.echo(settings.staff_token())
    say(f"For {settings.base_url}/v1/reviews; whoever has it sees what reviews say of the whole shop.")

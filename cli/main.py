"""The `aisle` command: one file per subcommand. Heavy libraries load inside the commands."""

import errno
import sys

import typer
from pydantic import ValidationError

from cli import (
    agents,
    complaints,
    deliveries,
    demo,
    discoveries,
    doctor,
    evaluate,
    importing,
    mine,
    orders,
    recommend,
    releases,
    reset,
    rules,
    search,
    serve,
    shell,
    token,
    train,
    transcript,
    understand,
)
from cli.output import fail
from knowledge.aspects import AspectError
from shop.feeds.errors import FeedError
from shop.releases import ReleaseError
from shop.settings import Settings
from shop.storage.database import StorageError

app = typer.Typer(
    name="aisle",
    help="Aisle, the conversational personal shopper that a shop runs itself.\n\n"
    "AISLE_VAR names the folder of all state, so two shops can live side by side.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(importing.app, name="import")
app.add_typer(orders.app, name="orders")
app.add_typer(rules.app, name="rules")
app.add_typer(discoveries.app, name="discoveries")
app.add_typer(agents.app, name="agents")
app.add_typer(deliveries.app, name="deliveries")
for module in (
    demo,
    train,
    evaluate,
    releases,
    search,
    recommend,
    complaints,
    mine,
    serve,
    shell,
    transcript,
    understand,
    token,
    doctor,
    reset,
):
    module.register(app)


def main() -> None:
    """Runs a command; known failures end with one sentence and exit code 1."""
    try:
        app()
    except (AspectError, FeedError, ReleaseError, StorageError) as error:
        fail(str(error))
    except ValidationError as error:
        fail(of_settings(error))
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
    except OSError as error:
        fail(of_the_machine(error))


def of_settings(error: ValidationError) -> str:
    """A sentence for settings that cannot be used; their values may be secret and are not said."""
    wrong = (
        f"AISLE_{str(one['loc'][0]).upper()}: {one['msg'].removeprefix('Value error, ')}"
        for one in error.errors()
    )
    return "; ".join(wrong) + ". See docs/settings.md."


def of_the_machine(error: OSError) -> str:
    """A sentence for what the disk or the operating system refused."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full: make room for {Settings().var} and run this again; nothing was published."
    return f"{error.filename}: {error.strerror}." if error.filename else str(error)


if __name__ == "__main__":
    main()

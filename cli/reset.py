"""`aisle reset`: forget everything."""

import shutil
from typing import Annotated

import typer

from cli.output import fail, out
from shop.settings import Settings


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: AISLE_VAR=/tmp/shop aisle reset --yes")(reset)


def reset(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    keep_models: Annotated[bool, typer.Option(help="Keep the exported language models.")] = True,
) -> None:
    """Remove all state under AISLE_VAR: database, index, releases, assistant."""
    settings = Settings()
    if not settings.var.is_dir():
        fail(f"there is nothing at {settings.var}.")
    if not looks_like_ours(settings):
        fail(f"{settings.var} does not look like Aisle's state; nothing was removed.")
    if settings.database_url:
        fail("the database is not under AISLE_VAR; drop it with its own tools, then remove AISLE_VAR.")
    yes or typer.confirm(f"Remove everything under {settings.var}?", abort=True)
    for path in settings.var.iterdir():
        if not (keep_models and path == settings.models):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    out.print(f"{settings.var} is empty.")


def looks_like_ours(settings: Settings) -> bool:
    """Whether the folder holds nothing but what Aisle writes there."""
    ours = {
        "aisle.db",
        "aisle.db-wal",
        "aisle.db-shm",
        "chroma",
        "releases",
        "models",
        "demo",
        "bot",
        "rejects",
    }
    ours |= {
        "logs",
        "screenshots",
        "webhook-token",
        "staff-token",
        "lexical",
        "findings.jsonl",
        "bench",
        ".gitignore",
    }
    ours |= {"aspects.yml", "dismissed.yml"}
    return all(path.name in ours or path.name.startswith(".") for path in settings.var.iterdir())

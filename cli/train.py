"""`aisle train`: a new release from everything that was imported."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import assistant
from cli.output import fail, out, print_json, print_table, say, spinner, stages

if TYPE_CHECKING:
    from advisor.training import TrainingReport


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: aisle train && aisle recommend --customer c-0001")(train)


def train(
    if_needed: Annotated[bool, typer.Option("--if-needed", help="Only what is out of date.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Publish even if worse than the current release.")
    ] = False,
    with_assistant: Annotated[
        bool, typer.Option("--assistant/--no-assistant", help="Also train Rasa on the shop's words.")
    ] = True,
    seed: Annotated[int, typer.Option(help="Seed of everything random.")] = 7,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Train a release, compare it with the current one on held-out events, publish it or refuse.

    Exit code 3: the new release was worse than the current one and was not published.
    """
    from advisor.freshness import is_fresh
    from shop.settings import Settings

    settings = Settings()
    report = None
    if not (if_needed and is_fresh(settings)):
        report = train_release(settings, seed, force)
        print_report(report, as_json)
    if with_assistant:
        train_assistant(settings)
    if report is not None and not report.published:
        raise typer.Exit(3)


def train_release(settings: Any, seed: int, force: bool) -> "TrainingReport":
    from datetime import UTC, datetime

    from advisor.training import NothingToTrainOn, train_release

    with stages() as progress:
        try:
            return train_release(settings, now=datetime.now(UTC), seed=seed, force=force, progress=progress)
        except NothingToTrainOn as error:
            fail(str(error))


def train_assistant(settings: Any) -> None:
    """Trains Rasa when its words changed; a minute or two with a running clock."""
    if assistant.model_file(settings).is_file():
        return
    with spinner("Training the assistant (about a minute)"):
        try:
            assistant.train_assistant(settings)
        except assistant.AssistantError as error:
            fail(str(error))


def print_report(report: "TrainingReport", as_json: bool) -> None:
    if as_json:
        print_json(asdict(report))
        return
    if report.rows:
        print_table(report.columns, report.rows)
    if report.published:
        out.print(f"Release {report.release_id} is current. {report.sentence}", markup=False, highlight=False)
    else:
        say(
            f"Release {report.release_id} was not published: {report.sentence} --force publishes it all the same."
        )

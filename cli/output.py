"""What commands print: results on standard output, everything else on standard error."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

WIDE = 200

out = Console(width=None if sys.stdout.isatty() else WIDE)
err = Console(stderr=True, highlight=False)


def fail(sentence: str) -> NoReturn:
    """Ends the command with one sentence and exit code 1."""
    err.print(f"aisle: {sentence}", markup=False)
    sys.exit(1)


def say(sentence: str) -> None:
    err.print(sentence, markup=False)


def print_json(value: Any) -> None:
    """One JSON value on one line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    table = Table(*columns, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*("" if value is None else escape(str(value)) for value in row))
    out.print(table)


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a file, or of standard input for "-", without line ends."""
    try:
        with sys.stdin if str(path) == "-" else path.open(encoding="utf-8") as file:
            for line in file:
                yield line.rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        fail(f"{path} cannot be read: {error}")


@contextmanager
def bar(title: str, unit: str = "") -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error: call it with what is done and how much there is."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(unit),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


@contextmanager
def stages() -> Iterator[Callable[[str, int, int], None]]:
    """One line per stage, with a bar where it is known how much there is and a running clock where not."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[count]}"),
    )
    with Progress(*columns, TimeElapsedColumn(), console=err) as progress:
        tasks: dict[str, TaskID] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                for task in tasks.values():
                    progress.update(task, total=1, completed=1)
                tasks[stage] = progress.add_task(stage, total=None, count="")
            if total:
                progress.update(tasks[stage], completed=done, total=total, count=f"{done}/{total}")

        yield tell
        for task in tasks.values():
            progress.update(task, total=1, completed=1)


@contextmanager
def spinner(title: str) -> Iterator[Callable[[str], None]]:
    """A running clock beside a title that can be changed."""
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=err
    ) as progress:
        task = progress.add_task(title, total=None)
        yield lambda text: progress.update(task, description=text)
        progress.update(task, completed=1, total=1)

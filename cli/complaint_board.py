"""The complaint board in the terminal: complaints, or what buyers wish for, by product, category, brand or shop."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.output import fail, out, print_json, print_table, say
from cli.review_text import between, percent, points

if TYPE_CHECKING:
    from advisor.advisor import Advisor
    from knowledge.grouping import Selection
    from service.csv_table import Cell

BOARD = ("", "complaint", "share", "95 %", "usual", "reviews", "lately", "rising", "severity", "for example")
WISHES = ("", "wished for", "times", "for example")
#: Longer names and quotes are cut, so that a row stays a line.
NAME, QUOTE = 44, 60
#: Rows that are read at a time for a CSV.
PAGE = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says."""

    by: str
    category: str
    brand: str
    aspect: str
    limit: int
    csv: Path | None
    as_json: bool


def show(asked: Asked, requests: bool) -> None:
    """Prints what is asked for, or writes it to a file."""
    from advisor.bootstrap import bootstrap
    from knowledge.grouping import WAYS, Selection
    from shop.settings import Settings

    if asked.by not in WAYS:
        fail(f"--by is one of {', '.join(WAYS)}.")
    advisor = bootstrap(Settings())
    selection = Selection(asked.by, asked.category, asked.brand, aspect=asked.aspect)  # type: ignore[arg-type]
    (_requests if requests else _board)(advisor, selection, asked)
    advisor.close()


def _board(advisor: "Advisor", selection: "Selection", asked: Asked) -> None:
    from service.board_csv import BOARD as COLUMNS
    from service.board_csv import board_cells

    found = advisor.reviews.board(selection)
    rows = _rows(advisor, found, found.total if asked.csv else min(asked.limit, found.total))
    if asked.csv:
        _write(asked.csv, COLUMNS, board_cells(rows))
    elif asked.as_json:
        shown = list(rows)
        print_json({"by": asked.by, "total": found.total, "movers": found.movers, "rows": shown})
    elif found.total:
        print_table((asked.by, *BOARD[1:]), [_complaint(row) for row in rows])
        many = "1 complaint" if found.total == 1 else f"{found.total} complaints"
        out.print(f"{many}, {found.movers} of them surely rising.", highlight=False)
    else:
        say("No complaint of at least three reviews fits this. New reviews are read by `aisle mine`.")


def _rows(advisor: "Advisor", board: Any, end: int) -> Iterator[dict[str, Any]]:
    from service.board_facts import board_out

    for offset in range(0, end, PAGE):
        rows = advisor.reviews.rows(board, offset, min(PAGE, end - offset))
        yield from board_out(rows, advisor.wording, advisor.settings.shop_name)


def _requests(advisor: "Advisor", selection: "Selection", asked: Asked) -> None:
    from service.board_csv import REQUESTS, request_cells
    from service.board_facts import requests_out

    found = advisor.reviews.requests(selection)
    rows = requests_out(found if asked.csv else found[: asked.limit], advisor.settings.shop_name)
    if asked.csv:
        _write(asked.csv, REQUESTS, request_cells(rows))
    elif asked.as_json:
        print_json({"by": asked.by, "total": len(found), "rows": rows})
    elif rows:
        print_table((asked.by, *WISHES[1:]), [_wish(row) for row in rows])
    else:
        say("Nobody asked for anything here. New reviews are read by `aisle mine`.")


def _write(path: Path, columns: Sequence[str], rows: "Iterable[Sequence[Cell]]") -> None:
    from service.csv_table import csv_lines

    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(csv_lines(columns, rows))
    say(f"Wrote {path}.")


def _complaint(row: dict[str, Any]) -> tuple[object, ...]:
    example = row["quotes"][0]["text"] if row["quotes"] else ""
    return (
        cut(row["name"], NAME),
        row["label"],
        percent(row["share"]),
        between(row["low"], row["high"]),
        percent(row["usual"]),
        f"{row['support']} of {row['reviews']}",
        points(row["trend"]) + (" !" if row["mover"] else ""),
        percent(row["rose"]),
        f"{row['severity']:.2f}",
        cut(example, QUOTE),
    )


def _wish(row: dict[str, Any]) -> tuple[object, ...]:
    return (
        cut(row["name"], NAME),
        row["feature"],
        row["count"],
        cut(" / ".join(row["sentences"][:1]), 2 * QUOTE),
    )


def cut(text: str, length: int) -> str:
    """The text on one line, shortened where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"

"""The columns of the complaint board, requests and bursts as CSV, from their JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from service.csv_table import Cell

Row = Mapping[str, Any]
_GROUP = ("key", "name", "category", "brand", "products")
_COMPLAINT = ("aspect", "label", "support", "reviews", "share", "low", "high", "usual", "severity", "risk")
_TREND = ("trend", "rose", "mover", "verified")
_QUOTES = 3

BOARD = (
    *_GROUP,
    *_COMPLAINT,
    *_TREND,
    "whom",
    "bursts",
    *(f"{name}_{place}" for place in range(1, _QUOTES + 1) for name in ("quote", "date")),
)
REQUESTS = (
    *_GROUP,
    "feature",
    "count",
    "asked_of",
    *(f"sentence_{place}" for place in range(1, _QUOTES + 1)),
)
BURSTS = ("key", "name", "category", "brand", "first", "last", "reviews", "example")


def board_cells(rows: Iterable[Row]) -> Iterator[Sequence[Cell]]:
    for row in rows:
        quotes = [cell for quote in row["quotes"][:_QUOTES] for cell in (quote["text"], quote["date"])]
        plain = (row[name] for name in (*_GROUP, *_COMPLAINT, *_TREND))
        yield _filled([*plain, ", ".join(row["whom"]), row["burst_count"], *quotes], BOARD)


def request_cells(rows: Iterable[Row]) -> Iterator[Sequence[Cell]]:
    for row in rows:
        plain = (row[name] for name in (*_GROUP, "feature", "count", "asked_of"))
        yield _filled([*plain, *row["sentences"][:_QUOTES]], REQUESTS)


def burst_cells(rows: Iterable[Row]) -> Iterator[Sequence[Cell]]:
    for row in rows:
        yield [row[name] for name in BURSTS]


def _filled(cells: list[Cell], columns: Sequence[str]) -> list[Cell]:
    return cells + [None] * (len(columns) - len(cells))

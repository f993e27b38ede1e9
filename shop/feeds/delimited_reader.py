"""CSV, TSV and their cousins: a header, then one row per line."""

import csv
import re
from collections.abc import Callable, Iterator
from typing import TextIO

from shop.feeds.errors import FeedError
from shop.feeds.record import Record, Reject

DELIMITERS = {",": "CSV", "\t": "TSV", ";": "CSV with semicolons", "|": "CSV with bars"}
#: One row may span this many lines inside quotes; beyond that a quote was left open.
_LONGEST_ROW = 500


def find_delimiter(line: str, score: Callable[[list[str]], int]) -> str:
    """The delimiter that turns the header into the best columns by `score`, then into most columns."""
    declared = re.fullmatch(r"sep=(.)\s*", line)
    if declared:
        return declared[1]
    cells = {delimiter: split(line, delimiter) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: (score(cells[delimiter]), len(cells[delimiter])))


def split(line: str, delimiter: str) -> list[str]:
    """The cells of one line."""
    return next(csv.reader([line], delimiter=delimiter), [])


def read_delimited(text: TextIO, delimiter: str) -> Iterator[Record | Reject]:
    """Records under the header's names. A row that has not as many cells as the header is
    rejected, and if a stray quote made it swallow lines, those lines are read again."""
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter)
    header = _header(lines, reader)
    while True:
        lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _RunawayRow):
            cells = None
        if cells == [] or (cells is not None and not any(cells)):
            continue
        yield _record(lines, header, cells)


def _record(lines: "_Lines", header: list[str], cells: list[str] | None) -> Record | Reject:
    if cells is not None and len(cells) > len(header) and not any(cells[len(header) :]):
        cells = cells[: len(header)]
    if cells is not None and len(cells) == len(header):
        return Record(lines.first, dict(zip(header, cells, strict=True)))
    lines.again()
    found = "" if cells is None else f", not {len(cells)}"
    return Reject(lines.first, "", f"{len(header)} cells{found}", lines.shown)


def _header(lines: "_Lines", reader: Iterator[list[str]]) -> list[str]:
    lines.begin()
    try:
        header = next(reader)
        while not any(header) or header[0].startswith("sep="):
            header = next(reader)
    except (StopIteration, csv.Error, _RunawayRow) as error:
        raise FeedError("This file has no header row.") from error
    names = [name.strip() for name in header]
    return [name or f"column {place}" for place, name in enumerate(names, start=1)]


class _RunawayRow(Exception):
    """A row went on for too many lines."""


class _Lines:
    """Lines for csv.reader that remembers those of the present row, to give them again."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._waiting: list[str] = []
        self._row: list[str] = []
        self._given = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self._row) >= _LONGEST_ROW:
            raise _RunawayRow
        line = self._waiting.pop() if self._waiting else next(self._text)
        self._row.append(line)
        self._given += 1
        return line

    def begin(self) -> None:
        """A new row begins."""
        self._row = []

    def again(self) -> None:
        """Gives all lines of the present row but its first once more."""
        swallowed = self._row[1:]
        self._waiting.extend(reversed(swallowed))
        self._given -= len(swallowed)
        self._row = self._row[:1]

    @property
    def first(self) -> int:
        """The number of the present row's first line."""
        return self._given - len(self._row) + 1

    @property
    def shown(self) -> str:
        """The present row's first line."""
        return self._row[0].strip() if self._row else ""

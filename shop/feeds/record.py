"""What a reader hands on: rows as they stand in the file, and places where there is no row."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Record:
    """One row, under the file's own column names. `line` is where it begins, from 1."""

    line: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that cannot be used, and what was expected instead; `column` is "" for the whole row."""

    line: int
    column: str
    expected: str
    value: str

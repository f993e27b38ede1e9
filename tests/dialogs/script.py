"""Conversations written down: what a shopper types, and the state that each line must lead to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parents[2] / "bot" / "tests" / "conversations"
#: What a turn may say beside what it expects.
LINE = ("user", "call")
KEYS = {"conversation", "customer", "known", "turns"}


@dataclass(frozen=True, slots=True)
class Line:
    """What the shopper types; `expected` as in `expectations.CHECKS`; `call` names products for later lines."""

    text: str
    expected: Mapping[str, Any]
    call: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Script:
    """A conversation of one theme. `customer` is "" for a stranger, "new" for one of this conversation only.

    `known` says why it does not pass yet; it then must not.
    """

    theme: str
    title: str
    lines: tuple[Line, ...]
    customer: str = ""
    known: str = ""

    def __str__(self) -> str:
        return f"{self.theme}: {self.title}"


def load(folder: Path = FOLDER) -> list[Script]:
    """Every conversation under `folder`. Raises ValueError for a key that means nothing."""
    return [script for path in sorted(folder.glob("*.yml")) for script in _of_file(path)]


def _of_file(path: Path) -> Iterator[Script]:
    for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["conversations"]:
        unknown = set(entry) - KEYS
        if unknown:
            raise ValueError(f"{path.name}: {entry.get('conversation')}: nothing is called {sorted(unknown)}")
        yield Script(
            path.stem,
            entry["conversation"],
            tuple(_line(turn) for turn in entry["turns"]),
            entry.get("customer", ""),
            entry.get("known", ""),
        )


def _line(turn: dict[str, Any]) -> Line:
    expected = {name: value for name, value in turn.items() if name not in LINE}
    return Line(str(turn["user"]), expected, turn.get("call") or {})

"""Reads the words of fit (knowledge/taxonomy/fit.txt) into patterns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Literal, cast

WORDS = Path(__file__).parent / "taxonomy" / "fit.txt"

Direction = Literal["small", "true", "large"]
Kind = Literal["says", "size", "fits"]

_GROUP = re.compile(r"\{(~?)([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern that says something of fit. `clear` is how plainly it does: 3 for "runs small", 1 for "a bit snug".

    Of kind `size` is what tells to take another size, of kind `fits` what only says that one size fitted someone.
    """

    direction: Direction
    clear: int
    kind: Kind
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class FitWords:
    """What is looked for, what is hidden before, and by name the words around a cue that take it back."""

    cues: tuple[Cue, ...]
    masks: tuple[re.Pattern[str], ...]
    frames: Mapping[str, re.Pattern[str]]


@cache
def fit_words() -> FitWords:
    """The words that come with Aisle, read once."""
    blocks = [_block(text) for text in re.split(r"\n(?=\S)", _without_comments())]
    groups = {head[1]: lines for head, lines in blocks if head[0] == "group"}
    return FitWords(
        tuple(chain.from_iterable(_cues(head, lines, groups) for head, lines in blocks if head[0] == "cue")),
        tuple(_compiled(lines, groups) for head, lines in blocks if head[0] == "mask"),
        {head[1]: _compiled(lines, groups) for head, lines in blocks if head[0] == "frame"},
    )


def _without_comments() -> str:
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if line.strip() and not line.startswith("#"))


def _block(text: str) -> tuple[list[str], list[str]]:
    head, *lines = text.splitlines()
    return head.split(), [line.strip() for line in lines]


def _cues(head: Sequence[str], lines: Sequence[str], groups: Mapping[str, Sequence[str]]) -> list[Cue]:
    """One per direction: two where the block is for both."""
    _, direction, clear, kind = head
    directions = ("small", "large") if direction == "both" else (direction,)
    return [
        Cue(
            cast(Direction, name),
            int(clear),
            cast(Kind, kind),
            _compiled(lines, groups, name, r"(?<![\w'-])"),
        )
        for name in directions
    ]


def _compiled(
    lines: Sequence[str], groups: Mapping[str, Sequence[str]], direction: str = "", before: str = ""
) -> re.Pattern[str]:
    """The lines as alternatives, with their groups filled in."""

    def filled(lines: Sequence[str]) -> str:
        return "|".join(_GROUP.sub(group, line) for line in lines)

    def group(found: re.Match[str]) -> str:
        name = f"{direction}_{found[2]}" if found[1] else found[2]
        return f"(?:{filled(groups[name])})"

    return re.compile(f"{before}(?:{filled(lines)})" if before else filled(lines))

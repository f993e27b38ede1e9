"""The word lists of the demo shop: YAML files in words/, with one sentence per line."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "words"


@cache
def load_words(name: str) -> dict[str, Any]:
    """The content of words/<name>.yml; callers do not change it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content: dict[str, Any] = yaml.load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    return content


def lines(text: str) -> tuple[str, ...]:
    """The non-empty lines of a block of text."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]

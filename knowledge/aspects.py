"""The complaints a shop knows by name: Aisle's own taxonomy and what a shop adds in a file of its own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import yaml

TAXONOMY = Path(__file__).parent / "taxonomy"
#: The aspect of a complaint that no other aspect covers.
OTHER = "other"
#: How many sentences one example with alternatives becomes at most.
MOST_VARIANTS = 6

_ALTERNATIVES = re.compile(r"\(([^()]*\|[^()]*)\)")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_KEYS = {"label", "shop", "cues", "cares", "complaints", "fine"}
#: Lists of expressions, not of sentences: "(a|b)" stays as it is.
_EXPRESSIONS = ("cues", "cares")


class AspectError(ValueError):
    """A taxonomy file cannot be used; the message names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One kind of complaint.

    `complaints` are example sentences that voice it, `fine` sentences near it that do not; both are what the
    complaint model learns from. `cues` are regular expressions of whole words that point to it; `cares` are such
    expressions for the words with which a shopper says, before buying, that they mind it ("wide feet"). `shop`
    marks what is the shop's doing (delivery), not the product's.
    """

    name: str
    label: str
    complaints: tuple[str, ...]
    fine: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    shop: bool = False
    cares: tuple[str, ...] = ()

    @property
    def pattern(self) -> re.Pattern[str]:
        """All cues in one expression; matches nothing where there are none."""
        return _whole_words(self.cues)

    @property
    def care_pattern(self) -> re.Pattern[str]:
        """All cares in one expression, for words of a shopper; matches nothing where there are none."""
        return _whole_words(self.cares)


def load_aspects(extra: Path | None = None) -> tuple[Aspect, ...]:
    """Aisle's aspects, `other` last, with those of a shop's own file added to them.

    The shop's file maps aspect names to the keys `label`, `shop`, `cues`, `cares`, `complaints`, `fine`; a name
    that Aisle knows gains the examples, cues and cares, a new one needs a label and at least five complaints. In an
    example, "(a|b)" stands for both words. A file that is not there adds nothing; a wrong one raises AspectError.

    >>> [aspect.label for aspect in load_aspects() if aspect.name == "zip"]
    ['zip or fastener fails']
    """
    aspects = {path.stem: _aspect(path.stem, _read(path), path) for path in sorted(TAXONOMY.glob("*.yml"))}
    if extra is not None and extra.is_file():
        for name, values in _read(extra).items():
            aspects[name] = _extended(aspects.get(name), _aspect(name, values, extra), extra)
    return tuple(sorted(aspects.values(), key=lambda aspect: aspect.name == OTHER))


def variants(example: str) -> Iterator[str]:
    """The sentences an example stands for, at most MOST_VARIANTS of them, evenly chosen.

    >>> list(variants("Too (big|small)"))
    ['Too big', 'Too small']
    """
    parts = _ALTERNATIVES.split(example)
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    every = ["".join(choice).strip() for choice in product(*choices)]
    step = max(1.0, len(every) / MOST_VARIANTS)
    yield from (every[int(place * step)] for place in range(min(len(every), MOST_VARIANTS)))


def _read(path: Path) -> dict[str, Any]:
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise AspectError(f"{path} cannot be read: {error}") from error
    if not isinstance(values, dict):
        raise AspectError(f"{path}: expected aspect names with their examples.")
    return values


def _aspect(name: str, values: Any, path: Path) -> Aspect:
    if not isinstance(values, Mapping) or not set(values) <= _KEYS:
        raise AspectError(f"{path}: {name} needs the keys {', '.join(sorted(_KEYS))} and no others.")
    if not _NAME.fullmatch(str(name)):
        raise AspectError(f"{path}: {name!r} is no name; use small letters, digits and underscores.")
    lists = {key: _texts(name, key, values.get(key), path) for key in ("complaints", "fine", *_EXPRESSIONS)}
    aspect = Aspect(name, str(values.get("label", "")), shop=bool(values.get("shop", False)), **lists)
    try:
        _ = aspect.pattern, aspect.care_pattern
    except re.error as error:
        raise AspectError(f"{path}: a cue or care of {name} is no regular expression: {error}") from error
    return aspect


def _whole_words(expressions: Sequence[str]) -> re.Pattern[str]:
    one_of = "|".join(expressions).replace("'", "['’]")
    return re.compile(rf"\b(?:{one_of})\b" if expressions else r"(?!)", re.IGNORECASE)


def _texts(name: str, key: str, values: Any, path: Path) -> tuple[str, ...]:
    values = [] if values is None else values
    if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
        raise AspectError(f"{path}: {key} of {name} must be a list of sentences.")
    return (
        tuple(values) if key in _EXPRESSIONS else tuple(text for value in values for text in variants(value))
    )


def _extended(known: Aspect | None, added: Aspect, path: Path) -> Aspect:
    if known is None:
        if not added.label or len(added.complaints) < 5:
            raise AspectError(
                f"{path}: the new aspect {added.name} needs a label and at least five complaints."
            )
        return added
    return Aspect(
        known.name,
        added.label or known.label,
        known.complaints + added.complaints,
        known.fine + added.fine,
        known.cues + added.cues,
        known.shop or added.shop,
        known.cares + added.cares,
    )

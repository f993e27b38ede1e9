"""YAML as people write it by hand: a list of entries, or one object around such a list."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

import yaml

from shop.feeds.errors import FeedError
from shop.feeds.json_reader import WRAPPERS
from shop.feeds.record import Record, Reject

#: Every value stays the text it is written as: `id: 007`, `answer: yes`.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
#: What a YAML file begins with and a table's header does not: a list's dash, three dashes, a name alone.
_START = re.compile(r"-\s|---\s*$|\w+:\s*$")
_LARGEST = 8_000_000


def looks_like_yaml(lines: Iterable[str]) -> bool:
    """Whether the first line that is neither empty nor a comment begins YAML."""
    told = (line for line in lines if line.strip() and not line.startswith("#"))
    return _START.match(next(told, "")) is not None


def read_yaml(text: TextIO) -> Iterator[Record | Reject]:
    """One record per entry, told with the line it begins at. Raises FeedError where it is not YAML, and where
    it uses aliases (they can be used to attack a reader)."""
    content = text.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise FeedError("A YAML file of this size is too much: write JSON Lines instead.")
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(content, Loader=_LOADER)):
            raise FeedError("This YAML uses aliases (*name), which are not read for safety.")
        yield from map(_record, _rows(yaml.compose(content, Loader=_LOADER)))
    except (yaml.YAMLError, RecursionError) as error:
        raise FeedError(f"This is not YAML: {_place(error)}.") from error


def _rows(document: Any) -> list[Any]:
    """The nodes of the entries: a list's own, those of a list under a usual name, else the document itself."""
    if isinstance(document, yaml.SequenceNode):
        return list(document.value)
    if isinstance(document, yaml.MappingNode):
        lists = {key.value: value for key, value in document.value if isinstance(value, yaml.SequenceNode)}
        named = next((lists[name] for name in WRAPPERS if name in lists), None)
        return list(named.value) if named else [document]
    return []


def _record(node: Any) -> Record | Reject:
    line = node.start_mark.line + 1
    value = _LOADER("").construct_object(node, deep=True)
    if isinstance(value, dict) and value:
        return Record(line, value)
    return Reject(line, "", "an entry with names and values", str(value))


def _place(error: Exception) -> str:
    """What is wrong and where, on one line."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"line {error.problem_mark.line + 1}: {error.problem}"
    return " ".join(str(error).split())

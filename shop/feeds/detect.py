"""What a file is, told from what is in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from shop.feeds.delimited_reader import DELIMITERS, find_delimiter, read_delimited
from shop.feeds.errors import FeedError
from shop.feeds.json_reader import is_one_object, read_array, read_lines, read_object
from shop.feeds.record import Record, Reject
from shop.feeds.source import Source
from shop.feeds.xml_reader import read_xml
from shop.feeds.yaml_reader import looks_like_yaml, read_yaml

_WEB_PAGE = ("<!doctype html", "<html")


@dataclass(frozen=True, slots=True)
class Feed:
    """A file's format in words, whether it has one header for all rows, and its rows."""

    format: str
    headed: bool
    rows: Iterator[Record | Reject]


def read_feed(source: Source, score: Callable[[list[str]], int]) -> Feed:
    """Finds the format and begins to read; `score` counts the columns of a header that are known."""
    start = source.start.decode(source.encoding, "replace").lstrip("\ufeff \t\r\n")
    extras = _extras(source)
    if start.lower().startswith(_WEB_PAGE):
        raise FeedError(f"{source.path} is a web page, perhaps a login or an error instead of the feed.")
    if start.startswith("<"):
        return Feed(f"XML{extras}", False, read_xml(source.rewind()))
    if start.startswith("["):
        return Feed(f"JSON{extras}", False, read_array(source.text()))
    if start.startswith("{"):
        if is_one_object(source.text()):
            return Feed(f"JSON{extras}", False, read_object(source.text()))
        return Feed(f"JSON Lines{extras}", False, read_lines(source.text()))
    if looks_like_yaml(source.text()):
        return Feed(f"YAML{extras}", False, read_yaml(source.text()))
    delimiter = find_delimiter(_first_line(source), score)
    return Feed(f"{DELIMITERS.get(delimiter, 'CSV')}{extras}", True, read_delimited(source.text(), delimiter))


def _first_line(source: Source) -> str:
    return next((line for line in source.text() if line.strip()), "")


def _extras(source: Source) -> str:
    names = {"cp1252": ", Windows-1252", "utf-16": ", UTF-16"}
    return names.get(source.encoding, "") + (", gzip" if source.packed else "")

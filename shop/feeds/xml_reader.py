"""Merchant feeds as RSS 2.0 or Atom, and any flat XML of <item>, <entry>, <product>, <review>, <event> or <rule>."""

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from shop.feeds.errors import FeedError
from shop.feeds.record import Record

_ROWS = ("item", "entry", "product", "review", "event", "rule")
#: The namespace of Merchant attributes. Source: Google Merchant Center, "RSS 2.0 specification".
_MERCHANT = "{http://base.google.com/ns/1.0}"
_LINE = 1 << 16


def read_xml(source: BinaryIO) -> Iterator[Record]:
    """One record per row element; a child that repeats becomes a list. Raises FeedError where
    this is not well-formed XML, or where it defines entities (they can be used to attack a reader)."""
    rows = _Rows()
    parser = DefusedXMLParser(target=rows)
    try:
        while line := source.readline(_LINE):
            parser.feed(line)
            rows.line += line.count(b"\n")
            while rows.finished:
                yield rows.finished.popleft()
        parser.close()
    except ParseError as error:
        raise FeedError(f"This is not well-formed XML: {error}.") from error
    except DefusedXmlException as error:
        raise FeedError("This XML defines entities, which are not read for safety.") from error


class _Rows:
    """Receives the parser's events and keeps finished rows only."""

    def __init__(self) -> None:
        self.line = 1
        self.finished: deque[Record] = deque()
        self._row: _Row | None = None
        self._depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._row is None:
            if _local(tag) in _ROWS:
                self._row = _Row(self.line)
                self._depth = 0
            return
        self._depth += 1
        if self._depth == 1:
            self._row.begin(tag, attributes)

    def data(self, text: str) -> None:
        if self._row is not None and self._depth:
            self._row.text.append(text)

    def end(self, tag: str) -> None:
        if self._row is None:
            return
        if self._depth == 0:
            self.finished.append(Record(self._row.line, self._row.values()))
            self._row = None
            return
        self._depth -= 1
        if self._depth == 0:
            self._row.finish()

    def close(self) -> None:
        """Asked for by the parser."""


class _Row:
    """One row in the making."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.text: list[str] = []
        self._tag = ""
        self._plain: dict[str, list[str]] = {}
        self._merchant: dict[str, list[str]] = {}

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._tag = tag
        self.text = [attributes["href"]] if "href" in attributes and _is_page(attributes) else []

    def finish(self) -> None:
        kept = self._merchant if self._tag.startswith(_MERCHANT) else self._plain
        text = "".join(self.text).strip()
        if text:
            kept.setdefault(_local(self._tag), []).append(text)

    def values(self) -> dict[str, Any]:
        """Texts by name; Merchant's own elements stand before others of that name."""
        merged = {**self._plain, **self._merchant}
        return {name: texts[0] if len(texts) == 1 else texts for name, texts in merged.items()}


def _is_page(attributes: Mapping[str, str]) -> bool:
    """Whether an Atom link leads to the thing itself."""
    return attributes.get("rel", "alternate") == "alternate"


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]

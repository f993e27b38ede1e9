"""JSON as shops export it: one object per line, one array of objects, or one object around an array."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, TextIO

from shop.feeds.errors import FeedError
from shop.feeds.record import Record, Reject

_BLOCK = 1 << 16
_GAPS = " \t\r\n,"
#: Names under which exports put their list of rows.
WRAPPERS = (
    "products",
    "reviews",
    "orders",
    "faq",
    "rules",
    "items",
    "entries",
    "data",
    "results",
    "rows",
    "records",
)
_LARGEST = 64_000_000


def read_lines(text: TextIO) -> Iterator[Record | Reject]:
    """One record per line; a line that is no object is rejected, an empty one skipped."""
    for number, line in enumerate(text, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            value = None
        yield _record(number, value, line)


def read_array(text: TextIO) -> Iterator[Record | Reject]:
    """The elements of one array, read piece by piece. Raises FeedError where it is not JSON."""
    stream = _Stream(text)
    stream.expect("[")
    while not stream.at("]"):
        line = stream.line
        value = stream.value()
        yield _record(line, value, value)


def read_object(text: TextIO) -> Iterator[Record | Reject]:
    """The rows that one object holds under a usual name, or the object itself as the only row."""
    content = text.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise FeedError("One JSON object of this size is too much: write one object per line instead.")
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise FeedError(f"This is not JSON: {error}.") from error
    rows = next((document[name] for name in WRAPPERS if is_list_of_rows(document, name)), [document])
    for row in rows:
        yield _record(1, row, row)


def is_one_object(text: TextIO) -> bool:
    """Whether text that begins with "{" is one object rather than one object per line."""
    lines = [line for line in islice(text, 50) if line.strip()]
    try:
        first = json.loads(lines[0])
    except ValueError:
        return len(lines) < 2 or not lines[1].startswith("{")
    return (
        isinstance(first, dict) and any(is_list_of_rows(first, name) for name in WRAPPERS) and len(lines) == 1
    )


def is_list_of_rows(document: dict[str, Any], name: str) -> bool:
    """Whether `document` looks like a wrapper: rows under `name`, and no row of its own."""
    rows = document.get(name)
    own = {"id", "event", "event_name", "name", "order_id", "order_number"} & document.keys()
    return isinstance(rows, list) and bool(rows) and isinstance(rows[0], dict) and not own


def _record(line: int, value: Any, shown: Any) -> Record | Reject:
    if isinstance(value, dict) and value:
        return Record(line, value)
    return Reject(line, "", "a JSON object", str(shown).strip())


class _Stream:
    """Text of which only a window is in memory."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._window = ""
        self._ended = False
        self._decoder = json.JSONDecoder()
        self.line = 1

    def expect(self, sign: str) -> None:
        if not self.at(sign):
            raise FeedError(f"This is not JSON: line {self.line} should begin with {sign}.")

    def at(self, sign: str) -> bool:
        """Skips gaps, then takes `sign` if it comes next."""
        while not self._window.lstrip(_GAPS) and self._more():
            pass
        rest = self._window.lstrip(_GAPS)
        self._take(len(self._window) - len(rest))
        if not rest.startswith(sign):
            return False
        self._take(1)
        return True

    def value(self) -> Any:
        """The next value, however many blocks it spans."""
        while True:
            try:
                value, end = self._decoder.raw_decode(self._window)
            except (ValueError, RecursionError) as error:
                if not self._more():
                    raise FeedError(
                        f"The JSON breaks off or breaks down at line {self.line}: {error}."
                    ) from error
                continue
            if end == len(self._window) and self._more():
                continue  # a number may go on
            self._take(end)
            return value

    def _take(self, length: int) -> None:
        self.line += self._window.count("\n", 0, length)
        self._window = self._window[length:]

    def _more(self) -> bool:
        """Reads on, twice as far each time one value needs more; False at the end."""
        block = self._text.read(max(_BLOCK, len(self._window)))
        self._window += block
        return bool(block)

"""The file of rows that could not be used."""

import csv
from pathlib import Path
from typing import Any, TextIO

from shop.feeds.errors import FeedError
from shop.feeds.record import Reject

HEADER = ("file", "line", "column", "expected", "value")
_LONGEST = 200


class Rejects:
    """Counts rejects and writes them to `path`, which comes into being with the first one."""

    def __init__(self, feed: Path, path: Path) -> None:
        self.path = path
        self.count = 0
        self.first: Reject | None = None
        self._feed = str(feed)
        self._file: TextIO | None = None

    def add(self, reject: Reject) -> None:
        """Raises FeedError when the file cannot be written."""
        self.count += 1
        self.first = self.first or reject
        value = " ".join(reject.value[:_LONGEST].split())
        try:
            self._writer().writerow((self._feed, reject.line, reject.column, reject.expected, value))
        except OSError as error:
            raise FeedError(f"The rejects file {self.path} cannot be written: {error}.") from error

    def _writer(self) -> Any:
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("w", encoding="utf-8", errors="replace", newline="")
            csv.writer(self._file).writerow(HEADER)
        return csv.writer(self._file)

    def close(self) -> None:
        """Finishes the file; without rejects, removes the one of an earlier import."""
        if self._file is not None:
            self._file.close()
        elif self._is_old():
            self.path.unlink()

    def _is_old(self) -> bool:
        try:
            return self.path.read_text(encoding="utf-8", errors="replace").startswith(",".join(HEADER))
        except OSError:
            return False

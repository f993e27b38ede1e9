"""A feed's file: opened, unpacked, decoded, measured."""

import codecs
import gzip
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from shop.feeds.errors import FeedError

_BLOCK = 1 << 20
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
#: Files that people mistake for feeds, by their first bytes.
_OTHERS = (
    (b"PK\x03\x04", "a zip or Excel file: save it as CSV, or unpack it"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file: save it as CSV"),
    (b"%PDF", "a PDF file"),
    (b"SQLite format 3", "a SQLite database: export a table as CSV"),
    (b"PAR1", "a Parquet file: export it as CSV or JSON Lines"),
    (b"BZh", "packed with bzip2: unpack it, or pack it with gzip"),
    (b"\xfd7zXZ", "packed with xz: unpack it, or pack it with gzip"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd: unpack it, or pack it with gzip"),
)


class Source:
    """The file at `path`, gzip unpacked on the way. Used within `opened`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.total = path.stat().st_size
        self._raw: BinaryIO = path.open("rb")
        self._text: TextIO | None = None
        self.packed = False
        self.start = b""
        self.encoding = ""

    def look(self) -> None:
        """Finds out how the file is packed and written. Raises FeedError when it is no text."""
        self.packed = self._raw.read(2) == b"\x1f\x8b"
        self.start = self.rewind().read(4096)
        self._check()
        self.encoding = self._find_encoding()

    @property
    def done(self) -> int:
        """Bytes of the file read so far, of `total`."""
        return min(self._raw.tell(), self.total)

    def close(self) -> None:
        """Closes the file and whatever reads from it."""
        if self._text is not None:
            self._text.close()
        self._raw.close()

    def rewind(self) -> BinaryIO:
        """The unpacked bytes from the beginning."""
        self.close()
        self._raw = self.path.open("rb")
        return cast(BinaryIO, gzip.GzipFile(fileobj=self._raw)) if self.packed else self._raw

    def text(self) -> TextIO:
        """The decoded text from the beginning, line ends as they are, byte order mark removed."""
        self._text = TextIOWrapper(self.rewind(), self.encoding, errors="replace", newline="")
        return self._text

    def _check(self) -> None:
        if not self.start.strip():
            raise FeedError(f"{self.path} is empty.")
        for magic, what in _OTHERS:
            if self.start.startswith(magic):
                raise FeedError(f"{self.path} is {what}.")
        if b"\x00" in self.start and self._bom() != "utf-16":
            raise FeedError(f"{self.path} is not a text file.")

    def _bom(self) -> str:
        return next((name for bom, name in _BOMS if self.start.startswith(bom)), "")

    def _find_encoding(self) -> str:
        """What the mark says, else UTF-8 if all of the file is, else Windows-1252 (Latin-1 and quotes)."""
        if bom := self._bom():
            return bom
        decoder = codecs.getincrementaldecoder("utf-8")()
        source = self.rewind()
        try:
            while block := source.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
        return "utf-8"


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """The feed at `path`, closed when the block ends. What goes wrong with the file is a FeedError."""
    try:
        with closing(Source(path)) as source:
            source.look()
            yield source
    except FileNotFoundError:
        raise FeedError(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise FeedError(f"{path} is a folder, not a file.") from None
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise FeedError(f"{path} is damaged: its gzip packing does not hold ({error}).") from error
    except PermissionError:
        raise FeedError(f"{path} may not be read: check its permissions.") from None

"""The widget's script ready to be sent: made once for as long as its source files stay as they are."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from service.widget.bundle import bundle


@dataclass(frozen=True, slots=True)
class Packed:
    """The script as it is and gzipped, and the tag by which a browser knows that it has it already."""

    plain: bytes
    gzipped: bytes
    tag: str


def packed(folder: Path) -> Packed:
    """The script of the sources in `folder`. Raises OSError as `bundle` does."""
    return _pack(
        folder, max(path.stat().st_mtime_ns for path in [folder / "ORDER", *folder.rglob("src/**/*")])
    )


@lru_cache(maxsize=1)
def _pack(folder: Path, changed_at: int) -> Packed:
    script = bundle(folder)
    return Packed(script, gzip.compress(script, mtime=0), f'"{hashlib.sha256(script).hexdigest()[:20]}"')

"""Where the public data lies, and what to say when it does not."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MISSING = 3


def data_path(name: str) -> Path:
    """A file or folder under AISLE_BENCH_DATA (default ../shared/data); ends the program with code 3 when missing."""
    folder = Path(os.environ.get("AISLE_BENCH_DATA", ROOT.parent / "shared" / "data"))
    path = folder / name
    if not path.exists():
        print(
            f"{name} is not under {folder}; set AISLE_BENCH_DATA to the folder of public data.",
            file=sys.stderr,
        )
        sys.exit(MISSING)
    return path

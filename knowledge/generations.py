"""Numbered folders of which one is current: each is written once, by one process, and then only read."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def current(root: Path) -> Path | None:
    """The folder that counts, None before the first."""
    try:
        return root / (root / "current").read_text(encoding="utf-8").strip()
    except OSError:
        return None


@contextmanager
def draft(root: Path) -> Iterator[Path]:
    """An empty folder to fill; it becomes current when the block ends well and vanishes when it does not.

    The folder that was current before stays for its readers; older ones go.
    """
    root.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="draft-", dir=root))
    try:
        yield folder
        _publish(root, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _publish(root: Path, folder: Path) -> None:
    before = current(root)
    numbers = [int(path.name) for path in root.iterdir() if path.name.isdecimal()]
    published = root / f"{max(numbers, default=0) + 1:06d}"
    folder.chmod(0o755)
    folder.rename(published)
    pointer = root / f"{folder.name}.current"
    pointer.write_text(published.name, encoding="utf-8")
    pointer.replace(root / "current")
    for number in numbers:
        old = root / f"{number:06d}"
        if old != before:
            shutil.rmtree(old, ignore_errors=True)

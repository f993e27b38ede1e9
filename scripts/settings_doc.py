"""Writes docs/settings.md from the settings; with --check only says whether it is up to date."""

import sys
from pathlib import Path

from pydantic import SecretStr
from pydantic_core import PydanticUndefined

from shop.settings import ROOT, Settings

PAGE = ROOT / "docs" / "settings.md"
HEAD = """# Settings

Every setting is an environment variable or a line of `.env` in the folder that Aisle is started in.
This page is written by `make docs` from `shop/settings.py`.

| variable | default | what it does |
|---|---|---|
"""


def page() -> str:
    """The whole page."""
    rows = [
        f"| `AISLE_{name.upper()}` | {shown(field.default)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return HEAD + "\n".join(rows) + "\n"


def shown(default: object) -> str:
    """A default as a reader wants it: no path of this machine, nothing for "empty"."""
    if isinstance(default, Path):
        return f"`{default.relative_to(ROOT)}`"
    if isinstance(default, SecretStr) or default in ("", (), None, PydanticUndefined):
        return ""
    return f"`{default}`"


def main() -> None:
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(page())
    elif not PAGE.is_file() or PAGE.read_text() != page():
        sys.exit("docs/settings.md is out of date; run `make docs`.")


if __name__ == "__main__":
    main()

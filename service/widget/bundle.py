"""Joins the widget's source files into the one script that a shop's page loads."""

import json
import re
from pathlib import Path

_COMMENT_LINE = re.compile(r"\s*//")
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def bundle(folder: Path) -> bytes:
    """The script `widget.js` as UTF-8: the files that `folder`/ORDER names, in that order, in one function.

    A style sheet `name.css` becomes the constant `nameSheet` holding its text. What only its readers need is left out:
    indentation and lines that are comments; so no string of the sources goes over several lines.
    Raises OSError where ORDER names a file that `folder`/src does not hold.
    """
    lines = (folder / "ORDER").read_text("utf-8").splitlines()
    names = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    parts = [_part(folder / "src" / name) for name in names]
    return "\n".join(["(function () {", '"use strict";', *parts, "})();", ""]).encode()


def _part(path: Path) -> str:
    text = path.read_text("utf-8")
    if path.suffix == ".css":
        return f"const {path.stem}Sheet = {json.dumps(_unindented(_STYLE_COMMENT.sub('', text)))};"
    return _unindented("\n".join(line for line in text.splitlines() if not _COMMENT_LINE.match(line)))


def _unindented(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())

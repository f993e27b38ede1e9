"""Joins the widget's source files into the one script that a shop's page loads."""

import json
import re
from pathlib import Path

#: A comment alone or at the end of a line; no quote after it, so none of this stands within a string.
_COMMENT = re.compile(r"^\s*//.*|\s// [^\"'`]*$")


def bundle(folder: Path) -> bytes:
    """The script `widget.js` as UTF-8: the files that `folder`/ORDER names, in that order, in one function.

    A style sheet `name.css` becomes the constant `nameSheet` holding its text. What only people read is left out:
    comments and indentation. Raises OSError where ORDER names a file that `folder`/src does not hold.
    """
    lines = (folder / "ORDER").read_text("utf-8").splitlines()
    names = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    parts = [_part(folder / "src" / name) for name in names]
    return "\n".join(["(function () {", '"use strict";', *parts, "})();", ""]).encode()


def _part(path: Path) -> str:
    text = path.read_text("utf-8")
    if path.suffix == ".css":
        return f"const {path.stem}Sheet = {json.dumps(_plain_css(text))};"
    lines = [_COMMENT.sub("", line).strip() for line in text.splitlines()]
    return "\n".join(line for line in lines if line)


def _plain_css(text: str) -> str:
    """The rules without comments and without the spaces that part nothing."""
    text = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    return re.sub(r"(?<=:) | ?([{},;]) ?", r"\1", text).replace(";}", "}").strip()

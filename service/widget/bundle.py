"""Joins the widget's source files into the one script that a shop's page loads."""

import json
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin


def bundle(folder: Path) -> bytes:
    """The script `widget.js` as UTF-8: the files that `folder`/ORDER names, in that order, in one function.

    A style sheet `name.css` becomes the constant `nameSheet` holding its text. What only people read is left out:
    comments and spaces. Raises OSError where ORDER names a file that `folder`/src does not hold.
    """
    lines = (folder / "ORDER").read_text("utf-8").splitlines()
    names = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    parts = [_part(folder / "src" / name) for name in names]
    script: str = jsmin("\n".join(["(function () {", '"use strict";', *parts, "})();"]))
    return f"{script}\n".encode()


def _part(path: Path) -> str:
    text = path.read_text("utf-8")
    return f"const {path.stem}Sheet = {json.dumps(cssmin(text))};" if path.suffix == ".css" else text

"""Joins the widget's source files into the one script that a shop's page loads."""

import json
import re
from pathlib import Path


def bundle(folder: Path) -> bytes:
    """The script `widget.js` as UTF-8: the files that `folder`/ORDER names, in that order, in one function.

    A style sheet `name.css` becomes the constant `nameSheet` holding its text. What only people read is left out:
    lines that are comments, and indentation. Raises OSError where ORDER names a file that `folder`/src does not hold.
    """
    lines = (folder / "ORDER").read_text("utf-8").splitlines()
    names = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    parts = [_part(folder / "src" / name) for name in names]
    return "\n".join(["(function () {", '"use strict";', *parts, "})();", ""]).encode()


def _part(path: Path) -> str:
    text = path.read_text("utf-8")
    if path.suffix == ".css":
        return f"const {path.stem}Sheet = {json.dumps(_plain_css(text))};"
    lines = [_plain_line(line) for line in text.splitlines()]
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _plain_css(text: str) -> str:
    without_comments = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    closer = re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", without_comments))
    return re.sub(r":\s+", ":", closer).replace(";}", "}").strip()


def _plain_line(line: str) -> str:
    """Without indentation and without a comment; one that a quotation mark stands in or before is left alone."""
    code, _, comment = line.strip().partition(" // ")
    quoted = any(code.count(quote) % 2 for quote in "\"'`") or any(quote in comment for quote in "\"'`")
    return line.strip() if quoted else code.rstrip()

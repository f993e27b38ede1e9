"""The one script that a shop's page loads."""

import gzip
import re
from pathlib import Path

import pytest

from service.widget.bundle import bundle

WIDGET = Path(__file__).resolve().parents[2] / "service" / "widget"


def test_the_files_are_joined_in_order_within_one_function(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "ORDER").write_text("# a note\nfirst.js\n\nlook.css\nlast.js\n")
    (tmp_path / "src" / "first.js").write_text("const one = 1;")
    (tmp_path / "src" / "look.css").write_text('p::before { content: "“\\"" }')
    (tmp_path / "src" / "last.js").write_text("use(one, lookSheet);")
    script = bundle(tmp_path).decode()
    assert script.startswith('(function(){"use strict";const one=1;') and script.endswith("})();\n")
    assert 'const lookSheet="p::before{content:\\"\\u201c\\\\\\"\\"}";use(one,lookSheet);' in script


def test_what_only_people_read_is_left_out_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "ORDER").write_text("look.css\nlast.js\n")
    (tmp_path / "src" / "look.css").write_text("/* why\nit is so */\np {\n  margin: 0;\n}\n")
    lines = "// Why it is so.\nif (a) {\n\n  use(' // ', `a  b`, /[/]{2}  x/.test(c)); // here\n}\n"
    (tmp_path / "src" / "last.js").write_text(lines)
    script = bundle(tmp_path).decode()
    assert 'lookSheet="p{margin:0}"' in script and "' // '" in script and "`a  b`" in script
    assert "/[/]{2}  x/" in script
    assert "Why it is so" not in script and "here" not in script


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "ORDER").write_text("absent.js\n")
    with pytest.raises(FileNotFoundError):
        bundle(tmp_path)


def test_every_source_file_is_in_the_order() -> None:
    named = [line for line in (WIDGET / "ORDER").read_text().splitlines() if not line.startswith("#")]
    there = [path for path in (WIDGET / "src").rglob("*") if path.is_file()]
    assert sorted(named) == sorted(path.relative_to(WIDGET / "src").as_posix() for path in there)


def test_no_template_stands_within_another_one() -> None:
    """rjsmin takes what stands within the inner one for code, and its spaces for needless."""
    for path in (WIDGET / "src").rglob("*.js"):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            assert not re.search(r"\$\{[^}]*`", line), f"{path.name}:{number}"


def test_every_word_comes_through_with_its_spaces() -> None:
    script = bundle(WIDGET).decode()
    for path in (WIDGET / "src" / "locales").glob("*.js"):
        for line in path.read_text("utf-8").splitlines():
            parts = [re.split(r"\$\{[^}]*\}", template) for template in re.findall(r"`([^`]*)`", line)]
            for text in [*re.findall(r'"([^"`]*)"', line), *(text for part in parts for text in part)]:
                assert text in script, f"{path.name}: {text}"


def test_the_widget_is_light() -> None:
    """A shop's page can afford it: 35 kB gzipped at most."""
    assert len(gzip.compress(bundle(WIDGET))) < 35_000


def test_the_widget_asks_nobody_else() -> None:
    """No address but SVG's namespace, nothing that a strict Content-Security-Policy forbids."""
    script = bundle(WIDGET).decode()
    assert "http://www.w3.org/2000/svg" in script
    assert "://" not in script.replace("http://www.w3.org/2000/svg", "")
    for forbidden in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
    ):
        assert forbidden not in script

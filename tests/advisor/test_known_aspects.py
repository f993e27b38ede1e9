"""The shop's own aspects are known as its file says at this moment."""

import logging
import os
from pathlib import Path

import pytest

from advisor.known_aspects import KnownAspects
from shop.settings import Settings

SQUEAKS = """
squeaks:
  label: squeaks on every step
  cares: ["quiet soles?"]
  complaints: [They squeak, It squeaks, Squeaky soles, So squeaky, Squeaks all day]
"""


def write(var: Path, text: str, at: int) -> None:
    """The file with another moment of change, however quickly it is written again."""
    (var / "aspects.yml").write_text(text)
    os.utime(var / "aspects.yml", (at, at))


def test_what_is_adopted_in_a_running_shop_has_its_name_and_words_at_once(tmp_path: Path) -> None:
    known = KnownAspects(Settings(var=tmp_path))
    assert known.label("squeaks") == "" and known.label("zip")
    write(tmp_path, SQUEAKS, 1000)
    assert known.label("squeaks") == "squeaks on every step"
    assert [care.aspect for care in known.cares().read("boots with a quiet sole")][-1:] == ["squeaks"]
    assert "squeaks" in {aspect.name for aspect in known.all()}
    write(tmp_path, SQUEAKS.replace("every step", "tiles"), 2000)
    assert known.label("squeaks") == "squeaks on tiles"
    (tmp_path / "aspects.yml").unlink()
    assert known.label("squeaks") == ""


def test_a_file_that_cannot_be_used_leaves_aisles_own(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(tmp_path, "squeaks: [wrong]", 1000)
    with caplog.at_level(logging.ERROR):
        known = KnownAspects(Settings(var=tmp_path))
    assert known.label("zip") and "aspects.yml" in caplog.text
    caplog.clear()
    assert known.all() and not caplog.records, "it is said once"

"""A discovery becomes an aspect of the shop or is put aside, and no file is ever left half written."""

from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.adoption import adopt, dismiss, dismissed_file, known_vectors, name_of, read_dismissed
from knowledge.aspects import AspectError, load_aspects
from knowledge.complaints import aspects_file
from knowledge.discovery import Discovery
from shop.settings import Settings

SENTENCES = (
    "The buckle slips when the bag is full",
    "After an hour the buckle slips: open",
    "It's 'the' buckle | strap, # again",
    "A buckle (that|which) slips under load",
    "yes",
)
OWN = """# what our service desk hears
tuning:
  label: goes out of tune   # since spring
  complaints: [It drifts, It will not hold, Out of tune, Flat by noon, Sharp by night]
"""
DISCOVERY = Discovery("buckle / slips", ("buckle", "slips"), SENTENCES, 6, 3)


def test_an_adopted_discovery_is_an_aspect(tmp_path: Path) -> None:
    file = tmp_path / "var" / "aspects.yml"
    assert adopt(file, "Buckle  slips", SENTENCES) == "buckle_slips"
    [aspect] = [aspect for aspect in load_aspects(file) if aspect.name == "buckle_slips"]
    assert aspect.label == "Buckle slips" and len(aspect.complaints) == len(SENTENCES)
    assert SENTENCES[0] in aspect.complaints and "A buckle (that/which) slips under load" in aspect.complaints


@pytest.mark.parametrize("own", [OWN, OWN.rstrip("\n"), "", "# nothing yet\n"])
def test_what_is_in_the_file_stays_as_it_is(tmp_path: Path, own: str) -> None:
    file = tmp_path / "aspects.yml"
    file.write_text(own)
    before = load_aspects(file)
    adopt(file, "buckle slips", SENTENCES)
    assert file.read_text().startswith(own)
    assert set(before) < set(load_aspects(file))
    assert [path.name for path in tmp_path.iterdir()] == ["aspects.yml"]


@pytest.mark.parametrize(
    ("own", "label", "sentences", "words"),
    [
        (OWN, "Goes out of tune", SENTENCES, "already"),
        (OWN, "zip", SENTENCES, "already"),
        (OWN, "zip or fastener fails", SENTENCES, "already"),
        (OWN, "!!", SENTENCES, "no label"),
        (OWN, "5 stars", SENTENCES, "no label"),
        (OWN, "buckle slips", SENTENCES[:4], "at least five"),
        ("{}\n", "buckle slips", SENTENCES, "cannot be read"),
        ("tuning: 3\n", "buckle slips", SENTENCES, "tuning"),
        ("- a list\n", "buckle slips", SENTENCES, "expected aspect names"),
    ],
)
def test_what_cannot_be_adopted_is_said_and_changes_nothing(
    tmp_path: Path, own: str, label: str, sentences: tuple[str, ...], words: str
) -> None:
    file = tmp_path / "aspects.yml"
    file.write_text(own)
    with pytest.raises(AspectError, match=words) as raised:
        adopt(file, label, sentences)
    assert file.read_text() == own and list(tmp_path.iterdir()) == [file]
    assert ".aspects.yml-" not in str(raised.value)


def test_dismissed_discoveries_are_kept_in_order(tmp_path: Path) -> None:
    file = tmp_path / "dismissed.yml"
    assert read_dismissed(file) == []
    other = Discovery("soap", ("soap",), ("Tastes of soap",) * 5, 5, 2)
    dismiss(file, DISCOVERY)
    dismiss(file, other)
    assert read_dismissed(file) == [("buckle / slips", SENTENCES), ("soap", other.sentences)]


@pytest.mark.parametrize(
    "text", ["a: b", "- a", "- {name: x, sentences: []}", "- {name: 3, sentences: [a]}", "["]
)
def test_a_wrong_file_of_dismissed_ones_is_said_and_left_alone(tmp_path: Path, text: str) -> None:
    file = tmp_path / "dismissed.yml"
    file.write_text(text)
    with pytest.raises(AspectError, match=r"dismissed\.yml"):
        dismiss(file, DISCOVERY)
    assert file.read_text() == text


def test_what_the_shop_dismissed_or_adopted_is_known_by_its_centre(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path)
    file = aspects_file(settings)

    def encode(texts: object) -> np.ndarray:
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32)  # type: ignore[attr-defined]

    assert known_vectors(settings, file, encode).shape == (0, 0)
    dismiss(dismissed_file(settings), DISCOVERY)
    adopt(file, "goes out of tune", SENTENCES)
    with file.open("a") as own:
        own.write("zip:\n  complaints: [The zip of our brand jams]\n")
    known = known_vectors(settings, file, encode)
    assert known.shape == (2, 2) and np.allclose(np.linalg.norm(known, axis=1), 1)


@given(st.text(max_size=60))
def test_every_label_is_a_name_or_is_refused(label: str) -> None:
    try:
        name = name_of(label)
    except AspectError:
        return
    assert yaml.safe_load(f"{name}_x: 1") == {f"{name}_x": 1}

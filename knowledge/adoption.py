"""What a shop makes of a discovery: an aspect of its own in var/aspects.yml, or nothing, noted in var/dismissed.yml."""

import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from knowledge.aspects import AspectError, load_aspects
from knowledge.complaint_weights import Encode
from knowledge.discovery import Discovery
from shop.settings import Settings


def dismissed_file(settings: Settings) -> Path:
    """Where a shop notes the discoveries that it does not want to see again."""
    return settings.var / "dismissed.yml"


def adopt(path: Path, label: str, sentences: Sequence[str]) -> str:
    """Writes a new aspect to a shop's aspects file, with the sentences as its complaints; returns its name.

    What is in the file stays as it is, comments and all. The file is replaced whole or not at all. Raises
    AspectError where the label gives no name, the name or label is taken, there are fewer than five sentences, or
    the file is wrong already.
    """
    label, name = " ".join(label.split()), name_of(label)
    before = load_aspects(path)
    if any(name == aspect.name or label.lower() == aspect.label.lower() for aspect in before):
        raise AspectError(f"There is an aspect {name!r} ({label}) already; choose another label.")
    entry = {name: {"label": label, "complaints": [_plain(sentence) for sentence in sentences]}}
    _append(path, yaml.safe_dump(entry, sort_keys=False, allow_unicode=True, width=10_000))
    return name


def dismiss(path: Path, discovery: Discovery) -> None:
    """Notes a discovery in the shop's file of dismissed ones. Raises AspectError where the file is wrong."""
    noted = read_dismissed(path)
    entry = [{"name": discovery.name, "sentences": list(discovery.sentences)}]
    values = [{"name": name, "sentences": list(sentences)} for name, sentences in noted] + entry
    _replace(path, yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=10_000))


def read_dismissed(path: Path) -> list[tuple[str, tuple[str, ...]]]:
    """Names and sentences of what was dismissed, [] where there is no file. Raises AspectError where it is wrong."""
    if not path.is_file():
        return []
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise AspectError(f"{path} cannot be read: {error}") from error
    if not isinstance(values, list) or not all(_is_note(value) for value in values):
        raise AspectError(f"{path}: expected a list of a name and its sentences each.")
    return [(value["name"], tuple(value["sentences"])) for value in values]


def known_vectors(settings: Settings, aspects: Path, encode: Encode) -> npt.NDArray[np.float32]:
    """float32 (m, d): the centres, of length 1, of what the shop has dismissed and of its own aspects in the file
    `aspects`; (0, 0) where there are none. Raises AspectError where a file is wrong."""
    groups = [sentences for _, sentences in read_dismissed(dismissed_file(settings))]
    if aspects.is_file():
        aisles = {aspect.name for aspect in load_aspects()}
        groups += [aspect.complaints for aspect in load_aspects(aspects) if aspect.name not in aisles]
    centres = [encode(group).sum(axis=0) for group in groups]
    if not centres:
        return np.zeros((0, 0), dtype=np.float32)
    found = np.stack(centres)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


def name_of(label: str) -> str:
    """The name of an aspect by its label, small letters, digits and underscores; raises AspectError where the label
    has no letter to begin with.

    >>> name_of("Buckle slips")
    'buckle_slips'
    """
    name = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")
    if not re.match(r"[a-z]", name):
        raise AspectError(f"{label!r} is no label: it needs words that begin with a letter from a to z.")
    return name


def _plain(sentence: str) -> str:
    """The sentence without "(a|b)", which would stand for two."""
    return sentence.replace("|", "/")


def _is_note(value: object) -> bool:
    if (
        not isinstance(value, dict)
        or set(value) != {"name", "sentences"}
        or not isinstance(value["name"], str)
    ):
        return False
    sentences = value["sentences"]
    return (
        isinstance(sentences, list) and bool(sentences) and all(isinstance(each, str) for each in sentences)
    )


def _append(path: Path, text: str) -> None:
    """Appends to the aspects file; raises AspectError where the whole would not be one."""
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    if before and not before.endswith("\n"):
        before += "\n"
    _replace(path, before + text, check=True)


def _replace(path: Path, text: str, check: bool = False) -> None:
    """Writes the file beside its place and renames it; with `check`, only where aspects can be loaded from it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        if check:
            _check(Path(draft), path)
        Path(draft).chmod(0o644)  # Rasa may run as another user
        Path(draft).replace(path)
    finally:
        Path(draft).unlink(missing_ok=True)


def _check(draft: Path, path: Path) -> None:
    try:
        load_aspects(draft)
    except AspectError as error:
        raise AspectError(f"Nothing was written: {str(error).replace(str(draft), str(path))}") from error

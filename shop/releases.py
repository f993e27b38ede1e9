"""Releases: what one training run wrote, published as a whole or not at all."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

POINTER = "current"
MANIFEST = "manifest.json"


class ReleaseError(Exception):
    """A release is missing or damaged."""


@dataclass(frozen=True, slots=True)
class Release:
    """A published release: its id and its folder."""

    release_id: str
    folder: Path

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What the training run noted of itself. Raises ReleaseError when it cannot be read."""
        try:
            manifest: dict[str, Any] = json.loads((self.folder / MANIFEST).read_text())
        except (OSError, ValueError) as error:
            raise ReleaseError(f"Release {self.release_id} has no readable manifest: {error}") from error
        return manifest


class Releases:
    """The folder of releases and the pointer to the current one.

    A release is drafted in `<id>.tmp`, renamed when complete, and becomes current by replacing
    one small file, so a reader sees the old release or the new one and nothing between.
    """

    def __init__(self, folder: Path, keep: int = 7) -> None:
        self.folder = folder
        self.keep = keep

    def current(self) -> Release | None:
        """The release in force; None before the first one. Raises ReleaseError if its folder is gone."""
        try:
            release_id = (self.folder / POINTER).read_text().strip()
        except FileNotFoundError:
            return None
        release = Release(release_id, self.folder / release_id)
        if not release.folder.is_dir():
            raise ReleaseError(f"The current release {release_id} is missing from {self.folder}.")
        return release

    def all(self) -> list[Release]:
        """Every complete release, oldest first (ids sort by time)."""
        if not self.folder.is_dir():
            return []
        folders = (path for path in self.folder.iterdir() if (path / MANIFEST).is_file())
        return [Release(path.name, path) for path in sorted(folders) if path.suffix != ".tmp"]

    @contextmanager
    def draft(self, release_id: str) -> Iterator[Path]:
        """A folder to write a release into; complete when the block ends, gone when it fails."""
        draft = self.folder / f"{release_id}.tmp"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        try:
            yield draft
            draft.rename(self.folder / release_id)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise

    def publish(self, release_id: str) -> Release:
        """Makes a complete release the current one and removes those past `keep`."""
        release = Release(release_id, self.folder / release_id)
        if not release.folder.is_dir():
            raise ReleaseError(f"There is no release {release_id} in {self.folder}.")
        pointer = self.folder / f"{POINTER}.tmp"
        with pointer.open("w") as file:
            file.write(release_id)
            file.flush()
            os.fsync(file.fileno())
        pointer.replace(self.folder / POINTER)
        self._prune()
        return release

    def rollback(self) -> Release:
        """Makes the release before the current one current. Raises ReleaseError when there is none."""
        current = self.current()
        older = [release for release in self.all() if current and release.release_id < current.release_id]
        if not older:
            raise ReleaseError("There is no older release to go back to.")
        return self.publish(older[-1].release_id)

    def _prune(self) -> None:
        current = self.current()
        for release in self.all()[: -self.keep]:
            if current is None or release.release_id != current.release_id:
                shutil.rmtree(release.folder, ignore_errors=True)

"""Releases: published as a whole or not at all."""

from pathlib import Path

import pytest

from shop.releases import MANIFEST, ReleaseError, Releases


def draft(releases: Releases, release_id: str) -> None:
    with releases.draft(release_id) as folder:
        (folder / MANIFEST).write_text("{}")


def publish(releases: Releases, *ids: str) -> None:
    for release_id in ids:
        draft(releases, release_id)
        releases.publish(release_id)


def test_there_is_no_current_release_before_the_first(tmp_path: Path) -> None:
    assert Releases(tmp_path / "none").current() is None
    assert Releases(tmp_path / "none").all() == []


def test_a_draft_that_fails_leaves_nothing(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    publish(releases, "1")
    with pytest.raises(OSError, match="disk"), releases.draft("2"):
        raise OSError("disk full")
    assert [release.release_id for release in releases.all()] == ["1"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1", "current"]


def test_an_unfinished_draft_is_never_listed(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    publish(releases, "1")
    (tmp_path / "2.tmp").mkdir()
    (tmp_path / "2.tmp" / MANIFEST).write_text("{}")
    assert [release.release_id for release in releases.all()] == ["1"]


def test_rollback_goes_one_back_each_time_and_says_when_there_is_none(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    publish(releases, "1", "2", "3")
    assert releases.rollback().release_id == "2"
    assert releases.rollback().release_id == "1"
    with pytest.raises(ReleaseError, match="no older release"):
        releases.rollback()
    current = releases.current()
    assert current is not None and current.release_id == "1"


def test_old_releases_go_but_never_the_current_one(tmp_path: Path) -> None:
    releases = Releases(tmp_path, keep=2)
    publish(releases, "1", "2", "3")
    assert [release.release_id for release in releases.all()] == ["2", "3"]
    releases.rollback()
    draft(releases, "4")
    draft(releases, "5")
    releases.publish("2")
    assert [release.release_id for release in releases.all()] == ["2", "4", "5"]


def test_a_pointer_to_nowhere_is_an_error_not_an_empty_shop(tmp_path: Path) -> None:
    (tmp_path / "current").write_text("gone")
    with pytest.raises(ReleaseError, match="gone is missing"):
        Releases(tmp_path).current()


def test_publishing_what_is_not_there_changes_nothing(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    publish(releases, "1")
    with pytest.raises(ReleaseError, match="no release 2"):
        releases.publish("2")
    current = releases.current()
    assert current is not None and current.release_id == "1"

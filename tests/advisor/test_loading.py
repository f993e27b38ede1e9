"""A damaged release must not close the shop."""

import logging
import shutil
from pathlib import Path

import pytest

from advisor.bootstrap import bootstrap
from advisor.shopper import Shopper
from advisor.wish import Wish
from shop.releases import Releases
from shop.settings import Settings


def test_with_a_damaged_release_search_goes_on_and_the_log_says_what_to_do(
    demo_var: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.copytree(demo_var, tmp_path / "var")
    settings = Settings(var=tmp_path / "var")
    current = Releases(settings.releases).current()
    assert current is not None
    (current.folder / "recommender.npz").write_bytes(b"not an archive")
    with caplog.at_level(logging.ERROR):
        advisor = bootstrap(settings)
    assert "aisle train" in caplog.text
    assert advisor.suggest(Wish("tent"), Shopper()).items
    assert advisor.recommend(Shopper()).items
    advisor.close()

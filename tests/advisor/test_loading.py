"""A damaged release must not close the shop."""

import logging
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advisor.bootstrap import bootstrap
from advisor.loading import next_sale_date
from advisor.shopper import Shopper
from advisor.wish import Wish
from shop.product import Product
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


def test_the_next_date_of_a_sale_is_the_nearest_that_lies_ahead() -> None:
    now, day = datetime(2026, 11, 21, tzinfo=UTC), timedelta(days=1)
    products = (
        Product("a", "A"),
        Product("b", "B", sale_from=now - day, sale_until=now + 3 * day),
        Product("c", "C", sale_from=now + 2 * day, sale_until=now + 5 * day),
    )
    assert next_sale_date(products, now) == now + 2 * day
    assert next_sale_date(products[:1], now) is None

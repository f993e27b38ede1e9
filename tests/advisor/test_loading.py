"""A damaged release must not close the shop."""

import logging
import shutil
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from advisor import loading
from advisor.bootstrap import bootstrap
from advisor.loading import Loader, next_sale_date
from advisor.review_mining import mine_reviews
from advisor.shopper import Shopper
from advisor.wish import Wish
from knowledge.reading import Reading, Remark
from shop.filters import Filters
from shop.product import Product
from shop.releases import Releases
from shop.review import Review
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.products import retire_products, save_products
from shop.storage.reviews import save_reviews


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


class Words:
    """Vectors of hashed words; counts the texts that it embeds the quick way."""

    version, dimension = "words", 32

    def __init__(self) -> None:
        self.quick: list[str] = []

    def encode_documents(self, texts: Sequence[str], progress: object = None) -> np.ndarray:
        return np.array([self.encode_query(text) for text in texts], np.float32).reshape(-1, self.dimension)

    def encode_many(self, texts: Sequence[str]) -> np.ndarray:
        self.quick += texts
        return self.encode_documents(texts)

    def encode_query(self, text: str) -> np.ndarray:
        vector = np.zeros(self.dimension, np.float32)
        for word in text.lower().replace(".", " ").split():
            vector[zlib.crc32(word.encode()) % self.dimension] += 1
        return vector / max(float(np.linalg.norm(vector)), 1.0)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'aisle.db'}")
    database.migrate()
    save_products(database, [Product(f"lamp-{n}", f"Desk lamp {n}", price=10.0 + n) for n in range(6)])
    yield database
    database.dispose()


@pytest.fixture
def make(tmp_path: Path, db: Database) -> Callable[..., Loader]:
    """Makes a loader of the shop with an embedder of the test's own."""

    def loader(embedder: Any) -> Loader:
        return Loader(Settings(var=tmp_path), db, Releases(tmp_path / "releases"), embedder)

    return loader


def test_a_patched_engine_knows_what_came_changed_and_went(make: Callable[..., Loader], db: Database) -> None:
    embedder = Words()
    loader = make(embedder)
    base = loader.load()
    save_products(
        db, [Product("kayak", "Folding kayak", price=99.0), Product("lamp-1", "Desk lamp 1", price=500.0)]
    )
    retire_products(db, keep={"kayak", "lamp-1", "lamp-2", "lamp-3", "lamp-4", "lamp-5"})
    patched = loader.patch(base)
    assert patched is not None and patched.stamp == loader.stamp()
    assert patched.search.search("folding kayak")[0].product_id == "kayak"
    cheap = {hit.product_id for hit in patched.search.search("desk lamp", Filters(price_max=50.0))}
    assert cheap == {"lamp-2", "lamp-3", "lamp-4", "lamp-5"}
    assert patched.products.keys() == {*cheap, "kayak", "lamp-1"} == set(patched.catalogue.ids)
    assert patched.groups.keys() == patched.products.keys()
    assert "lamp-0" in base.products and base.search.search("folding kayak")[0].product_id != "kayak"
    whole = loader.load()
    for words in ("folding kayak", "desk lamp", "lamp 3"):
        hits = [hit.product_id for hit in patched.search.search(words)]
        assert sorted(hits) == sorted(hit.product_id for hit in whole.search.search(words))


def test_what_was_embedded_for_one_patch_is_not_embedded_for_the_next(
    make: Callable[..., Loader], db: Database
) -> None:
    embedder = Words()
    loader = make(embedder)
    base = loader.load()
    for number in range(3):
        save_products(db, [Product(f"kayak-{number}", f"Folding kayak {number}")])
        patched = loader.patch(base)
        assert patched is not None and len(patched.products) == 7 + number
    assert embedder.quick == ["Folding kayak 0", "Folding kayak 1", "Folding kayak 2"]


def test_some_changes_take_a_whole_load(
    make: Callable[..., Loader], db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    loader = make(Words())
    base = loader.load()
    assert loader.patch(base) is None
    save_products(db, [Product("kayak", "Folding kayak"), Product("paddle", "Paddle")])
    assert loader.patch(base) is not None
    assert loader.patch(replace(base, release_id="another")) is None
    assert loader.patch(replace(base, until=datetime(2020, 1, 1, tzinfo=UTC))) is None
    monkeypatch.setattr(loading, "MOST", 1)
    assert loader.patch(base) is None


class FlickerReader:
    """Every review complains that the lamp flickers."""

    version = "1"

    def read(self, reviews: Sequence[Review]) -> list[Reading]:
        return [Reading((Remark("battery", review.text, 0.9),)) for review in reviews]


def complain(db: Database, product_id: str, number: int, start: int = 0) -> None:
    texts = (f"On evening {place} it went dark again." for place in range(start, start + number))
    save_reviews(
        db, [Review(f"{product_id}-{start + n}", product_id, 1, text) for n, text in enumerate(texts)]
    )
    mine_reviews(db, FlickerReader())


def test_what_reviews_say_is_patched_in_without_loading_the_shop(
    make: Callable[..., Loader], db: Database
) -> None:
    complain(db, "lamp-1", 5)
    save_reviews(db, [Review(f"more-{n}", "lamp-1", 1, f"Dark on evening {n}.") for n in range(5)])
    loader = make(Words())
    base = loader.load()
    assert base.complaints["lamp-1"][0].support == 5
    mine_reviews(db, FlickerReader())
    patched = loader.patch(base)
    assert patched is not None and patched.stamp == loader.stamp() != base.stamp
    assert patched.search is base.search, "nothing but the reviews is made anew"
    assert patched.complaints["lamp-1"][0].support == 10
    assert patched.catalogue.penalties.tolist() != base.catalogue.penalties.tolist()


def test_new_stars_take_a_whole_load(make: Callable[..., Loader], db: Database) -> None:
    loader = make(Words())
    base = loader.load()
    save_reviews(db, [Review("late", "lamp-2", 5, "Bright.")])
    assert loader.patch(base) is None
    assert loader.load().products["lamp-2"].rating == 5


def test_a_new_colour_has_the_reviews_of_the_others(make: Callable[..., Loader], db: Database) -> None:
    save_products(db, [Product("red", "Red torch", item_group_id="torch")])
    complain(db, "red", 6)
    loader = make(Words())
    base = loader.load()
    save_products(db, [Product("blue", "Blue torch", item_group_id="torch")])
    patched = loader.patch(base)
    assert patched is not None and patched.complaints["blue"] == patched.complaints["red"]
    retire_products(db, keep={"blue", "lamp-1"})
    without = loader.patch(base)
    assert without is not None and not {"red", "blue"} & without.complaints.keys()

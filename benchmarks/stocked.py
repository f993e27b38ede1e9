"""A made-up shop with everything a running one has: database, vectors, a release; see made_shop."""

import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd

from advisor import artifacts
from advisor.training import item_facts
from benchmarks import made_shop
from benchmarks.timing import step
from knowledge.embedder import Embedder
from knowledge.index import ProductIndex
from recommender.interactions import Interactions
from recommender.recipe import Recipe
from recommender.recommender import Recommender
from shop.event import Event
from shop.product import Product
from shop.releases import Releases
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.events import save_events
from shop.storage.products import save_products
from shop.storage.version import catalogue_version

#: Where the sentence model is prepared once for all benchmarks.
MODELS = Path(tempfile.gettempdir()) / "aisle-bench"


def sentence_model() -> Embedder:
    """The shop's sentence model."""
    return Embedder.load(Settings(var=MODELS))


class Given:
    """Stands in for the sentence model where vectors are given: those of the i-th text asked for are the i-th."""

    def __init__(self, embedder: Embedder, vectors: made_shop.Vectors) -> None:
        self.version, self.dimension, self._vectors = embedder.version, embedder.dimension, vectors

    def encode_documents(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> made_shop.Vectors:
        return self._vectors[: len(texts)]


def stock(
    settings: Settings, embedder: Embedder, count: int, took: dict[str, float] | None = None
) -> list[Product]:
    """Fills the shop's database and its Chroma; returns the products, and in `took` the seconds of both."""
    took = {} if took is None else took
    draws = made_shop.draw(count)
    products = made_shop.products(draws)
    db = Database(settings.sqlalchemy_url)
    db.migrate()
    with step("import", took):
        save_products(db, products)
    db.dispose()
    vectors = made_shop.vectors(draws, embedder.encode_many)
    with step("vectors", took):
        ProductIndex.open(settings).sync(products, Given(embedder, vectors))
    return products


def release(settings: Settings, products: Sequence[Product], events: pd.DataFrame) -> Recommender:
    """Publishes a release learned from these events by the recipe that every shop starts with."""
    ids = [product.product_id for product in products]
    interactions = Interactions.of(events, ids)
    now = int(events["timestamp"].max())
    vectors = ProductIndex.open(settings).vectors(ids)
    recommender = Recommender.fit(interactions, vectors, Recipe(), now, item_facts(products))
    releases, db = Releases(settings.releases), Database(settings.sqlalchemy_url)
    with releases.draft("bench") as folder:
        artifacts.write_recommender(folder, recommender)
        artifacts.write_manifest(folder, {"catalogue_version": catalogue_version(db)})
    releases.publish("bench")
    db.dispose()
    return recommender


def keep_events(settings: Settings, events: pd.DataFrame, customers: Sequence[str]) -> None:
    """Stores the events of these customers, so that a request reads their history as in a shop."""
    db = Database(settings.sqlalchemy_url)
    asked = events[events["customer_id"].isin(set(customers))]
    rows = zip(*(asked[name] for name in ("name", "timestamp", "product_id", "customer_id")), strict=True)
    save_events(
        db,
        (
            Event(f"e{n}", what, datetime.fromtimestamp(when, UTC), product, customer)
            for n, (what, when, product, customer) in enumerate(rows)
        ),
    )
    db.dispose()


def some_customers(events: pd.DataFrame, count: int, seed: int = 5) -> list[str]:
    """Customers with at least five events, drawn at random."""
    counts = events["customer_id"].value_counts()
    busy = sorted(counts[counts >= 5].index)
    rng = np.random.default_rng(seed)
    return [str(name) for name in rng.choice(busy, size=min(count, len(busy)), replace=False)]

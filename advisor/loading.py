"""Makes an engine from what is stored."""

import logging
from collections.abc import Iterable
from datetime import UTC, datetime

from advisor.artifacts import Complaints, read_complaints, read_recommender
from advisor.engine import Engine
from knowledge.columns import Columns
from knowledge.embedder import Embedder
from knowledge.index import ProductIndex
from knowledge.lexical import LexicalIndex
from knowledge.search import HybridSearch
from recommender.recommender import Recommender
from shop.product import Product
from shop.releases import ReleaseError, Releases
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.products import load_products
from shop.storage.version import catalogue_version

logger = logging.getLogger(__name__)


def stamp(db: Database, releases: Releases) -> tuple[int, str]:
    """The catalogue's version and the current release's id, "" before the first."""
    release = releases.current()
    return catalogue_version(db), release.release_id if release else ""


def load_engine(settings: Settings, db: Database, releases: Releases, embedder: Embedder) -> Engine:
    """Reads catalogue and release; products that came since the last training are embedded now.

    Without a readable release the shop can still be searched: nothing is personal then, and the log says why.
    """
    marked, now = stamp(db, releases), datetime.now(UTC)
    products = load_products(db, now)
    index = ProductIndex.open(settings)
    index.sync(products, embedder)
    recommender, complaints = _read_release(releases)
    return Engine(
        products={product.product_id: product for product in products},
        index=index,
        search=HybridSearch(index, LexicalIndex.build(products), Columns.of(products), embedder),
        recommender=recommender,
        complaints=complaints,
        release_id=marked[1],
        stamp=marked,
        until=next_sale_date(products, now),
    )


def next_sale_date(products: Iterable[Product], now: datetime) -> datetime | None:
    """The first moment after `now` at which a sale price begins or ceases to hold."""
    dates = (date for product in products for date in (product.sale_from, product.sale_until) if date)
    return min((date for date in dates if date > now), default=None)


def _read_release(releases: Releases) -> tuple[Recommender | None, Complaints]:
    try:
        release = releases.current()
        if release is None:
            return None, {}
        return read_recommender(release.folder), read_complaints(release.folder)
    except ReleaseError as error:
        logger.error("%s Recommendations wait for `aisle train`; search goes on.", error)
        return None, {}

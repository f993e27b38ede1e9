"""Makes an engine from what is stored."""

from pathlib import Path

from advisor.artifacts import read_complaints, read_recommender
from advisor.engine import Engine
from knowledge.columns import Columns
from knowledge.embedder import Embedder
from knowledge.index import ProductIndex
from knowledge.lexical import LexicalIndex
from knowledge.search import HybridSearch
from shop.releases import Releases
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.products import load_products
from shop.storage.version import catalogue_version


def stamp(db: Database, releases: Releases) -> tuple[int, str]:
    """The catalogue's version and the current release's id, "" before the first."""
    release = releases.current()
    return catalogue_version(db), release.release_id if release else ""


def load_engine(settings: Settings, db: Database, releases: Releases, embedder: Embedder) -> Engine:
    """Reads catalogue and release; products that came since the last training are embedded now.

    Raises ReleaseError when the current release cannot be read.
    """
    marked = stamp(db, releases)
    products = load_products(db)
    index = ProductIndex.open(settings)
    index.sync(products, embedder)
    release = releases.current()
    folder: Path | None = release.folder if release else None
    return Engine(
        products={product.product_id: product for product in products},
        index=index,
        search=HybridSearch(index, LexicalIndex.build(products), Columns.of(products), embedder),
        recommender=read_recommender(folder) if folder else None,
        complaints=read_complaints(folder) if folder else {},
        release_id=marked[1],
        stamp=marked,
    )

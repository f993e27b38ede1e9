"""Makes an engine from what is stored: the whole of it, or what changed since one was made."""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from advisor.artifacts import read_recommender
from advisor.engine import Engine, Stamp
from advisor.known_aspects import KnownAspects
from advisor.review_mining import tallies_of
from knowledge.columns import Columns
from knowledge.embedder import Embedder
from knowledge.index import ProductIndex
from knowledge.lexical_cache import lexical_index
from knowledge.passages import passage
from knowledge.patched_index import PatchedIndex
from knowledge.patched_lexical import patched
from knowledge.search import HybridSearch
from knowledge.summaries import Summaries
from recommender.recommender import Recommender
from shop.product import Product
from shop.releases import ReleaseError, Releases
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.products import changed_since, find_products, load_products
from shop.storage.readings import tallied_since
from shop.storage.version import catalogue_version, mined_version

logger = logging.getLogger(__name__)
#: With more changed products than this, the whole is loaded anew.
MOST = 1_000


class Loader:
    """Makes engines; keeps the vectors of texts that were embedded since the last whole one."""

    def __init__(self, settings: Settings, db: Database, releases: Releases, embedder: Embedder) -> None:
        self._settings, self._db, self._releases, self._embedder = settings, db, releases, embedder
        self._aspects = KnownAspects(settings)
        self._embedded: dict[str, npt.NDArray[np.float32]] = {}

    def stamp(self) -> Stamp:
        """What an engine would be made from now."""
        release, versions = self._releases.current(), (catalogue_version(self._db), mined_version(self._db))
        return Stamp(*versions, release.release_id if release else "")

    def load(self) -> Engine:
        """Reads catalogue and release; products that came since the last training are embedded now.

        Without a readable release the shop can still be searched: nothing is personal then, and the log says why.
        """
        marked, now = self.stamp(), datetime.now(UTC)
        products = load_products(self._db, now)
        index = ProductIndex.open(self._settings)
        index.sync(products, self._embedder)
        self._embedded = {}
        recommender = _read_release(self._releases)
        lexical = lexical_index(self._settings.var / "lexical", products)
        columns, by_id = Columns.of(products), {product.product_id: product for product in products}
        return Engine(
            products=by_id,
            index=index,
            lexical=lexical,
            columns=columns,
            search=HybridSearch(index, lexical, columns, self._embedder),
            recommender=recommender,
            summaries=Summaries.of(tallies_of(self._db), by_id, self._of_shop(), now),
            release_id=marked.release,
            stamp=marked,
            until=next_sale_date(products, now),
        ).warmed()

    def patch(self, base: Engine) -> Engine | None:
        """`base` with the products that changed since it was loaded: what is new is found at once.

        Their vectors are published and their ratings counted by the next `load`. None where it takes a whole load:
        for another release, a sale that begins or ends, or more than MOST changed products.
        """
        marked, now, before = self.stamp(), datetime.now(UTC), base.stamp
        sold = changed_since(self._db, before.catalogue)
        tallied = tallied_since(self._db, before.mined) if marked.mined != before.mined else []
        over = base.until is not None and now >= base.until
        unseen = marked.catalogue != before.catalogue and not sold  # ratings, which only a load counts
        stands = marked == before and not over
        if (
            stands
            or marked.release != base.release_id
            or over
            or unseen
            or max(len(sold), len(tallied)) > MOST
        ):
            return None
        engine = self._with_products(base, sold, now) if sold else base
        if tallied or sold:
            engine = self._with_reviews(engine, base, {*tallied, *sold}, now)
        return replace(engine, stamp=marked).warmed()

    def _with_reviews(
        self, engine: Engine, base: Engine, product_ids: Collection[str], now: datetime
    ) -> Engine:
        """The engine with the reviews of these products, and of their variants, as they are counted now."""
        known = (sold.get(key) for sold in (engine.products, base.products) for key in product_ids)
        groups = {product.group for product in known if product}
        members = {key: engine.products[key] for group in groups for key in engine.groups.get(group, ())}
        gone = frozenset(product_ids) - set(members)
        tallies = tallies_of(self._db, members)
        return replace(engine, summaries=engine.summaries.patched(tallies, members, now, gone))

    def _with_products(self, base: Engine, sold: Mapping[str, bool], now: datetime) -> Engine:
        """`base` with these products as they are now, those not `sold` left out."""
        kept = (key for key, is_sold in sold.items() if is_sold)
        changed = [*find_products(self._db, kept, now=now).values()]
        ids = [product.product_id for product in changed]
        removed = frozenset(sold) - set(ids)
        gone = {*removed, *ids}
        products = {key: product for key, product in base.products.items() if key not in gone}
        products |= {product.product_id: product for product in changed}  # in the order of the columns
        index = PatchedIndex(
            base.index, ids, self._vectors([passage(product) for product in changed]), removed
        )
        lexical = patched(base.lexical, tuple(products.values()), changed, removed)
        columns = base.columns.patched(changed, removed)
        dates = (date for date in (base.until, next_sale_date(changed, now)) if date)
        return replace(
            base,
            products=products,
            index=index,
            lexical=lexical,
            columns=columns,
            search=HybridSearch(index, lexical, columns, self._embedder),
            until=min(dates, default=None),
        )

    def _of_shop(self) -> frozenset[str]:
        """The complaints that are the shop's doing."""
        return frozenset(aspect.name for aspect in self._aspects.all() if aspect.shop)

    def _vectors(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """(len(texts), dimension), quickly: by ONNX, which differs a little from what a load publishes."""
        known = self._embedded  # a load in another thread begins a new one
        unread = list(dict.fromkeys(text for text in texts if text not in known))
        if unread:
            known |= dict(zip(unread, self._embedder.encode_many(unread), strict=True))
        rows = [known[text] for text in texts]
        return np.array(rows, np.float32).reshape(len(texts), self._embedder.dimension)


def next_sale_date(products: Iterable[Product], now: datetime) -> datetime | None:
    """The first moment after `now` at which a sale price begins or ceases to hold."""
    dates = (date for product in products for date in (product.sale_from, product.sale_until) if date)
    return min((date for date in dates if date > now), default=None)


def _read_release(releases: Releases) -> Recommender | None:
    try:
        release = releases.current()
        return read_recommender(release.folder) if release else None
    except ReleaseError as error:
        logger.error("%s Recommendations wait for `aisle train`; search goes on.", error)
        return None

"""A training run: from what is stored to a published release, or to a refusal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from advisor import artifacts
from advisor.reading_pool import ReadingPool
from advisor.review_mining import mine_reviews
from advisor.trial import hold_trial
from knowledge.embedder import Embedder
from knowledge.index import ProductIndex
from knowledge.vocabulary import as_rasa_yaml, vocabulary
from recommender.facts import ItemFacts
from recommender.interactions import EVENT_WEIGHTS, Interactions
from recommender.recommender import Recommender
from shop.product import Product
from shop.releases import Releases
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.events import load_event_frame
from shop.storage.products import load_products
from shop.storage.reviews import count_reviews
from shop.storage.version import catalogue_version

#: Hears the stage's name, what is done of it and how much there is (0 when that cannot be said).
Progress = Callable[[str, int, int], None]


class NothingToTrainOn(Exception):
    """The shop has no products yet."""


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What a run did: the trial's table (`columns`, `rows`), and whether its release is current now."""

    release_id: str
    published: bool
    sentence: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    products: int
    events: int
    reviews: int
    embedded: int


def train_release(
    settings: Settings, *, now: datetime, seed: int, force: bool, progress: Progress
) -> TrainingReport:
    """Trains, tries the new recipe against the current one, publishes or refuses.

    Raises NothingToTrainOn without products; a run that breaks changes nothing but the vectors' cache and what was
    read in reviews, which belongs to no release.
    """
    db = Database(settings.sqlalchemy_url)
    db.migrate()
    version = catalogue_version(db)
    products = load_products(db)
    if not products:
        raise NothingToTrainOn("There are no products yet: `aisle import products FILE`, or `aisle demo`.")
    releases = Releases(settings.releases, settings.keep_releases)
    embedder = Embedder.load(settings)
    index = ProductIndex.open(settings)
    synced = index.sync(products, embedder, lambda done, total: progress("Embedding products", done, total))
    ids = [product.product_id for product in products]
    vectors, facts = index.vectors(ids), item_facts(products)
    reviews = read_all_reviews(settings, db, embedder, progress)
    progress("Reading events", 0, 0)
    interactions = Interactions.of(load_event_frame(db, tuple(EVENT_WEIGHTS)), ids)
    progress("Trying recipes on held-out events", 0, 0)
    current = releases.current()
    trial = hold_trial(
        interactions, vectors, facts, artifacts.read_recipe(current.folder) if current else None, seed
    )
    release_id = now.strftime("%Y%m%dT%H%M%S%f")[:-3] + "Z"
    if trial.accepted or force:
        progress("Training on all events", 0, 0)
        recommender = Recommender.fit(interactions, vectors, trial.recipe, int(now.timestamp()), facts)
        with releases.draft(release_id) as folder:
            artifacts.write_recommender(folder, recommender)
            counts = {"products": len(products), "events": len(interactions), "reviews": reviews}
            details = {
                "catalogue_version": version,
                "created": now.isoformat(),
                "trial": trial.as_dict(),
                **counts,
            }
            artifacts.write_manifest(folder, details)
        write_vocabulary(settings, products)
        releases.publish(release_id)
    db.dispose()
    return TrainingReport(
        release_id,
        trial.accepted or force,
        trial.sentence,
        trial.columns,
        trial.rows,
        len(products),
        len(interactions),
        reviews,
        synced.embedded,
    )


def item_facts(products: Sequence[Product]) -> ItemFacts:
    """Category and price of each product, for segments and complements."""
    return ItemFacts.of([p.category for p in products], [p.current_price for p in products])


def read_all_reviews(settings: Settings, db: Database, embedder: Embedder, progress: Progress) -> int:
    """Reads the reviews that are new or changed, whatever becomes of the release; returns how many there are."""
    with ReadingPool(settings, embedder) as reader:
        mine_reviews(db, reader, lambda done, total: progress("Mining reviews", done, total))
    return count_reviews(db)


def write_vocabulary(settings: Settings, products: Sequence[Product]) -> None:
    """The shop's words for Rasa; left untouched when they are the same, so that Rasa need not train again."""
    path = settings.var / "bot" / "vocabulary.yml"
    text = as_rasa_yaml(vocabulary(products))
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)

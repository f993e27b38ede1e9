"""Puts the advisor together from the settings: the one place where its parts are chosen."""

from functools import cache

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from advisor.advisor import Advisor
from advisor.answer import Answerer
from advisor.evidence import Evidence
from advisor.help_page import HelpPage
from advisor.house_rules import HouseRules
from advisor.keeper import Keeper
from advisor.known_aspects import KnownAspects
from advisor.loading import Loader
from advisor.product_reviews import ProductReviews
from knowledge.embedder import Embedder
from shop.releases import Releases
from shop.settings import ROOT, Settings
from shop.storage.database import Database
from shop.storage.faq import load_faq
from shop.storage.reviews import load_reviews
from shop.storage.rules import load_rules
from shop.storage.version import faq_version, rules_version
from shop.wording import Wording


def bootstrap(settings: Settings) -> Advisor:
    """An advisor on the shop's database and current release. Migrates the database first."""
    threadpool_limits(1, "blas")  # see docs/decisions/0007: two threads wait for each other on a busy machine
    db = Database(settings.sqlalchemy_url)
    db.migrate()
    releases = Releases(settings.releases, settings.keep_releases)
    embedder = Embedder.load(settings)
    aspects = KnownAspects(settings)
    wording = Wording.load(ROOT / "bot" / "domain", aspects.label)
    loader = Loader(settings, db, releases, embedder)
    keeper = Keeper(loader.stamp, loader.load, loader.patch)

    def review_texts(product_id: str) -> list[str]:
        return [review.text for review in load_reviews(db, product_id)]

    answerer = Answerer(
        Evidence(embedder.encode_many),
        wording,
        review_texts,
        ProductReviews(db, keeper.engine),
        aspects.cares,
    )
    help_page = HelpPage(lambda: faq_version(db), lambda: load_faq(db), embedder.encode_many)
    house_rules = HouseRules(lambda: rules_version(db), lambda: load_rules(db))
    return Advisor(settings, db, keeper, wording, answerer, help_page, house_rules, aspects.cares)


@cache
def default_advisor() -> Advisor:
    """The advisor of this process's settings, made on first use: for the stock action server."""
    return bootstrap(Settings())

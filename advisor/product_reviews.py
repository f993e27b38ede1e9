"""What reviews say of products, for shoppers who ask after them."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from advisor.engine import Engine
from advisor.review_mining import tallies_of
from advisor.standing import Standing, share_of
from knowledge.summaries import grouped
from shop.complaint import Complaint
from shop.product import Product
from shop.review_summary import NO_REVIEWS, ReviewSummary
from shop.storage.database import Database


class ProductReviews:
    """Reads the summaries of the engine in force. Thread-safe."""

    def __init__(self, db: Database, engine: Callable[[], Engine]) -> None:
        self._db, self._engine = db, engine

    def summary(self, product_id: str) -> ReviewSummary:
        """What the reviews of the product and of its variants say; empty where there are none."""
        return self._engine().summaries.products.get(product_id, NO_REVIEWS)

    def of_shop(self, aspects: Iterable[str]) -> tuple[Complaint, ...]:
        """The complaints about the shop's own doings in these aspects, over all reviews."""
        wanted = {*aspects}
        return tuple(complaint for complaint in self._engine().summaries.shop if complaint.aspect in wanted)

    def is_of_shop(self, aspect: str) -> bool:
        """Whether complaints about the aspect are held against the shop and not against a product."""
        return aspect in self._engine().summaries.of_shop

    def voiced(self, product_id: str) -> Mapping[str, int]:
        """By how many reviews of the product and its variants each aspect is complained of, however few they are."""
        engine = self._engine()
        if product_id not in engine.products:
            return {}
        group = engine.products[product_id].group
        members = {key: engine.products[key] for key in engine.groups[group]}
        tally = grouped(tallies_of(self._db, members), members).get(group)
        return {aspect: round(told.support) for aspect, told in tally.aspects.items()} if tally else {}

    def standings(self, products: Sequence[Product], aspect: str = "") -> list[Standing]:
        """How the products stand by complaints about the aspect, by default about anything; in their order."""
        return [self._of_aspect(one, aspect) if aspect else self._of_all(one) for one in products]

    def _of_aspect(self, product: Product, aspect: str) -> Standing:
        summary = self.summary(product.product_id)
        told = next((one for one in summary.complaints if one.aspect == aspect), None)
        support = told.support if told else self.voiced(product.product_id).get(aspect, 0)
        share = told.share if told else share_of(support, summary.reviews)
        return Standing(product.product_id, product.title, share, support, summary.reviews, told)

    def _of_all(self, product: Product) -> Standing:
        summary = self.summary(product.product_id)
        worst = next(iter(summary.complaints), None)
        share = sum(one.share for one in summary.complaints)
        support = worst.support if worst else 0
        return Standing(product.product_id, product.title, share, support, summary.reviews, worst)

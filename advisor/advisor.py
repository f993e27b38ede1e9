"""The advisor: one method for each thing a shopper may want. Thread-safe."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from advisor import ranking, shortlist
from advisor.answer import Answerer
from advisor.answers import CartLine, Comparison, Fact, ShopAnswer, Suggestions
from advisor.candidates import Candidates, Floats, of_search, of_taste
from advisor.cards import card
from advisor.caution import caution
from advisor.checkout import Checkout, check_out
from advisor.compare import compare, compare_complaints
from advisor.engine import Engine
from advisor.explain import MOST, Explainer, beside
from advisor.help_page import HelpPage
from advisor.house_rules import NO_RULES, HouseRules, Ruling
from advisor.keeper import Keeper
from advisor.minding import Minding
from advisor.orders import OrderDesk
from advisor.people import People
from advisor.product_reviews import ProductReviews
from advisor.profile import Profile, load_profile
from advisor.relax import relax
from advisor.review_desk import ReviewDesk
from advisor.shopper import Shopper
from advisor.standing import Standing
from advisor.wish import Wish
from knowledge.cares import Cares
from knowledge.other_sizes import own_size
from shop.complaint import Complaint
from shop.filters import Filters
from shop.product import Product
from shop.review_summary import ReviewSummary
from shop.settings import Settings
from shop.storage import carts, consents, conversations, customers, tastes
from shop.storage.database import Database
from shop.storage.products import find_products
from shop.suggestion import Reason, Suggestion
from shop.wording import Wording

Clock = Callable[[], datetime]
#: How much of the setting `diversity` counts where a shopper asks for something: what they ask for comes first.
IN_SEARCH = 0.5


class Advisor:
    """Answers from the engine in force; what is stored about a shopper goes through here too."""

    def __init__(
        self,
        settings: Settings,
        db: Database,
        keeper: Keeper,
        wording: Wording,
        answerer: Answerer,
        help_page: HelpPage,
        house_rules: HouseRules,
        cares: Callable[[], Cares],
        clock: Clock = lambda: datetime.now(UTC),
    ) -> None:
        self.settings = settings
        self.db = db
        self.wording = wording
        self.orders = OrderDesk(db, settings, clock)
        self.minding = Minding(db, cares, clock)
        self.people = People(db, settings, clock)
        self.reviews = ReviewDesk(db, keeper.engine, clock)
        self._of_products = ProductReviews(db, keeper.engine)
        self._keeper = keeper
        self._answerer = answerer
        self._help_page = help_page
        self._house_rules = house_rules
        self._clock = clock

    # What to show

    def suggest(self, wish: Wish, shopper: Shopper, k: int = 4, skip: Collection[str] = ()) -> Suggestions:
        """Up to `k` products that keep every limit of the wish, best first, `skip` left out."""
        engine = self._keeper.engine()
        ruling = self._ruling(engine)
        ids, relevance = shortlist.found(engine, wish)
        if ruling.excluded.issuperset(ids):
            obstacle, relaxed = relax(wish, lambda other: self._finds(engine, other, ruling))
            return Suggestions((), obstacle, relaxed)
        profile = self._profile(engine, shopper, wish)
        out = {*shortlist.with_variants(engine, skip), *profile.disliked}
        if relevance is None and engine.recommender is not None and not shortlist.is_sorted(wish):
            allowed = engine.columns.mask(wish.filters)
            candidates = of_taste(
                engine.catalogue, profile, engine.recommender, out, ruling, engine.newcomers, allowed
            )
        else:
            candidates = shortlist.named(engine, _of_search(engine, ids, relevance, profile), wish)
        diversity = IN_SEARCH * self.settings.diversity
        return Suggestions(
            self._shown(engine, candidates, profile, wish, k, ruling=ruling, out=out, diversity=diversity)
        )

    def recommend(
        self, shopper: Shopper, k: int = 4, skip: Collection[str] = (), include_seen: bool = False
    ) -> Suggestions:
        """Up to `k` products for this shopper: by their history where it may be used, else what is popular."""
        engine = self._keeper.engine()
        profile = self._profile(engine, shopper)
        if engine.recommender is None:
            return self.suggest(Wish(order="rating"), shopper, k, skip)
        known = (*skip, *(() if include_seen else profile.owned))
        out = {*shortlist.with_variants(engine, known), *profile.disliked}
        ruling, diversity = self._ruling(engine), self.settings.diversity
        candidates = of_taste(engine.catalogue, profile, engine.recommender, out, ruling, engine.newcomers)
        return Suggestions(
            self._shown(engine, candidates, profile, Wish(), k, ruling=ruling, diversity=diversity)
        )

    def similar(
        self,
        product_id: str,
        shopper: Shopper,
        k: int = 4,
        skip: Collection[str] = (),
        filters: Filters = Filters(),
    ) -> Suggestions:
        """Up to `k` products that could stand in for this one."""
        engine = self._keeper.engine()
        if product_id not in engine.products:
            return Suggestions()
        alike = shortlist.of_a_kind(engine, shortlist.alike(engine, product_id, filters), product_id)
        return self._beside(engine, alike, product_id, shopper, k, skip)

    def goes_with(
        self, product_id: str, shopper: Shopper, k: int = 4, skip: Collection[str] = ()
    ) -> Suggestions:
        """Up to `k` products that complete this one, none of its own kind; empty when nothing is known to."""
        engine = self._keeper.engine()
        return self._beside(engine, shortlist.complements(engine, product_id), product_id, shopper, k, skip)

    def best_of(self, product_ids: Collection[str], shopper: Shopper, wish: Wish) -> Suggestion | None:
        """The one of these products that comes first for the wish, or for the shopper where none keeps it; None
        where none is sold any more. This is advice: the shop's rules have no say in it."""
        engine = self._keeper.engine()
        profile = self._profile(engine, shopper, wish)
        for asked in (wish, Wish()):
            ids, relevance = shortlist.found(engine, asked)
            candidates = _of_search(engine, ids, relevance, profile)
            others = set(ids).difference(product_ids)
            for best in self._shown(engine, candidates, profile, asked, 1, out=others):
                return best
        return None

    def cards(self, suggestions: Iterable[Suggestion]) -> list[dict[str, Any]]:
        """Product cards with the prices of this moment; a product sold no longer has none."""
        suggestions = list(suggestions)
        sold = {item.product_id: item.product for item in suggestions if item.product}
        unread = [item.product_id for item in suggestions if not item.product]
        if unread:
            sold |= self._sold(unread)
        return [
            card(sold[item.product_id], item, self.wording) for item in suggestions if item.product_id in sold
        ]

    # What to say of a product

    def product(self, product_id: str) -> Product | None:
        """The product as it is sold now, None when it is not."""
        return self._sold([product_id]).get(product_id)

    def brand_name(self, name: str) -> str:
        """The brand's name as the catalogue writes it: "fellwind" is "Fellwind"; unknown ones stay as they are."""
        return self._keeper.engine().brands.get(name.strip().lower(), name)

    def mentions(self, name: str) -> bool:
        """Whether what the shop says of any product holds this name."""
        return self._keeper.engine().mentions(name)

    def summary(self, product_id: str) -> ReviewSummary:
        """What the reviews of the product and of its variants say; empty where there are none."""
        return self._of_products.summary(product_id)

    def complaints(self, product_id: str) -> tuple[Complaint, ...]:
        return self.summary(product_id).complaints

    def compare(self, product_ids: Sequence[str]) -> Comparison:
        """The products side by side; those sold no longer are left out."""
        live = self._sold(product_ids)
        products = [live[product_id] for product_id in product_ids if product_id in live]
        return compare(products, self._keeper.engine().complaints, self.wording)

    def compare_complaints(self, product_ids: Sequence[str]) -> Comparison:
        """What the buyers of each complain about, side by side."""
        live = self._sold(product_ids)
        products = [live[product_id] for product_id in product_ids if product_id in live]
        return compare_complaints(products, self._of_products.summary, self.wording)

    def standings(self, product_ids: Sequence[str], aspect: str = "") -> list[Standing]:
        """How the products stand by complaints about the aspect, by default about anything."""
        live = self._sold(product_ids)
        return self._of_products.standings([live[key] for key in product_ids if key in live], aspect)

    def answer(self, product_id: str, question: str, size: str = "") -> Fact:
        """What catalogue and reviews say to the question; `answer_unknown` when they do not. `size` is the one that
        the shopper wears, "" where they did not say."""
        product = self.product(product_id)
        if product is None:
            return Fact("answer_unknown", {"title": ""})
        return self._answerer.answer(replace(product, colors=self._colors(product)), question, size)

    def has_size(self, product_id: str, size: str) -> bool:
        """Whether the product can be had in this size now."""
        product = self.product(product_id)
        return product is not None and product.in_stock and bool(own_size(product, size))

    def why(self, product_id: str, shopper: Shopper, wish: Wish | None = None) -> tuple[Reason, ...]:
        """The reasons for showing this product to this shopper."""
        engine = self._keeper.engine()
        product = engine.products.get(product_id)
        if product is None:
            return ()
        profile, ruling = self._profile(engine, shopper, wish), self._ruling(engine)
        ids, relevance = shortlist.found(engine, wish or Wish())
        if product_id not in ids:
            ids, relevance = list(engine.products), None
        candidates = _of_search(engine, ids, relevance, profile)
        ruled, _ = ranking.rank(engine, candidates, wish or Wish(), ruling, out=(), diversity=0.0, k=1)
        parts = shortlist.only(ruled, product_id).parts_of(0)
        return self._explainer(engine, profile, wish).reasons(product, parts)

    # What to say of the shop

    def has_faq(self) -> bool:
        """Whether the shop has answers of its own."""
        return not self._help_page.is_empty()

    def shop_answer(self, question: str, sure: bool = False) -> ShopAnswer | None:
        """The shop's own answer, None where it has none; with `sure` only one that fits beyond doubt."""
        return self._help_page.answer(question, sure)

    # What the shopper does

    def rate(self, shopper: Shopper, product_id: str, liked: bool) -> None:
        """Keeps a thumb up or down, with the customer where a profile may be kept, else with the conversation."""
        tastes.save_taste(self.db, shopper.owner, product_id, liked, self._clock())

    def add_to_cart(
        self, shopper: Shopper, product_id: str, size: str = "", color: str = "", quantity: int = 1
    ) -> None:
        carts.add_to_cart(self.db, shopper.conversation_id, product_id, size, color, quantity)

    def remove_from_cart(self, shopper: Shopper, product_id: str) -> None:
        carts.remove_from_cart(self.db, shopper.conversation_id, product_id)

    def cart(self, shopper: Shopper) -> list[CartLine]:
        """The cart at the prices of this moment; what is sold no longer has left it."""
        lines = carts.load_cart(self.db, shopper.conversation_id)
        live = self._sold(line.product_id for line in lines)
        return [
            CartLine(live[line.product_id], line.size, line.color, line.quantity)
            for line in lines
            if line.product_id in live
        ]

    def checkout(self, shopper: Shopper) -> Checkout:
        """What of the cart can be bought now, with the link to pay for it where the shop has set one."""
        lines = carts.load_cart(self.db, shopper.conversation_id)
        ids = [line.product_id for line in lines]
        known = find_products(self.db, ids, retired=True)
        titles = {product_id: product.title for product_id, product in known.items()}
        return check_out(lines, find_products(self.db, ids), titles, self.settings.checkout_url)

    # What is kept

    def remembered(self, shopper: Shopper) -> Mapping[str, int]:
        """How many things of each kind are kept about the customer; {} for a stranger."""
        return customers.remembered(self.db, shopper.customer_id)

    def forget(self, shopper: Shopper) -> None:
        """Erases all that is kept about the customer; the conversation begins anew, without a name."""
        self.minding.forget(shopper)
        if shopper.customer_id:
            customers.forget_customer(self.db, shopper.customer_id)
            if shopper.conversation_id:
                now = self._clock()
                conversations.open_conversation(self.db, shopper.conversation_id, "", now, shopper.personal)

    def set_personal(self, shopper: Shopper, granted: bool) -> None:
        """Keeps the customer's word on `personalization_storage`; nothing is kept about a stranger."""
        if shopper.customer_id:
            key = "personalization_storage"
            consents.set_consent(self.db, shopper.customer_id, key, granted, self._clock())

    # How it does

    def engine(self) -> Engine:
        """The engine in force, for what looks behind the answers: the board, evaluations."""
        return self._keeper.engine()

    def product_count(self) -> int:
        return len(self._keeper.engine().products)

    def release_id(self) -> str:
        """The release in force, "" before the first."""
        return self._keeper.engine().release_id

    def close(self) -> None:
        self._keeper.close()
        self.db.dispose()

    # Parts

    def _sold(self, product_ids: Iterable[str]) -> dict[str, Product]:
        """The products as they are sold at this moment."""
        return find_products(self.db, product_ids, now=self._clock())

    def _colors(self, product: Product) -> tuple[str, ...]:
        """The product's colours, then those that its variants can be had in now."""
        ids = shortlist.with_variants(self._keeper.engine(), [product.product_id])
        variants = self._sold(sorted(ids)).values()
        others = (color for variant in variants if variant.in_stock for color in variant.colors)
        return tuple(dict.fromkeys((*product.colors, *others)))

    def _profile(self, engine: Engine, shopper: Shopper, wish: Wish | None = None) -> Profile:
        """The shopper's profile; for this request they mind what the words of the wish name as well."""
        profile = load_profile(self.db, shopper, engine.recommender, self._clock(), engine.complaints)
        named = self.minding.of_words(wish.words) if wish else ()
        return replace(profile, concerns=profile.concerns.also(named)) if named else profile

    def _explainer(self, engine: Engine, profile: Profile, wish: Wish | None) -> Explainer:
        return Explainer(
            profile, engine.recommender, lambda key: self._title(engine, key), wish, engine.newcomers
        )

    @staticmethod
    def _title(engine: Engine, product_id: str) -> str:
        product = engine.products.get(product_id)
        return product.title if product else ""

    def _ruling(self, engine: Engine) -> Ruling:
        return self._house_rules.of(engine.products, self._clock())

    @staticmethod
    def _finds(engine: Engine, wish: Wish, ruling: Ruling) -> bool:
        """Whether something may be shown for the wish."""
        return not ruling.excluded.issuperset(shortlist.found(engine, wish)[0])

    def _shown(
        self,
        engine: Engine,
        candidates: Candidates,
        profile: Profile,
        wish: Wish,
        k: int,
        *,
        ruling: Ruling = NO_RULES,
        out: Collection[str] = (),
        diversity: float = 0.0,
    ) -> tuple[Suggestion, ...]:
        """The first `k`, one per variant group, that price and stock of this moment still allow."""
        candidates, rows = ranking.rank(engine, candidates, wish, ruling, out=out, diversity=diversity, k=k)
        explainer = self._explainer(engine, profile, wish)
        picked: list[Suggestion] = []
        for row, product in shortlist.live(self._sold, candidates, rows, wish.filters, k):
            parts = candidates.parts_of(row)
            picked.append(
                Suggestion(
                    product.product_id,
                    float(candidates.scores[row]),
                    parts,
                    explainer.reasons(product, parts),
                    caution(engine.complaints.get(product.product_id, ()), profile.concerns),
                    product,
                )
            )
        return tuple(picked)

    def _beside(
        self,
        engine: Engine,
        candidates: Candidates,
        product_id: str,
        shopper: Shopper,
        k: int,
        skip: Collection[str],
    ) -> Suggestions:
        """Suggestions around one product: never the product itself or another variant of it."""
        origin = engine.products.get(product_id)
        if origin is None:
            return Suggestions()
        candidates = shortlist.for_the_same(engine, candidates, product_id)
        if not candidates.ids:
            return Suggestions()
        profile = self._profile(engine, shopper)
        out = {*shortlist.with_variants(engine, [*skip, product_id]), *profile.disliked}
        ruling = self._ruling(engine).without_pins()
        found = self._shown(engine, candidates, profile, Wish(), k, ruling=ruling, out=out)
        first = [beside(engine.recommender, origin, item.product or origin, item.parts) for item in found]
        return Suggestions(
            tuple(
                replace(item, reasons=(*reasons, *item.reasons)[:MOST])
                for item, reasons in zip(found, first, strict=True)
            )
        )


def _of_search(engine: Engine, ids: Sequence[str], relevance: Floats | None, profile: Profile) -> Candidates:
    """The candidates of a wish; see `candidates.of_search`."""
    return of_search(ids, relevance, profile, engine.recommender, engine.catalogue, engine.newcomers)

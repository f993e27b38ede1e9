"""Why a product is shown: the strongest honest reasons, never one that the score does not hold."""

import re
from collections.abc import Callable, Iterator, Mapping

import numpy as np

from advisor.day import day
from advisor.money import money
from advisor.newcomers import NOBODY, Newcomers
from advisor.parts import OF_HISTORY
from advisor.profile import Profile
from advisor.wish import Wish
from recommender.recommender import Recommender
from shop.product import Product
from shop.suggestion import Reason

MOST = 2
#: "Popular" means among this share of the catalogue, by decayed sales.
POPULAR = 0.05
WELL_RATED = 4.3
RATED_BY = 8
#: A product is shown "because you ...", or as the shop's own pick, when that gave more than this share of its score.
DECISIVE = 0.3
DID = {"purchase": "because_bought", "like": "because_liked"}
_WORD = re.compile(r"[^\W_]{3,}")
#: What a text says the product is not: "not waterproof", "rather than a running shoe".
_DENIED = re.compile(r"\b(?:not|isn't|no|never|without|rather than|instead of|neither|nor)\b[^.,:;]*")
#: Words of a wish that name no property of a product.
_SMALL_TALK = (
    "and any are buy can could find for from get give good have help just like looking love mine need nice not "
    "one please really show some something stuff that the them thing things this want who will with would you"
)
_EMPTY_WORDS = frozenset(_SMALL_TALK.split())


class Explainer:
    """Reasons for products, from one profile and one wish."""

    def __init__(
        self,
        profile: Profile,
        recommender: Recommender | None,
        title: Callable[[str], str],
        wish: Wish | None = None,
        newcomers: Newcomers = NOBODY,
    ) -> None:
        self._profile = profile
        self._recommender = recommender
        self._title = title
        self._newcomers = newcomers
        self._wish = wish or Wish()
        self._words = {_stem(word) for word in _WORD.findall(self._wish.words.lower())} - _EMPTY_WORDS

    def reasons(self, product: Product, parts: Mapping[str, float]) -> tuple[Reason, ...]:
        """At most two: what adds most to the score first, then what is true of the product anyway.

        Who asks for what is new or on sale is told first since when it is there and what it cost before.
        """
        claims = sorted(self._claims(product, parts), key=lambda claim: -claim[0])
        told = (reason for added, reason in claims if added > 0)
        return (*self._asked(product), *told, *self._worth(product))[:MOST]

    def _claims(self, product: Product, parts: Mapping[str, float]) -> Iterator[tuple[float, Reason]]:
        """What may be said of the parts of the score, each with what it adds.

        Where the shop's own rule brought the product, that is said, and not that it suits this shopper.
        """
        helped = sum(max(parts.get(name, 0.0), 0.0) for name in OF_HISTORY)
        decisive = DECISIVE * sum(max(part, 0.0) for part in parts.values())
        by_rule = parts.get("rule", 0.0)
        if by_rule > decisive:
            yield by_rule, Reason("shop_pick")
        elif helped > decisive:
            yield from ((helped, reason) for reason in self._because(product))
        yield from ((parts.get("search", 0.0), reason) for reason in self._matches(product))
        yield from self._crowd(product, parts, personal=by_rule <= decisive)

    def _asked(self, product: Product) -> Iterator[Reason]:
        limits = self._wish.filters
        if limits.new and product.added_at is not None:
            yield Reason("new", {"date": day(product.added_at)})
        if limits.on_sale and product.on_sale:
            yield _on_sale(product)

    def _because(self, product: Product) -> Iterator[Reason]:
        """The shopper's own act that speaks most for the product."""
        cause = self._cause(product.product_id)
        if self._recommender is None or cause is None:
            return
        source = self._recommender.item_ids[cause]
        code = DID.get(self._profile.did.get(source, ""), "because_viewed")
        if title := self._title(source):
            yield Reason(code, {"title": title})

    def _cause(self, product_id: str) -> int | None:
        """The thing of the history (its place) that speaks most for the product; for one that came after the
        training, that speaks most for what it is most like, or is that."""
        recommender, history = self._recommender, self._profile.history
        if recommender is None:
            return None
        kin = self._newcomers.kin_of(product_id)
        own = next((item for item in kin if item in history.merged().items), None)
        if own is not None:
            return own
        items = [recommender.index[product_id]] if product_id in recommender.index else kin[:1]
        found = [recommender.because(history, item) for item in items]
        return next((cause[0] for cause in found if cause), None)

    def _matches(self, product: Product) -> Iterator[Reason]:
        """The asked-for words that the product's own text really has."""
        texts = (product.title, product.description, *product.highlights, product.product_type)
        text = _DENIED.sub(" ", ". ".join(texts).lower())
        own = {_stem(word) for word in _WORD.findall(text)}
        asked = _WORD.findall(self._wish.words.lower())
        if hits := list(dict.fromkeys(word for word in asked if _stem(word) in self._words & own)):
            yield Reason("matches", {"words": ", ".join(hits[:3])})

    def _crowd(
        self, product: Product, parts: Mapping[str, float], personal: bool
    ) -> Iterator[tuple[float, Reason]]:
        """What others like, the shopper's own segment (where it may be `personal`) and everybody."""
        if self._recommender is None or product.product_id not in self._recommender.index:
            return
        row = self._recommender.index[product.product_id]
        segments = self._recommender.segments
        segment = self._profile.segment
        if personal and segment is not None and _is_top(segments.favourites[segment], row):
            name = segments.names[segment].split(",")[0].lower()
            yield parts.get("segment", 0.0), Reason("popular_segment", {"segment": name})
        if _is_top(self._recommender.popularity.score(self._profile.history), row):
            yield parts.get("popularity", 0.0), Reason("popular")

    def _worth(self, product: Product) -> Iterator[Reason]:
        price = product.current_price
        if product.on_sale and not self._wish.filters.on_sale:
            yield _on_sale(product)
        if product.review_count >= RATED_BY and product.rating >= WELL_RATED:
            yield Reason(
                "well_rated", {"rating": f"{product.rating:.1f}", "count": str(product.review_count)}
            )
        yield from self._affordable(product, price)

    def _affordable(self, product: Product, price: float | None) -> Iterator[Reason]:
        """That the price keeps to the sum that was named; one that only "cheaper" set was not."""
        wish, limits = self._wish, self._wish.filters
        if wish.stepped or limits.price_max is None or price is None or price > limits.price_max:
            return
        if wish.around is None:
            yield Reason("fits_budget", {"price": money(limits.price_max, product.currency)})
        elif limits.price_min is not None:
            yield Reason("around_price", {"price": money(wish.around, product.currency)})


def beside(
    recommender: Recommender | None, origin: Product, product: Product, parts: Mapping[str, float]
) -> tuple[Reason, ...]:
    """What a product shown beside another has to do with it; nothing where the score says nothing of the two.

    Two products that were really bought together are said to be; where only their kinds were, that is said.
    """
    title = {"title": origin.title}
    if parts.get("similar", 0.0) > 0:
        return (Reason("similar_to", title),)
    if parts.get("bought_with", 0.0) <= 0 or recommender is None:
        return ()
    item, other = (recommender.index.get(each.product_id) for each in (origin, product))
    if item is not None and other is not None and recommender.complements.together(item, other):
        return (Reason("bought_with", title),)
    return (Reason("kind_bought_with", {"kind": product.category.lower(), **title}),)


def _on_sale(product: Product) -> Reason:
    return Reason("on_sale", {"price": money(product.price, product.currency)})


def _is_top(scores: np.ndarray[tuple[int], np.dtype[np.float32]], row: int) -> bool:
    """Whether the row is among the POPULAR share of those with a score above the least."""
    value = scores[row]
    if not np.isfinite(value) or value <= np.nanmin(scores):
        return False
    return bool((scores > value).sum() < max(1, POPULAR * len(scores)))


def _stem(word: str) -> str:
    """Singular and plural alike; the search itself stems better, this only must not claim too much."""
    return word[:-2] if word.endswith("es") and len(word) > 5 else word.removesuffix("s")

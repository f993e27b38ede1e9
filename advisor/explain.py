"""Why a product is shown: the strongest honest reasons, never one that the score does not hold."""

import re
from collections.abc import Callable, Iterator, Mapping

import numpy as np

from advisor.day import day
from advisor.money import money
from advisor.profile import Profile
from advisor.wish import Wish
from knowledge.denials import denies, read_request, unwanted_phrases
from recommender.recommender import Recommender
from shop.product import Product
from shop.suggestion import Reason

MOST = 2
#: "Popular" means among this share of the catalogue, by decayed sales.
POPULAR = 0.05
WELL_RATED = 4.3
RATED_BY = 8
#: A product is shown "because you ..." when the history gave more than this share of its score.
DECISIVE = 0.3
OF_HISTORY = ("sequence", "neighbours", "ease", "factors", "content", "repeats")
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
    ) -> None:
        self._profile = profile
        self._recommender = recommender
        self._title = title
        self._wish = wish or Wish()
        self._without = tuple(dict.fromkeys((*self._wish.without, *unwanted_phrases(self._wish.words))))
        ruled_out = {_stem(word) for phrase in self._without for word in phrase.split()}
        self._asked_words = _WORD.findall(read_request(self._wish.words).wanted.lower())
        self._words = {_stem(word) for word in self._asked_words} - _EMPTY_WORDS - ruled_out

    def reasons(self, product: Product, parts: Mapping[str, float]) -> tuple[Reason, ...]:
        """At most two, the strongest first: what this shopper did, what they asked for, what others do.

        Who asks for what is new or on sale is told first since when it is there and what it cost before.
        """
        found = (
            *self._asked(product),
            *self._because(product, parts),
            *self._lacks(product),
            *self._matches(product),
            *self._crowd(product, parts),
            *self._worth(product),
        )
        return found[:MOST]

    def _asked(self, product: Product) -> Iterator[Reason]:
        limits = self._wish.filters
        if limits.new and product.added_at is not None:
            yield Reason("new", {"date": day(product.added_at)})
        if limits.on_sale and product.on_sale:
            yield _on_sale(product)

    def _because(self, product: Product, parts: Mapping[str, float]) -> Iterator[Reason]:
        """The shopper's own act that speaks most for the product, if history helped its score."""
        helped = sum(max(parts.get(name, 0.0), 0.0) for name in OF_HISTORY)
        decisive = helped > DECISIVE * sum(max(part, 0.0) for part in parts.values())
        if not decisive or self._recommender is None or product.product_id not in self._recommender.index:
            return
        row = self._recommender.index[product.product_id]
        cause = self._recommender.because(self._profile.history, row)
        if cause is None:
            return
        source = self._recommender.item_ids[cause[0]]
        code = DID.get(self._profile.did.get(source, ""), "because_viewed")
        if title := self._title(source):
            yield Reason(code, {"title": title})

    def _lacks(self, product: Product) -> Iterator[Reason]:
        """What was not wanted and the product's own text says is not there."""
        text = ". ".join((product.title, product.description, *product.highlights))
        if lacked := [phrase for phrase in self._without if denies(text, phrase)]:
            yield Reason("without", {"words": " or ".join(lacked)})

    def _matches(self, product: Product) -> Iterator[Reason]:
        """The asked-for words that the product's own text really has."""
        texts = (product.title, product.description, *product.highlights, product.product_type)
        text = _DENIED.sub(" ", ". ".join(texts).lower())
        own = {_stem(word) for word in _WORD.findall(text)}
        if hits := list(
            dict.fromkeys(word for word in self._asked_words if _stem(word) in self._words & own)
        ):
            yield Reason("matches", {"words": ", ".join(hits[:3])})

    def _crowd(self, product: Product, parts: Mapping[str, float]) -> Iterator[Reason]:
        """What others like: the shopper's segment before everybody."""
        if self._recommender is None or product.product_id not in self._recommender.index:
            return
        row = self._recommender.index[product.product_id]
        segments = self._recommender.segments
        segment = self._profile.segment
        if segment is not None and parts.get("segment", 0) > 0 and _is_top(segments.score(segment), row):
            yield Reason("popular_segment", {"segment": segments.names[segment].split(",")[0].lower()})
        elif _is_top(self._recommender.popularity.score(self._profile.history), row):
            yield Reason("popular")

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

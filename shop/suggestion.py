"""A product put forward to a shopper, with what speaks for it and against it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shop.product import Product


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a product is shown: a code such as "because_bought" and the values its wording needs.

    The wording itself is the response `utter_reason_<code>` of the bot's domain.
    """

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Caution:
    """What buyers complained about: `support` of `reviews` reviews name `aspect`; `whom` are those among them of whom
    that is known, where it matters to this shopper. `disputed` where nearly as many say the opposite."""

    aspect: str
    support: int
    reviews: int
    whom: tuple[str, ...] = ()
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`parts` are the named scores whose weighted sum is `score` (no unit, higher is better);
    `product` is what was sold under the id at that moment, where it has been read already."""

    product_id: str
    score: float
    parts: Mapping[str, float] = field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()
    caution: Caution | None = None
    product: Product | None = field(default=None, compare=False, repr=False)

"""The shapes of what the advisor answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from advisor.wish import Wish
from shop.product import Product
from shop.suggestion import Suggestion


@dataclass(frozen=True, slots=True)
class Suggestions:
    """`items` best first. Where nothing fits, `obstacle` names the limit in the way
    (a field of Filters) and `relaxed` is the nearest wish that has results, if any."""

    items: tuple[Suggestion, ...] = ()
    obstacle: str = ""
    relaxed: Wish | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a comparison: a value for each product, "" where it is not known."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Products side by side, on what differs."""

    titles: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """An answer to a question: `code` names the response `utter_<code>`, `values` fill it."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShopAnswer:
    """What the shop's FAQ says: the question as it stands there, the answer word for word, its link ("" where
    there is none), and other questions that may have been meant."""

    question: str
    answer: str
    link: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CartLine:
    """`quantity` pieces of a product in the shopper's cart."""

    product: Product
    size: str = ""
    color: str = ""
    quantity: int = 1

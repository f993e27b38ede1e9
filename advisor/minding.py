"""What shoppers say that they mind: read out of their words, and kept."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from advisor.shopper import Shopper
from knowledge.cares import Care, Cares
from shop.product import Product
from shop.storage.concerns import drop_concerns, load_concerns, save_concerns
from shop.storage.database import Database

#: Of the body: it does not change with what is looked for.
BODY = frozenset(("fit_small", "fit_large", "length", "comfort"))
#: Of the body as well, but said of a product it tells nothing of who says it.
_OF_PRODUCT = re.compile(r"comf|wide[- ]fit|long enough|toe ?box|arch support")
#: Somebody else's feet are no lasting concern of the shopper.
_OTHERS = re.compile(
    r"\b(?:she|he|her|his|him|hers|wife|husband|son|daughter|girlfriend|boyfriend|partner|friend|mum|mom|mother|dad|"
    r"father|brother|sister|kid|kids|child|children|toddler|baby|gift|present)\b",
    re.IGNORECASE,
)
#: Why something is not wanted, but no fault of its own: the colour is a matter of taste, the price is on the card.
_NO_FAULT = frozenset(("colour", "price", "not_as_described", "missing_parts"))
#: "The last one" says nothing of how long it lasts.
_POINTER = re.compile(
    r"\b(?:the|this|that)\s+last\b|\blast (?:one|two|order|week|month|year)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Noted:
    """What a message says: the aspects that are `minded`, those of them that are `new`, those `spared`, which do not
    matter, and those of them that did until now: `dropped`."""

    minded: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


class Minding:
    """Keeps what shoppers mind: what is of the body with the customer where a profile may be kept, all else with
    the conversation. Thread-safe."""

    def __init__(self, db: Database, cares: Callable[[], Cares], clock: Callable[[], datetime]) -> None:
        self._db, self._cares, self._clock = db, cares, clock

    def of_words(self, words: str) -> frozenset[str]:
        """The aspects that words, such as those of a wish, ask to be in order."""
        return (
            frozenset(care.aspect for care in self._cares().read(words) if care.wanted)
            if words
            else frozenset()
        )

    def let_go(self, text: str, words: str = "") -> tuple[str, ...]:
        """The phrases of a message, and of the `words` of the wish before it, for what need not be: "waterproof" of
        "it doesn't have to be waterproof", and "quiet" where noise is no matter."""
        spared = [care for care in self._cares().read(text) if not care.wanted]
        aspects = {care.aspect for care in spared}
        known = [care for care in self._cares().read(words) if care.aspect in aspects] if aspects else []
        return tuple(care.words for care in (*spared, *known))

    def hear(self, shopper: Shopper, text: str, carried: Collection[str] = ()) -> Noted:
        """Keeps what the message says. What the wish itself carries already is kept only where it is of the
        shopper's body."""
        cares = self._cares().read(text)
        if not cares:
            return Noted()
        known, wanted = set(self.stated(shopper)), [care for care in cares if care.wanted]
        lasting = _OTHERS.search(text) is None
        bodily = {care.aspect for care in wanted if lasting and _is_bodily(care)} - known
        passing = {care.aspect for care in wanted} - bodily - known - {*carried}
        spared = tuple(care.aspect for care in cares if not care.wanted)
        dropped = tuple(aspect for aspect in spared if aspect in self.kept(shopper)) if spared else ()
        self._keep(shopper.owner, bodily)
        self._keep(shopper.conversation_id, passing)
        self._drop(_owners(shopper), dropped, reasons=True)
        minded = tuple(care.aspect for care in wanted)
        return Noted(
            minded, tuple(aspect for aspect in minded if aspect in bodily | passing), spared, dropped
        )

    def stated(self, shopper: Shopper) -> tuple[str, ...]:
        """The aspects that the shopper said they mind."""
        kept = load_concerns(self._db, shopper.owner, shopper.conversation_id)
        return tuple(dict.fromkeys(concern.aspect for concern in kept if not concern.product_id))

    def kept(self, shopper: Shopper) -> tuple[str, ...]:
        """The aspects kept of what the shopper said: what they mind, and why they did not want a product."""
        kept = load_concerns(self._db, shopper.owner, shopper.conversation_id)
        return tuple(dict.fromkeys(concern.aspect for concern in kept))

    def because(self, shopper: Shopper, products: Iterable[Product], text: str) -> tuple[str, ...]:
        """Keeps and returns why these products were disliked or sent back, where the words say so."""
        found: set[str] = set()
        for product in products:
            named = re.compile("|".join(map(re.escape, _words(product))) or r"(?!)", re.IGNORECASE)
            said = self._cares().told_of(_POINTER.sub(" ", named.sub(" ", text))) - _NO_FAULT
            if shopper.owner and said:
                save_concerns(self._db, shopper.owner, said, self._clock(), product.product_id)
                found |= said
        return tuple(sorted(found))

    def begin_anew(self, shopper: Shopper) -> None:
        """Forgets what this conversation was about; what is of the body stays."""
        self._drop([shopper.conversation_id], set(self.stated(shopper)) - BODY)

    def forget(self, shopper: Shopper) -> None:
        """Forgets all that the shopper said they mind."""
        self._drop(_owners(shopper), self.kept(shopper), reasons=True)

    def _keep(self, owner: str, aspects: Collection[str]) -> None:
        if owner and aspects:
            save_concerns(self._db, owner, aspects, self._clock())

    def _drop(self, owners: Collection[str], aspects: Collection[str], reasons: bool = False) -> None:
        if aspects:
            drop_concerns(self._db, owners, aspects, reasons)


def _owners(shopper: Shopper) -> list[str]:
    return [owner for owner in (shopper.owner, shopper.conversation_id) if owner]


def _is_bodily(care: Care) -> bool:
    return care.aspect in BODY and _OF_PRODUCT.search(care.words) is None


def _words(product: Product) -> list[str]:
    """What the product is called by, longest first: a rain jacket is not sent back for the rain."""
    text = " ".join((product.title, product.category, product.brand))
    return sorted(set(re.findall(r"[^\W_]{3,}", text)), key=lambda word: -len(word))

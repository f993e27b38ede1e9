"""The shop's business rules at this moment: what they exclude, lift, lower and pin."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from shop.product import Product
from shop.rule import Rule

Kinds = Mapping[tuple[str, str], Sequence[Product]]


@dataclass(frozen=True, slots=True)
class Pin:
    """The best placed of these products stands at `place` (from 1)."""

    place: int
    products: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ruling:
    """The rules in force as they fall on one catalogue: `lifts` are boosts less burials by product id."""

    excluded: frozenset[str] = frozenset()
    lifts: Mapping[str, float] = field(default_factory=dict)
    pins: tuple[Pin, ...] = ()

    @classmethod
    def of(cls, rules: Iterable[Rule], products: Mapping[str, Product]) -> "Ruling":
        """What these rules do to these products; of pins for one place the first by id has it."""
        kinds = _by_kind(products)
        excluded: set[str] = set()
        lifts: dict[str, float] = {}
        pins: list[Pin] = []
        for rule in sorted(rules, key=lambda rule: (rule.place, rule.rule_id)):
            hits = _hits(rule, kinds)
            if rule.action == "exclude":
                excluded |= hits
            elif rule.action == "pin":
                pins.append(Pin(rule.place, hits))
            else:
                for key in hits:
                    lifts[key] = lifts.get(key, 0.0) + (
                        rule.strength if rule.action == "boost" else -rule.strength
                    )
        return cls(frozenset(excluded), lifts, tuple(pins))

    @property
    def pinned(self) -> frozenset[str]:
        """The products that a pin may bring up."""
        return frozenset[str]().union(*(pin.products for pin in self.pins))

    def without_pins(self) -> "Ruling":
        return Ruling(self.excluded, self.lifts)


NO_RULES = Ruling()


class HouseRules:
    """Hands out the ruling of a moment; rules that came or went are heeded at the next request.

    `version` says cheaply which rules are in the database, `load` reads them. Thread-safe.
    """

    def __init__(self, version: Callable[[], int], load: Callable[[], Sequence[Rule]]) -> None:
        self._version = version
        self._load = load
        self._read = 0
        self._rules: Sequence[Rule] = ()
        self._made: tuple[tuple[Rule, ...], Mapping[str, Product], Ruling] = ((), {}, NO_RULES)
        self._reading = Lock()

    def of(self, products: Mapping[str, Product], now: datetime) -> Ruling:
        """What the rules that hold `now` do to these products (by id)."""
        in_force = tuple(rule for rule in self._newest() if rule.in_force(now))
        made_of, made_for, ruling = self._made
        if not in_force:
            return NO_RULES
        if made_of != in_force or made_for is not products:
            ruling = Ruling.of(in_force, products)
            self._made = in_force, products, ruling
        return ruling

    def _newest(self) -> Sequence[Rule]:
        version = self._version()
        if version != self._read:
            with self._reading:
                if version != self._read:
                    self._rules, self._read = tuple(self._load()), version
        return self._rules


def _by_kind(products: Mapping[str, Product]) -> Kinds:
    """The products by brand and type: of these there are few, and most rules are about nothing else."""
    kinds: dict[tuple[str, str], list[Product]] = defaultdict(list)
    for product in products.values():
        kinds[product.brand, product.product_type].append(product)
    return kinds


def _hits(rule: Rule, kinds: Kinds) -> frozenset[str]:
    found = (product for kind, members in kinds.items() if rule.hits_kind(*kind) for product in members)
    return frozenset(product.product_id for product in found if rule.hits(product))

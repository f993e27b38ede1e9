"""The tallies of a whole shop in arrays, so that they can be added up any way within a moment."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from knowledge.tally import Tally
from shop.review_summary import Burst

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What reviews come to, by product, month and aspect; the numbers in the arrays are places in the lists.

    `written` has a column per product and month: product, month, and `written_reviews` the reviews; `voiced` one per
    product, month and aspect: product, month, aspect, and `voiced_support`. `manner` has one per product and aspect:
    product, aspect; `manner_sums` are its support, severity, buyers, and told, as a Voiced has them. `bursts` and
    `requests` (feature, sentence) stand beside the place of their product.
    """

    products: tuple[str, ...]
    months: tuple[str, ...]
    aspects: tuple[str, ...]
    written: Rows
    written_reviews: Floats
    voiced: Rows
    voiced_support: Floats
    manner: Rows
    manner_sums: Floats
    bursts: tuple[tuple[int, Burst], ...]
    requests: tuple[tuple[int, str, str], ...]

    @classmethod
    def of(cls, tallies: Iterable[tuple[str, Tally]]) -> "Ledger":
        """Reads the tallies one by one: only their numbers, bursts and requests stay, no quotes."""
        draft = _Draft()
        for product_id, tally in tallies:
            if tally.months:
                draft.add(product_id, tally)
        return draft.finished()

    def patched(self, changed: Mapping[str, Tally]) -> "Ledger":
        """With these products counted anew; an empty tally is one of a product without reviews."""
        fresh = Ledger.of(changed.items())
        stays = np.array([key not in changed for key in self.products], np.bool_)
        rows, first = np.where(stays, np.cumsum(stays) - 1, -1), int(stays.sum())
        months = tuple(dict.fromkeys((*self.months, *fresh.months)))
        aspects = tuple(dict.fromkeys((*self.aspects, *fresh.aspects)))
        row, month = np.arange(len(fresh.products)) + first, _places(fresh.months, months)
        aspect = _places(fresh.aspects, aspects)
        kept = (key for key, stay in zip(self.products, stays, strict=True) if stay)
        return Ledger(
            (*kept, *fresh.products),
            months,
            aspects,
            *_joined(
                self.written, self.written_reviews, rows, fresh.written, fresh.written_reviews, (row, month)
            ),
            *_joined(
                self.voiced,
                self.voiced_support,
                rows,
                fresh.voiced,
                fresh.voiced_support,
                (row, month, aspect),
            ),
            *_joined(self.manner, self.manner_sums, rows, fresh.manner, fresh.manner_sums, (row, aspect)),
            (
                *((int(rows[place]), burst) for place, burst in self.bursts if stays[place]),
                *((place + first, burst) for place, burst in fresh.bursts),
            ),
            (
                *(
                    (int(rows[place]), feature, text)
                    for place, feature, text in self.requests
                    if stays[place]
                ),
                *((place + first, feature, text) for place, feature, text in fresh.requests),
            ),
        )


@dataclass(slots=True)
class _Draft:
    """Rows of numbers one after the other in plain arrays, since lists of tuples take five times the memory."""

    products: list[str] = field(default_factory=list)
    months: dict[str, int] = field(default_factory=dict)
    aspects: dict[str, int] = field(default_factory=dict)
    written: "array[float]" = field(default_factory=lambda: array("d"))
    voiced: "array[float]" = field(default_factory=lambda: array("d"))
    manner: "array[float]" = field(default_factory=lambda: array("d"))
    bursts: list[tuple[int, Burst]] = field(default_factory=list)
    requests: list[tuple[int, str, str]] = field(default_factory=list)

    def add(self, product_id: str, tally: Tally) -> None:
        row = len(self.products)
        self.products.append(product_id)
        for key, counted in tally.months.items():
            month = self.months.setdefault(key, len(self.months))
            self.written.extend((row, month, counted.reviews))
            for aspect, support in counted.support.items():
                self.voiced.extend((row, month, self._aspect(aspect), support))
        for aspect, voiced in tally.aspects.items():
            sums = (voiced.support, voiced.severity, voiced.buyers, voiced.told)
            self.manner.extend((row, self._aspect(aspect), *sums))
        self.bursts += [(row, burst) for burst in tally.bursts]
        self.requests += [(row, feature, sentence) for feature, sentence in tally.requests]

    def _aspect(self, name: str) -> int:
        return self.aspects.setdefault(name, len(self.aspects))

    def finished(self) -> Ledger:
        written, reviews = _columns(self.written, 2, 1)
        voiced, support = _columns(self.voiced, 3, 1)
        manner, sums = _columns(self.manner, 2, 4)
        return Ledger(
            tuple(self.products),
            tuple(self.months),
            tuple(self.aspects),
            written,
            reviews[0],
            voiced,
            support[0],
            manner,
            sums,
            tuple(self.bursts),
            tuple(self.requests),
        )


def _columns(numbers: "array[float]", places: int, sums: int) -> tuple[Rows, Floats]:
    """The columns of a table, those that are places and those that are sums, each an array."""
    table = np.array(numbers, np.float64).reshape(-1, places + sums).T
    return table[:places].astype(np.int32), table[places:].copy()


def _places(names: Sequence[str], among: Sequence[str]) -> npt.NDArray[np.int64]:
    places = {name: place for place, name in enumerate(among)}
    return np.array([places[name] for name in names], np.int64)


def _joined(
    places: Rows,
    sums: Floats,
    rows: npt.NDArray[np.int64],
    fresh: Rows,
    fresh_sums: Floats,
    maps: tuple[npt.NDArray[np.int64], ...],
) -> tuple[Rows, Floats]:
    """A table whose products moved to `rows` (below 0: they are gone), then a fresh one, its places read off `maps`."""
    kept = rows[places[0]] >= 0
    old = np.concatenate((rows[places[:1, kept]], places[1:, kept]))
    new = np.array([at[column] for at, column in zip(maps, fresh, strict=True)])
    joined = np.concatenate((old, new), axis=1).astype(np.int32)
    return joined, np.concatenate((sums[..., kept], fresh_sums), axis=-1)

"""The complaint board: what a shop's merchandisers look at first."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import nan

import numpy as np
import numpy.typing as npt

from knowledge.ageing import Ageing
from knowledge.grouping import Group, Grouping, Selection
from knowledge.ledger import Floats, Ledger
from knowledge.movers import Trend, trend
from knowledge.quotes import QUOTES, pick_quotes
from knowledge.rates import Prior
from knowledge.shares import Shares
from knowledge.summaries import LEAST_SUPPORT, whom_of
from knowledge.tally import UNDATED, Tally, Voiced, merged
from knowledge.usual import EVERYWHERE, Usual
from shop.complaint import Complaint, Quote
from shop.product import Product
from shop.review_summary import Burst

#: Reads the tallies of these products.
ReadTallies = Callable[[Iterable[str]], Mapping[str, Tally]]
Places = npt.NDArray[np.int64]
MONTHS = 12
#: Quotes of a category come from so many of its products, those with most such complaints.
SOURCES = 12
MOST_BURSTS = 3
RECENT = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class MonthCount:
    """`support` of the `reviews` of a month ("2026-05") voice the complaint."""

    month: str
    reviews: int
    support: int


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One aspect of one group.

    `complaint.usual` is NaN on the shop's own board, which has nothing to be held against. `rose` is the probability
    that the share rose lately, NaN where too little was written; `mover` says that this is sure enough to act on.
    `risk` is by how much more buyers than usual meet it, weighed by how sure that is and how bad it is. `bursts` are
    the largest of `burst_count`.
    """

    group: Group
    complaint: Complaint
    rose: float
    mover: bool
    risk: float
    months: tuple[MonthCount, ...]
    bursts: tuple[Burst, ...]
    burst_count: int


@dataclass(frozen=True, slots=True)
class _Counted:
    """Sums by cell, a cell being an aspect of a group; those of reviews are by group."""

    support: Floats
    aged: Floats
    late: Floats
    early: Floats
    severity: Floats
    buyers: Floats
    told: Floats
    reviews: Floats
    aged_reviews: Floats
    late_reviews: Floats
    early_reviews: Floats


class Board:
    """The rows of a selection, worst movers first.

    First come the aspects whose share rose lately, by the rise times how much surer than a coin it is that it rose at
    all (knowledge.movers); a rise that may be chance, and one of too few reviews, counts as none. All others follow
    by risk, then by share. A row needs LEAST_SUPPORT reviews that complain.
    Complaints about the aspects `of_shop` (delivery) are on the shop's own board alone.
    """

    def __init__(
        self,
        ledger: Ledger,
        products: Mapping[str, Product],
        selection: Selection,
        usual: Usual,
        of_shop: Collection[str],
        now: datetime,
    ) -> None:
        self._ledger, self._selection, self._usual, self._now = ledger, selection, usual, now
        self._ageing, self._of_shop = Ageing(now), frozenset(of_shop)
        self._grouping = Grouping.of(ledger.products, products, selection)
        self._counted = self._count()
        self.months = tuple(_months(now))
        self._rank(self._shown())

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self._cells)

    @property
    def aspects(self) -> tuple[str, ...]:
        """The aspects that the rows are about, by name."""
        found = np.unique(self._cells % max(1, self._width))
        return tuple(sorted(self._ledger.aspects[place] for place in found))

    def rows(self, offset: int, limit: int, read: ReadTallies) -> list[BoardRow]:
        """`limit` rows from `offset` on; their quotes are read by `read`, from a few products each."""
        places = np.arange(offset, min(offset + limit, self.total))
        if not len(places):
            return []
        cells = self._cells[places]
        voiced, series = self._voiced(cells, read), self._series(cells)
        low, high = self._shares[places].interval
        bursts = self._bursts(cells)
        return [
            self._row(place, float(low[n]), float(high[n]), voiced[n], series[n], bursts[n])
            for n, place in enumerate(places.tolist())
        ]

    # Counting

    @property
    def _width(self) -> int:
        return len(self._ledger.aspects)

    def _count(self) -> _Counted:
        ledger, codes = self._ledger, self._grouping.codes
        groups, size = len(self._grouping.groups), len(self._grouping.groups) * self._width
        weight = np.array([self._ageing.weight(key) for key in ledger.months], np.float64)
        late = np.array([self._ageing.is_lately(key) for key in ledger.months], np.bool_)
        early = np.array([key != UNDATED for key in ledger.months], np.bool_) & ~late
        row, month = ledger.written
        reviews = _Sums(codes[row], ledger.written_reviews, groups)
        row, spoken, aspect = ledger.voiced
        support = _Sums(_cells(codes[row], aspect, self._width), ledger.voiced_support, size)
        row, aspect = ledger.manner
        manner = [_Sums(_cells(codes[row], aspect, self._width), sums, size) for sums in ledger.manner_sums]
        return _Counted(
            *(support.by(scale) for scale in (None, weight[spoken], late[spoken], early[spoken])),
            *(sums.by() for sums in manner[1:]),
            *(reviews.by(scale) for scale in (None, weight[month], late[month], early[month])),
        )

    def _shown(self) -> Places:
        """The cells that may be rows."""
        support, ledger = np.round(self._counted.support), self._ledger
        aspects = [self._shows_aspect(aspect) for aspect in ledger.aspects]
        groups = [
            reviews >= self._selection.least_reviews and self._shows_group(group)
            for group, reviews in zip(self._grouping.groups, self._counted.reviews, strict=True)
        ]
        wanted = np.outer(np.array(groups, np.bool_), np.array(aspects, np.bool_)).ravel()
        return np.flatnonzero(wanted & (support >= LEAST_SUPPORT)).astype(np.int64)

    def _shows_aspect(self, aspect: str) -> bool:
        own = self._selection.by == "shop" or aspect not in self._of_shop
        return own and self._selection.aspect in ("", aspect)

    def _shows_group(self, group: Group) -> bool:
        return not self._selection.text or group.holds(self._selection.text)

    # Ranking

    def _rank(self, cells: Places) -> None:
        """Puts the cells in order, with what they are ranked by."""
        counted, group = self._counted, cells // max(1, self._width)
        mean, strength = self._priors(cells)
        shares = Shares.of(counted.aged[cells], counted.aged_reviews[group], mean, strength)
        share, sure = np.round(shares.mean, 4), np.round(shares.sure, 4)
        moved = trend(
            (counted.late[cells], counted.late_reviews[group]),
            (counted.early[cells], counted.early_reviews[group]),
            share,
        )
        severity = counted.severity[cells] / counted.support[cells]
        risk = np.round(np.minimum(1.0, np.maximum(0.0, share - mean) * sure * (0.5 + severity)), 4)
        order = np.lexsort((-share, -risk, -moved.weight))
        self._cells, self._shares = cells[order], shares[order]
        self._means, self._share, self._sure = mean[order], share[order], sure[order]
        self._trend, self._risk = Trend(moved.rise[order], moved.sure[order]), risk[order]

    def _priors(self, cells: Places) -> tuple[Floats, Floats]:
        """What is usual: in the category of a product, in the whole shop of a category or a brand."""
        known: dict[tuple[str, int], Prior] = {}
        found = np.empty((len(cells), 2), np.float64)
        for row, cell in enumerate(cells.tolist()):
            place, aspect = divmod(cell, self._width)
            of_product = self._selection.by == "product"
            category = self._grouping.groups[place].category if of_product else EVERYWHERE
            if (category, aspect) not in known:
                known[category, aspect] = self._prior(category, self._ledger.aspects[aspect])
            prior = known[category, aspect]
            found[row] = prior.mean, prior.strength
        return found[:, 0], found[:, 1]

    def _prior(self, category: str, aspect: str) -> Prior:
        return Prior(0.0, 1.0) if self._selection.by == "shop" else self._usual.of(category, aspect)

    # Rows

    def _row(
        self,
        place: int,
        low: float,
        high: float,
        voiced: Voiced,
        months: tuple[MonthCount, ...],
        bursts: Sequence[Burst],
    ) -> BoardRow:
        cell, counted = int(self._cells[place]), self._counted
        group, aspect = divmod(cell, self._width)
        complaint = Complaint(
            self._ledger.aspects[aspect],
            float(self._share[place]),
            round(counted.support[cell]),
            round(counted.reviews[group]),
            self._quotes(voiced.quotes),
            low=round(low, 4),
            high=round(high, 4),
            usual=nan if self._selection.by == "shop" else round(float(self._means[place]), 4),
            sure=float(self._sure[place]),
            severity=round(float(counted.severity[cell] / counted.support[cell]), 3),
            trend=float(self._trend.rise[place]),
            verified=round(float(counted.buyers[cell] / counted.told[cell]), 3)
            if counted.told[cell]
            else nan,
            whom=whom_of(voiced),
        )
        return BoardRow(
            self._grouping.groups[group],
            complaint,
            round(float(self._trend.sure[place]), 4),
            bool(self._trend.weight[place] > 0),
            float(self._risk[place]),
            months,
            tuple(bursts[:MOST_BURSTS]),
            len(bursts),
        )

    def _quotes(self, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
        """The best of the last year, of all time where these are too few; the newest first."""
        recent = pick_quotes(quote for quote in quotes if quote.at and self._now - quote.at < RECENT)
        chosen = recent if len(recent) == QUOTES else pick_quotes(quotes)
        return tuple(
            sorted(chosen, key=lambda quote: quote.at.timestamp() if quote.at else 0.0, reverse=True)
        )

    def _voiced(self, cells: Places, read: ReadTallies) -> list[Voiced]:
        """Per cell what its products with most such complaints have to say."""
        row, aspect = self._ledger.manner
        of = _cells(self._grouping.codes[row], aspect, self._width)
        among = np.flatnonzero(np.isin(of, cells))
        among = among[np.lexsort((-self._ledger.manner_sums[0][among], of[among]))]
        sources: dict[int, list[str]] = {}
        for cell, product in zip(of[among].tolist(), row[among].tolist(), strict=True):
            found = sources.setdefault(cell, [])
            if len(found) < SOURCES:
                found.append(self._ledger.products[product])
        tallies = read(dict.fromkeys(key for keys in sources.values() for key in keys))
        return [
            _said(
                self._ledger.aspects[cell % self._width],
                [tallies[key] for key in sources[cell] if key in tallies],
            )
            for cell in cells.tolist()
        ]

    def _series(self, cells: Places) -> list[tuple[MonthCount, ...]]:
        """Per cell its last months, the oldest first."""
        slots = {key: slot for slot, key in enumerate(self.months)}
        slot = np.array([slots.get(key, -1) for key in self._ledger.months], np.int64)
        row, month, aspect = self._ledger.voiced
        of = _cells(self._grouping.codes[row], aspect, self._width)
        support = _table(of, slot[month], self._ledger.voiced_support, cells)
        row, month = self._ledger.written
        groups = np.unique(cells // self._width)
        reviews = _table(self._grouping.codes[row], slot[month], self._ledger.written_reviews, groups)
        places = np.searchsorted(groups, cells // self._width)
        return [
            tuple(
                MonthCount(key, round(reviews[place, n]), round(support[at, n]))
                for n, key in enumerate(self.months)
            )
            for at, place in enumerate(places.tolist())
        ]

    def _bursts(self, cells: Places) -> list[list[Burst]]:
        """Per cell the bursts of its group, the largest first."""
        found: dict[int, list[Burst]] = {place: [] for place in (cells // self._width).tolist()}
        for row, burst in sorted(self._ledger.bursts, key=lambda item: -item[1].reviews):
            place = int(self._grouping.codes[row])
            if place in found:
                found[place].append(burst)
        return [found[place] for place in (cells // self._width).tolist()]


class _Sums:
    """Adds numbers up by where they belong; what belongs nowhere (a place below 0) is left out."""

    def __init__(self, places: Places, numbers: Floats, size: int) -> None:
        self._kept = places >= 0
        self._places, self._numbers, self._size = places[self._kept], numbers[self._kept], size

    def by(self, scale: npt.NDArray[np.float64] | npt.NDArray[np.bool_] | None = None) -> Floats:
        numbers = self._numbers if scale is None else self._numbers * scale[self._kept]
        sums: Floats = np.bincount(self._places, numbers, self._size)
        return sums


def _cells(codes: Places, aspects: npt.NDArray[np.int32], width: int) -> Places:
    """The cells of groups and aspects, below 0 where there is no group."""
    return codes * width + np.where(codes >= 0, aspects, 0)


def _table(of: Places, slot: Places, numbers: Floats, wanted: Places) -> Floats:
    """(wanted, MONTHS): the sums of what belongs to each of the wanted places, by month."""
    order = np.argsort(wanted)
    kept = np.flatnonzero(np.isin(of, wanted) & (slot >= 0))
    rows = order[np.searchsorted(wanted, of[kept], sorter=order)]
    sums: Floats = np.bincount(rows * MONTHS + slot[kept], numbers[kept], len(wanted) * MONTHS)
    return sums.reshape(len(wanted), MONTHS)


def _said(aspect: str, tallies: Sequence[Tally]) -> Voiced:
    """What the tallies have of the aspect, together."""
    only = [Tally(aspects={aspect: tally.aspects[aspect]}) for tally in tallies if aspect in tally.aspects]
    return merged(only).aspects.get(aspect, Voiced())


def _months(now: datetime) -> list[str]:
    """The last MONTHS months, this one last, such as "2026-05"."""
    this = now.year * 12 + now.month - 1
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(this - MONTHS + 1, this + 1)]

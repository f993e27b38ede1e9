"""The complaint board: what a shop's merchandisers look at first."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from math import nan

import numpy as np

from knowledge.ageing import Aged, Ageing
from knowledge.board_counts import Counted, Places
from knowledge.board_details import Details, ReadTallies
from knowledge.board_row import BoardRow, MonthCount, last_months
from knowledge.grouping import Group, Grouping, Selection
from knowledge.ledger import Floats, Ledger
from knowledge.movers import Trend, trend
from knowledge.quotes import QUOTES, pick_quotes
from knowledge.rates import Prior
from knowledge.shares import Shares, risk
from knowledge.summaries import LEAST_SUPPORT, whom_of
from knowledge.tally import Voiced
from knowledge.usual import EVERYWHERE, Usual
from shop.complaint import Complaint, Quote
from shop.product import Product
from shop.review_summary import Burst

MOST_BURSTS = 3
RECENT = timedelta(days=365)
#: Nothing is usual for the whole shop; its share is drawn towards none by one review's weight.
NOTHING_USUAL = Prior(0.0, 1.0)


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
        self.months = last_months(now)
        self._ledger, self._selection, self._usual, self._now = ledger, selection, usual, now
        self._of_shop, self._width = frozenset(of_shop), len(ledger.aspects)
        self._grouping = Grouping.of(ledger.products, products, selection)
        self._groups = self._grouping.groups
        self._counted = Counted.of(ledger, self._grouping.codes, len(self._groups), Ageing(now))
        self._rank(self._shown())

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self._cells)

    @property
    def movers(self) -> int:
        """How many of them surely rose."""
        return int((self._trend.weight > 0).sum())

    @property
    def aspects(self) -> tuple[str, ...]:
        """The aspects that there are complaints about, whichever the selection shows."""
        support = self._counted.support.reshape(len(self._groups), self._width).max(axis=0, initial=0.0)
        enough = zip(self._ledger.aspects, np.round(support).tolist(), strict=True)
        return tuple(sorted(name for name, most in enough if most >= LEAST_SUPPORT and self._counts(name)))

    def rows(self, offset: int, limit: int, read: ReadTallies) -> list[BoardRow]:
        """`limit` rows from `offset` on; their quotes are read by `read`, from a few products each."""
        places = np.arange(offset, min(offset + limit, self.total))
        if not len(places):
            return []
        cells, details = self._cells[places], Details(self._ledger, self._grouping.codes)
        low, high = (np.round(ends, 4).tolist() for ends in self._shares[places].interval)
        found = zip(
            places.tolist(),
            low,
            high,
            details.voiced(cells, read),
            details.series(cells, self.months),
            details.bursts(cells),
            strict=True,
        )
        return [self._row(*parts) for parts in found]

    # What is shown, in which order

    def _shown(self) -> Places:
        """The cells that may be rows."""
        asked = self._selection
        aspects = [self._counts(name) and asked.aspect in ("", name) for name in self._ledger.aspects]
        groups = [not asked.text or group.holds(asked.text) for group in self._groups]
        wanted = np.outer(np.array(groups, np.bool_), np.array(aspects, np.bool_))
        wanted &= (self._counted.reviews >= asked.least_reviews)[:, None]
        return np.flatnonzero(wanted.ravel() & (np.round(self._counted.support) >= LEAST_SUPPORT)).astype(
            np.int64
        )

    def _counts(self, aspect: str) -> bool:
        return self._selection.by == "shop" or aspect not in self._of_shop

    def _rank(self, cells: Places) -> None:
        """Puts the cells in order, with what they are ranked by."""
        counted, group = self._counted, cells // max(1, self._width)
        mean, strength = self._priors(cells)
        shares = Shares.of(counted.aged[cells], counted.aged_reviews[group], mean, strength)
        share, sure = np.round(shares.mean, 4), np.round(shares.sure, 4)
        late = counted.late[cells], counted.late_reviews[group]
        moved = trend(late, (counted.early[cells], counted.early_reviews[group]), share)
        severity = counted.severity[cells] / counted.support[cells]
        risks = np.round(risk(share, mean, sure, severity), 4)
        order = np.lexsort((-share, -risks, -moved.weight))
        self._cells, self._shares = cells[order], shares[order]
        self._means, self._share, self._sure = mean[order], share[order], sure[order]
        self._trend, self._risk = Trend(moved.rise[order], moved.sure[order]), risks[order]

    def _priors(self, cells: Places) -> tuple[Floats, Floats]:
        """What is usual among others: in the category of a product, in the whole shop of a category or a brand."""
        priors = [self._prior(cell) for cell in cells.tolist()]
        found = np.array([(prior.mean, prior.strength) for prior in priors], np.float64).reshape(-1, 2)
        return found[:, 0], found[:, 1]

    def _prior(self, cell: int) -> Prior:
        if self._selection.by == "shop":
            return NOTHING_USUAL
        group, aspect = self._named(cell)
        counted = self._counted
        own = Aged(float(counted.aged_reviews[cell // self._width]), {aspect: float(counted.aged[cell])})
        category = group.category if self._selection.by == "product" else EVERYWHERE
        return self._usual.of(category, aspect, own)

    def _named(self, cell: int) -> tuple[Group, str]:
        place, aspect = divmod(cell, self._width)
        return self._groups[place], self._ledger.aspects[aspect]

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
        group, aspect = self._named(cell)
        told = float(counted.told[cell])
        complaint = Complaint(
            aspect,
            float(self._share[place]),
            round(counted.support[cell]),
            round(counted.reviews[cell // self._width]),
            self._quotes(voiced.quotes),
            low=low,
            high=high,
            usual=nan if self._selection.by == "shop" else round(float(self._means[place]), 4),
            sure=float(self._sure[place]),
            severity=round(float(counted.severity[cell] / counted.support[cell]), 3),
            trend=float(self._trend.rise[place]),
            verified=round(float(counted.buyers[cell]) / told, 3) if told else nan,
            whom=whom_of(voiced),
        )
        rose, mover = round(float(self._trend.sure[place]), 4), bool(self._trend.weight[place] > 0)
        at_risk = float(self._risk[place])
        return BoardRow(
            group, complaint, rose, mover, at_risk, months, tuple(bursts[:MOST_BURSTS]), len(bursts)
        )

    def _quotes(self, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
        """The best of the last year, of all time where these are too few; the newest first."""
        recent = pick_quotes(quote for quote in quotes if quote.at and self._now - quote.at < RECENT)
        chosen = recent if len(recent) == QUOTES else pick_quotes(quotes)
        return tuple(sorted(chosen, key=lambda quote: -quote.at.timestamp() if quote.at else 0.0))

"""What stands behind the rows of a board: the words, the months and the bursts of some cells."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from knowledge.board_counts import Places, by_month, cells_of
from knowledge.board_row import MonthCount
from knowledge.ledger import Ledger
from knowledge.tally import Tally, Voiced, merged
from shop.review_summary import Burst

#: Reads the tallies of these products.
ReadTallies = Callable[[Iterable[str]], Mapping[str, Tally]]
#: The quotes of a row come from so many of its products, those with most such complaints.
SOURCES = 12


class Details:
    """Looks up cells (an aspect of a group each) of a ledger whose products belong to the groups `codes`."""

    def __init__(self, ledger: Ledger, codes: Places) -> None:
        self._ledger, self._codes, self._width = ledger, codes, len(ledger.aspects)

    def voiced(self, cells: Places, read: ReadTallies) -> list[Voiced]:
        """Per cell what its products with most such complaints have to say."""
        sources = self._sources(cells)
        tallies = read(dict.fromkeys(key for keys in sources.values() for key in keys))
        return [
            _said(
                self._ledger.aspects[cell % self._width],
                [tallies[key] for key in sources[cell] if key in tallies],
            )
            for cell in cells.tolist()
        ]

    def _sources(self, cells: Places) -> dict[int, list[str]]:
        row, aspect = self._ledger.manner
        of = cells_of(self._codes[row], aspect, self._width)
        among = np.flatnonzero(np.isin(of, cells))
        among = among[np.lexsort((-self._ledger.manner_sums[0][among], of[among]))]
        sources: dict[int, list[str]] = {}
        for cell, product in zip(of[among].tolist(), row[among].tolist(), strict=True):
            found = sources.setdefault(cell, [])
            if len(found) < SOURCES:
                found.append(self._ledger.products[product])
        return sources

    def series(self, cells: Places, months: Sequence[str]) -> list[tuple[MonthCount, ...]]:
        """Per cell its last months."""
        ledger, codes = self._ledger, self._codes
        slots = {key: slot for slot, key in enumerate(months)}
        slot = np.array([slots.get(key, -1) for key in ledger.months], np.int64)
        row, month, aspect = ledger.voiced
        of = cells_of(codes[row], aspect, self._width)
        support = by_month(of, slot[month], ledger.voiced_support, cells, len(months))
        groups, places = np.unique(cells // self._width, return_inverse=True)
        row, month = ledger.written
        reviews = by_month(codes[row], slot[month], ledger.written_reviews, groups, len(months))
        pairs = zip(reviews[places].tolist(), support.tolist(), strict=True)
        return [
            tuple(
                MonthCount(key, round(n), round(k)) for key, n, k in zip(months, written, voiced, strict=True)
            )
            for written, voiced in pairs
        ]

    def bursts(self, cells: Places) -> list[list[Burst]]:
        """Per cell the bursts of its group, the largest first."""
        groups = (cells // self._width).tolist()
        found: dict[int, list[Burst]] = {group: [] for group in groups}
        for row, burst in sorted(self._ledger.bursts, key=lambda item: -item[1].reviews):
            found.get(int(self._codes[row]), []).append(burst)
        return [found[group] for group in groups]


def _said(aspect: str, tallies: Sequence[Tally]) -> Voiced:
    """What the tallies have of the aspect, together."""
    only = [Tally(aspects={aspect: tally.aspects[aspect]}) for tally in tallies if aspect in tally.aspects]
    return merged(only).aspects.get(aspect, Voiced())

"""The numbers behind a board: a ledger added up by group and aspect."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.ageing import Ageing
from knowledge.ledger import Floats, Ledger
from knowledge.tally import UNDATED

Places = npt.NDArray[np.int64]
Scale = npt.NDArray[np.float64] | npt.NDArray[np.bool_] | None


@dataclass(frozen=True, slots=True)
class Counted:
    """Sums by cell, a cell being an aspect of a group; those of reviews are by group.

    `aged` counts each review less with its age; `late` are the last months, `early` the time before.
    """

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

    @classmethod
    def of(cls, ledger: Ledger, codes: Places, groups: int, ageing: Ageing) -> "Counted":
        """`codes` are the places of the products' groups, below 0 for what does not count."""
        weight = np.array([ageing.weight(key) for key in ledger.months], np.float64)
        late = np.array([ageing.is_lately(key) for key in ledger.months], np.bool_)
        early = np.array([key != UNDATED for key in ledger.months], np.bool_) & ~late
        width, (row, month) = len(ledger.aspects), ledger.written
        reviews = _Sums(codes[row], ledger.written_reviews, groups)
        row, spoken, aspect = ledger.voiced
        support = _Sums(cells_of(codes[row], aspect, width), ledger.voiced_support, groups * width)
        row, aspect = ledger.manner
        places = cells_of(codes[row], aspect, width)
        _, severity, buyers, told = (_Sums(places, sums, groups * width) for sums in ledger.manner_sums)
        return cls(
            *(support.by(scale) for scale in (None, weight[spoken], late[spoken], early[spoken])),
            *(sums.by() for sums in (severity, buyers, told)),
            *(reviews.by(scale) for scale in (None, weight[month], late[month], early[month])),
        )


def cells_of(codes: Places, aspects: npt.NDArray[np.int32], width: int) -> Places:
    """The cells of groups and aspects, below 0 where there is no group."""
    return np.where(codes >= 0, codes * width + aspects, -1)


def by_month(of: Places, slot: Places, numbers: Floats, wanted: Places, months: int) -> Floats:
    """(wanted, months): the sums of what belongs to each of the wanted places, by month."""
    order = np.argsort(wanted)
    kept = np.flatnonzero(np.isin(of, wanted) & (slot >= 0))
    rows = order[np.searchsorted(wanted, of[kept], sorter=order)]
    return _added(rows * months + slot[kept], numbers[kept], len(wanted) * months).reshape(-1, months)


class _Sums:
    """Adds numbers up by where they belong; what belongs nowhere (a place below 0) is left out."""

    def __init__(self, places: Places, numbers: Floats, size: int) -> None:
        self._kept = places >= 0
        self._places, self._numbers, self._size = places[self._kept], numbers[self._kept], size

    def by(self, scale: Scale = None) -> Floats:
        return _added(
            self._places, self._numbers if scale is None else self._numbers * scale[self._kept], self._size
        )


def _added(places: Places, numbers: Floats, size: int) -> Floats:
    return np.bincount(places, numbers, size).astype(np.float64)

"""How much reviews count by their age: makers mend their products."""

from dataclasses import dataclass
from datetime import datetime

from knowledge.tally import UNDATED, Month, Tally

#: After so many months a review counts half.
HALF_LIFE = 24.0
#: What a review without a date counts.
UNDATED_WEIGHT = 0.5
#: This month and those before it that are "lately".
LATELY = 3
#: So many reviews, lately and before, are needed to speak of a trend; as many weigh the share of the whole.
LEAST_TREND = 5.0


@dataclass(frozen=True, slots=True)
class Aged:
    """A tally's reviews, and the support of each aspect, each review counting less with its age."""

    reviews: float
    support: dict[str, float]


class Ageing:
    """The weights of months at the moment `now`."""

    def __init__(self, now: datetime) -> None:
        self._this = now.year * 12 + now.month
        self._known: dict[str, tuple[float, bool]] = {UNDATED: (UNDATED_WEIGHT, False)}

    def aged(self, tally: Tally) -> Aged:
        """What the tally comes to today."""
        reviews, support = 0.0, dict.fromkeys(tally.aspects, 0.0)
        for key, month in tally.months.items():
            weight, _ = self._of(key)
            reviews += weight * month.reviews
            for aspect, number in month.support.items():
                support[aspect] = support.get(aspect, 0.0) + weight * number
        return Aged(reviews, support)

    def parted(self, tally: Tally, aspect: str) -> tuple[float, float, float, float]:
        """Complaints about the aspect and reviews of the last months, then those of the time before; reviews without
        a date are of neither."""
        late, early = Month(), Month()
        for key, month in tally.months.items():
            if key != UNDATED:
                into = late if self.is_lately(key) else early
                into.reviews += month.reviews
                into.support[aspect] = into.support.get(aspect, 0.0) + month.support.get(aspect, 0.0)
        return late.support.get(aspect, 0.0), late.reviews, early.support.get(aspect, 0.0), early.reviews

    def weight(self, key: str) -> float:
        """What a review of this month counts."""
        return self._of(key)[0]

    def is_lately(self, key: str) -> bool:
        """Whether the month is one of the last LATELY."""
        return self._of(key)[1]

    def _of(self, key: str) -> tuple[float, bool]:
        """The weight of a month's reviews, and whether it is lately."""
        known = self._known.get(key)
        if known is None:
            year, month = key.split("-")
            age = max(0, self._this - int(year) * 12 - int(month))
            known = self._known[key] = (0.5 ** (age / HALF_LIFE), age < LATELY)
        return known

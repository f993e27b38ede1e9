"""What the reviews of one product come to, in numbers that can be added up."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from knowledge.aspects import OTHER
from knowledge.bursts import weigh
from knowledge.quotes import pick_quotes
from knowledge.reading import Reading, Remark
from shop.complaint import Quote
from shop.review import Review
from shop.review_summary import Burst

#: How sure a remark must be by the review's rating: who gives five stars seldom complains.
_NEEDED = {1: 0.5, 2: 0.5, 3: 0.55, 4: 0.65, 5: 0.8}
_UNRATED = 0.6
#: Of tallies taken together, so many quotes of each aspect stay.
KEPT_QUOTES = 12
#: The bucket of reviews without a date.
UNDATED = ""


@dataclass(slots=True)
class Voiced:
    """One aspect, as it was complained of: by how many reviews (`support`), how badly on the whole (`severity`, a
    sum), by how many buyers among those of whom that is known, for whom, and in which words."""

    support: float = 0.0
    severity: float = 0.0
    buyers: float = 0.0
    told: float = 0.0
    whom: Counter[str] = field(default_factory=Counter)
    quotes: tuple[Quote, ...] = ()


@dataclass(slots=True)
class Month:
    """`reviews` of one month, and how many of them complained of each aspect."""

    reviews: float = 0.0
    support: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """Everything counted; near-identical reviews of a short time count as one, so that numbers may be broken.

    `months` are by "2026-05", UNDATED for reviews without a date; `fit` counts reviews by direction; `requests` are
    pairs (feature, sentence).
    """

    months: dict[str, Month] = field(default_factory=dict)
    aspects: dict[str, Voiced] = field(default_factory=dict)
    fit: dict[str, float] = field(default_factory=dict)
    requests: list[tuple[str, str]] = field(default_factory=list)
    bursts: tuple[Burst, ...] = ()

    @property
    def reviews(self) -> float:
        return sum(month.reviews for month in self.months.values())

    def to_dict(self) -> dict[str, Any]:
        """The tally as JSON-able values; {} where there are no reviews."""
        if not self.months:
            return {}
        return {
            "months": {key: [round(m.reviews, 3), m.support] for key, m in self.months.items()},
            "aspects": {key: _voiced_values(voiced) for key, voiced in self.aspects.items()},
            "fit": self.fit,
            "requests": self.requests,
            "bursts": [[_stamp(b.first), _stamp(b.last), b.reviews, b.example] for b in self.bursts],
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any], quotes: bool = True) -> "Tally":
        """The tally that `to_dict` wrote, without its `quotes` where they are not wanted: they take longest to read."""
        return cls(
            {key: Month(reviews, support) for key, (reviews, support) in values.get("months", {}).items()},
            {key: _voiced(item, quotes) for key, item in values.get("aspects", {}).items()},
            dict(values.get("fit", {})),
            [(feature, sentence) for feature, sentence in values.get("requests", ())],
            tuple(
                Burst(_moment(first), _moment(last), count, example)
                for first, last, count, example in values.get("bursts", ())
            ),
        )


def count(read: Sequence[tuple[Review, Reading]]) -> Tally:
    """The tally of one product's reviews, each with what was read in it. Empty reviews (stars alone) say nothing."""
    read = [(review, reading) for review, reading in read if review.text.strip() or review.title.strip()]
    weights, bursts = weigh([review for review, _ in read])
    tally, quotes = Tally(bursts=bursts), defaultdict[str, list[Quote]](list)
    for review, reading in read:
        _add(tally, quotes, review, reading, weights[review.review_id])
    for aspect, found in quotes.items():
        tally.aspects[aspect].quotes = pick_quotes(found)
    return tally


def merged(tallies: Sequence[Tally]) -> Tally:
    """All of them together, as of one product, with the first KEPT_QUOTES quotes of each aspect."""
    if len(tallies) == 1:
        return tallies[0]
    whole = Tally()
    for tally in tallies:
        for key, month in tally.months.items():
            into = whole.months.setdefault(key, Month())
            into.reviews += month.reviews
            into.support = _sum(into.support, month.support)
        for aspect, voiced in tally.aspects.items():
            _merge(whole.aspects.setdefault(aspect, Voiced()), voiced)
        whole.fit = _sum(whole.fit, tally.fit)
        whole.requests += tally.requests
        whole.bursts += tally.bursts
    return whole


def needed(rating: float) -> float:
    """The least score of a remark that counts, by the review's rating (1 to 5, NaN where there is none)."""
    return _UNRATED if math.isnan(rating) else _NEEDED[min(5, max(1, round(rating)))]


def _add(
    tally: Tally, quotes: Mapping[str, list[Quote]], review: Review, reading: Reading, weight: float
) -> None:
    key = review.timestamp.strftime("%Y-%m") if review.timestamp else UNDATED
    month = tally.months.setdefault(key, Month())
    month.reviews += weight
    for aspect, remark in _clearest(reading.remarks, needed(review.rating)).items():
        month.support[aspect] = round(month.support.get(aspect, 0.0) + weight, 3)
        _voice(tally.aspects.setdefault(aspect, Voiced()), remark, review, reading.whom, weight)
        if weight == 1.0 or not quotes[aspect]:
            quotes[aspect].append(Quote(remark.sentence, review.timestamp, review.rating, review.verified))
    for direction in {direction for direction, _ in reading.fit}:
        tally.fit[direction] = round(tally.fit.get(direction, 0.0) + weight, 3)
    tally.requests += reading.requests


def _clearest(remarks: Iterable[Remark], least: float) -> dict[str, Remark]:
    """The surest remark of each aspect that is as sure as `least`; what no aspect covers counts nowhere."""
    best: dict[str, Remark] = {}
    for remark in remarks:
        if remark.aspect != OTHER and remark.score >= least:
            best[remark.aspect] = max(best.get(remark.aspect, remark), remark, key=lambda item: item.score)
    return best


def _voice(voiced: Voiced, remark: Remark, review: Review, whom: Iterable[str], weight: float) -> None:
    voiced.support += weight
    voiced.severity += weight * remark.severity
    voiced.told += weight * (review.verified is not None)
    voiced.buyers += weight * bool(review.verified)
    voiced.whom.update(whom)


def _merge(into: Voiced, other: Voiced) -> None:
    into.support += other.support
    into.severity += other.severity
    into.buyers += other.buyers
    into.told += other.told
    into.whom += other.whom
    into.quotes = (*into.quotes, *other.quotes)[:KEPT_QUOTES]


def _sum(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {key: one.get(key, 0.0) + other.get(key, 0.0) for key in {**one, **other}}


def _voiced_values(voiced: Voiced) -> list[Any]:
    numbers = [round(value, 3) for value in (voiced.support, voiced.severity, voiced.buyers, voiced.told)]
    return [*numbers, dict(voiced.whom), [_quote_values(quote) for quote in voiced.quotes]]


def _voiced(values: Sequence[Any], quoted: bool) -> Voiced:
    support, severity, buyers, told, whom, quotes = values
    words = tuple(_quote(quote) for quote in quotes) if quoted else ()
    return Voiced(support, severity, buyers, told, Counter(whom), words)


def _quote_values(quote: Quote) -> list[Any]:
    rating = None if math.isnan(quote.rating) else quote.rating
    return [quote.text, _stamp(quote.at), rating, quote.verified]


def _quote(values: Sequence[Any]) -> Quote:
    text, at, rating, verified = values
    return Quote(text, _moment(at), math.nan if rating is None else rating, verified)


def _stamp(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

"""Tallies to what is told: shares with how sure they are, beside what is usual in the category."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import nan

import numpy as np

from knowledge.ageing import Aged, Ageing
from knowledge.movers import trend
from knowledge.quotes import pick_quotes
from knowledge.rates import Prior
from knowledge.shares import Shares
from knowledge.tally import Tally, Voiced, merged
from knowledge.usual import EVERYWHERE, Usual, usual_of
from shop.complaint import Complaint
from shop.product import Product
from shop.review_summary import Fit, ReviewSummary

#: Fewer reviews than this are no complaint of the product's buyers.
LEAST_SUPPORT = 3
#: Nor is a smaller share than this.
LEAST_SHARE = 0.03
MOST_WHOM = 3
LEAST_WHOM = 2


@dataclass(frozen=True, slots=True)
class Summaries:
    """What reviews say: `products` by product id, those without reviews left out; `shop` are the complaints of the
    shop itself (delivery, service), over all reviews; `usual` is what the shares were held against.

    The variants of a product have their reviews in common: a weak zip is no matter of its colour.
    """

    products: Mapping[str, ReviewSummary] = field(default_factory=dict)
    shop: tuple[Complaint, ...] = ()
    usual: Usual = field(default_factory=Usual)
    of_shop: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        tallies: Mapping[str, Tally],
        products: Mapping[str, Product],
        of_shop: Collection[str],
        now: datetime,
    ) -> "Summaries":
        """Complaints about the aspects `of_shop` are held against no product; products that are not sold count for
        what the shop is told alone."""
        groups = grouped(tallies, products)
        categories = _categories(products)
        ageing = Ageing(now)
        usual = usual_of({key: ageing.aged(tally) for key, tally in groups.items()}, categories)
        found = summarised(groups, categories, usual, of_shop, now)
        shop = shop_complaints(tallies.values(), of_shop, now)
        return cls(_spread(found, products), shop, usual, frozenset(of_shop))

    def patched(
        self,
        tallies: Mapping[str, Tally],
        products: Mapping[str, Product],
        now: datetime,
        gone: Collection[str] = (),
    ) -> "Summaries":
        """With the reviews of these `products` counted anew, against what was usual before, and without those that
        are `gone`. `tallies` are those of whole variant groups."""
        found = summarised(grouped(tallies, products), _categories(products), self.usual, self.of_shop, now)
        left = {*products, *gone}
        kept = {key: summary for key, summary in self.products.items() if key not in left}
        return replace(self, products={**kept, **_spread(found, products)})


def grouped(tallies: Mapping[str, Tally], products: Mapping[str, Product]) -> dict[str, Tally]:
    """The tallies of each variant group together; those of products that are not sold, and empty ones, left out."""
    members: dict[str, list[Tally]] = {}
    for key, tally in tallies.items():
        if key in products and tally.months:
            members.setdefault(products[key].group, []).append(tally)
    return {group: merged(found) for group, found in members.items()}


def summarised(
    tallies: Mapping[str, Tally],
    categories: Mapping[str, str],
    usual: Usual,
    without: Collection[str],
    now: datetime,
) -> dict[str, ReviewSummary]:
    """What the reviews behind each tally say, complaints about the aspects `without` left out."""

    def among_others(key: str, aspect: str, own: Aged) -> Prior:
        return usual.of(categories.get(key, EVERYWHERE), aspect, own)

    complaints = complaints_of(tallies, among_others, now, without)
    return {
        key: ReviewSummary(round(tally.reviews), complaints[key], fit_of(tally), tally.bursts)
        for key, tally in tallies.items()
    }


def complaints_of(
    tallies: Mapping[str, Tally],
    prior: Callable[[str, str, Aged], Prior],
    now: datetime,
    without: Collection[str] = (),
    least_share: float = LEAST_SHARE,
) -> dict[str, tuple[Complaint, ...]]:
    """The complaints behind each tally, weightiest first: of LEAST_SUPPORT reviews and `least_share` of them or more.

    `prior` says what is usual by a tally's key, the aspect, and the tally's own reviews as they count today. With n
    reviews and k complaints, each counting less with its age, the share is the mean of the Beta posterior; `low`,
    `high` and `sure` are of the same distribution.
    """
    ageing = Ageing(now)
    found = [
        (key, aspect)
        for key, tally in tallies.items()
        for aspect, voiced in tally.aspects.items()
        if round(voiced.support) >= LEAST_SUPPORT and aspect not in without
    ]
    aged = {key: ageing.aged(tallies[key]) for key in dict.fromkeys(key for key, _ in found)}
    priors = [prior(key, aspect, aged[key]) for key, aspect in found]
    judged = _judged([aged[key] for key, _ in found], [aspect for _, aspect in found], priors)
    complaints: dict[str, list[Complaint]] = {key: [] for key in tallies}
    rises = _rises([ageing.parted(tallies[key], aspect) for key, aspect in found], judged)
    for (key, aspect), usual, (share, low, high, sure), rise in zip(
        found, priors, judged, rises, strict=True
    ):
        if share >= least_share:
            told = _complaint(aspect, tallies[key], share, usual)
            complaints[key].append(replace(told, low=low, high=high, sure=sure, trend=rise))
    return {key: tuple(sorted(items, key=_weightiest)) for key, items in complaints.items()}


def shop_complaints(
    tallies: Iterable[Tally], of_shop: Collection[str], now: datetime
) -> tuple[Complaint, ...]:
    """The shop's own complaints, over the reviews of everything it ever sold."""
    whole = merged([Tally(), *(_only(tally, of_shop) for tally in tallies)])
    return complaints_of({EVERYWHERE: whole}, lambda key, aspect, own: Prior(0.0, 1.0), now, least_share=0.0)[
        EVERYWHERE
    ]


def fit_of(tally: Tally) -> Fit:
    """The three-way count."""
    return Fit(*(round(tally.fit.get(direction, 0.0)) for direction in ("small", "true", "large")))


def _only(tally: Tally, aspects: Collection[str]) -> Tally:
    kept = {key: voiced for key, voiced in tally.aspects.items() if key in aspects}
    return Tally(tally.months, kept)


def _judged(
    counted: Sequence[Aged], aspects: Sequence[str], priors: Sequence[Prior]
) -> list[tuple[float, float, float, float]]:
    """Per complaint its share, the ends of its 95 % interval and the probability that it is above what is usual."""
    shares = Shares.of(
        np.array([aged.support[aspect] for aged, aspect in zip(counted, aspects, strict=True)], np.float64),
        np.array([aged.reviews for aged in counted], np.float64),
        np.array([prior.mean for prior in priors], np.float64),
        np.array([prior.strength for prior in priors], np.float64),
    )
    columns = (shares.mean, *shares.interval, shares.sure)
    return [tuple(row) for row in np.round(np.column_stack(columns), 4).tolist()]


def _rises(
    parted: Sequence[tuple[float, float, float, float]], judged: Sequence[tuple[float, ...]]
) -> list[float]:
    """Per complaint by how much its share rose lately; NaN where too little was written lately or before."""
    late, late_reviews, early, early_reviews = np.array(parted, np.float64).reshape(-1, 4).T
    shares = np.array([share for share, *_ in judged], np.float64)
    rises: list[float] = trend((late, late_reviews), (early, early_reviews), shares).rise.tolist()
    return rises


def _complaint(aspect: str, tally: Tally, share: float, prior: Prior) -> Complaint:
    voiced = tally.aspects[aspect]
    return Complaint(
        aspect,
        share,
        round(voiced.support),
        round(tally.reviews),
        pick_quotes(voiced.quotes),
        usual=round(prior.mean, 4),
        severity=round(voiced.severity / voiced.support, 3),
        verified=round(voiced.buyers / voiced.told, 3) if voiced.told else nan,
        whom=whom_of(voiced),
    )


def whom_of(voiced: Voiced) -> tuple[str, ...]:
    """For whom it was so, most often first; what was said once is left out."""
    return tuple(name for name, number in voiced.whom.most_common(MOST_WHOM) if number >= LEAST_WHOM)


def _categories(products: Mapping[str, Product]) -> dict[str, str]:
    return {product.group: product.category for product in products.values()}


def _spread(found: Mapping[str, ReviewSummary], products: Mapping[str, Product]) -> dict[str, ReviewSummary]:
    """Every product with what is said of its variants."""
    return {key: found[product.group] for key, product in products.items() if product.group in found}


def _weightiest(complaint: Complaint) -> tuple[float, str]:
    return -complaint.share, complaint.aspect

"""What is usual: the share of complaints about each aspect, by category."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from knowledge.ageing import Aged
from knowledge.rates import USUAL, Prior, fit_prior

Floats = npt.NDArray[np.float64]

#: So many reviews' worth the whole shop weighs against what is usual in one category.
SHOP_STRENGTH = 50.0
#: So many products the whole shop weighs when it is asked how alike those of a category are.
SHOP_PRODUCTS = 20.0
EVERYWHERE = ""
NOTHING = Aged(0.0, {})


@dataclass(frozen=True, slots=True)
class Crowd:
    """The reviews of some `products` together, and how much their shares are like one another, by aspect: the
    `strength` of a Beta prior."""

    total: Aged = NOTHING
    products: int = 0
    strength: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual in each category, and EVERYWHERE; a category that is not known is like the whole shop."""

    crowds: Mapping[str, Crowd] = field(default_factory=dict)

    def of(self, category: str, aspect: str, own: Aged = NOTHING) -> Prior:
        """What is usual of the aspect among the others of the category: `own` reviews are no measure of themselves.
        A category with few other reviews is drawn towards the whole shop."""
        shop = self.crowds.get(EVERYWHERE, Crowd())
        crowd = self.crowds.get(category, shop)
        mean = _share(*_without(shop, aspect, own), 0.0, 1.0)
        strength = _drawn(crowd, shop.strength.get(aspect, USUAL), aspect)
        return Prior(_share(*_without(crowd, aspect, own), mean, SHOP_STRENGTH), strength)


def usual_of(counted: Mapping[str, Aged], categories: Mapping[str, str]) -> Usual:
    """What is usual in the categories of what was counted."""
    aspects = sorted({aspect for aged in counted.values() for aspect in aged.support})
    columns = {aspect: column for column, aspect in enumerate(aspects)}
    reviews = np.array([aged.reviews for aged in counted.values()], np.float64)
    support = np.zeros((len(counted), len(aspects)), np.float64)
    members: dict[str, list[int]] = {}
    for row, (key, aged) in enumerate(counted.items()):
        members.setdefault(categories.get(key, EVERYWHERE), []).append(row)
        for aspect, number in aged.support.items():
            support[row, columns[aspect]] = number
    members[EVERYWHERE] = list(range(len(counted)))
    return Usual({name: _crowd(aspects, support[rows], reviews[rows]) for name, rows in members.items()})


def _crowd(aspects: Sequence[str], support: Floats, reviews: Floats) -> Crowd:
    total = Aged(float(reviews.sum()), dict(zip(aspects, support.sum(axis=0).tolist(), strict=True)))
    strengths = (fit_prior(support[:, column], reviews).strength for column in range(len(aspects)))
    return Crowd(total, len(reviews), dict(zip(aspects, strengths, strict=True)))


def _drawn(crowd: Crowd, shop: float, aspect: str) -> float:
    """How alike the products of the crowd are: a few tell little of that, so the shop's answer counts as well."""
    own = crowd.products / (crowd.products + SHOP_PRODUCTS)
    return float(crowd.strength.get(aspect, shop) ** own * shop ** (1 - own))


def _without(crowd: Crowd, aspect: str, own: Aged) -> tuple[float, float]:
    """Complaints and reviews of the crowd without one's own."""
    support = crowd.total.support.get(aspect, 0.0) - own.support.get(aspect, 0.0)
    return max(support, 0.0), max(crowd.total.reviews - own.reviews, 0.0)


def _share(support: float, reviews: float, usual: float, strength: float) -> float:
    return (support + usual * strength) / (reviews + strength)

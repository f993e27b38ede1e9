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
EVERYWHERE = ""


@dataclass(frozen=True, slots=True)
class Usual:
    """Priors by category and aspect; a category that is not known is like the whole shop."""

    priors: Mapping[str, Mapping[str, Prior]] = field(default_factory=dict)

    def of(self, category: str, aspect: str) -> Prior:
        """What is usual of the aspect in the category."""
        whole = self.priors.get(EVERYWHERE, {}).get(aspect, Prior(0.0, USUAL))
        return self.priors.get(category, {}).get(aspect, whole)


def usual_of(counted: Mapping[str, Aged], categories: Mapping[str, str]) -> Usual:
    """What is usual in the categories of what was counted; one with few reviews is drawn towards the whole shop."""
    aspects = sorted({aspect for aged in counted.values() for aspect in aged.support})
    columns = {aspect: column for column, aspect in enumerate(aspects)}
    reviews = np.array([aged.reviews for aged in counted.values()], np.float64)
    support = np.zeros((len(counted), len(aspects)), np.float64)
    members: dict[str, list[int]] = {}
    for row, (key, aged) in enumerate(counted.items()):
        members.setdefault(categories.get(key, EVERYWHERE), []).append(row)
        for aspect, number in aged.support.items():
            support[row, columns[aspect]] = number
    everywhere = _priors(aspects, support, reviews)
    of_category = {
        category: _drawn(
            _priors(aspects, support[rows], reviews[rows]), everywhere, float(reviews[rows].sum())
        )
        for category, rows in members.items()
    }
    return Usual({**of_category, EVERYWHERE: everywhere})


def _priors(aspects: Sequence[str], support: Floats, reviews: Floats) -> dict[str, Prior]:
    return {aspect: fit_prior(support[:, column], reviews) for column, aspect in enumerate(aspects)}


def _drawn(priors: Mapping[str, Prior], everywhere: Mapping[str, Prior], reviews: float) -> dict[str, Prior]:
    own = reviews / (reviews + SHOP_STRENGTH)
    return {
        aspect: Prior(own * prior.mean + (1 - own) * everywhere[aspect].mean, prior.strength)
        for aspect, prior in priors.items()
    }

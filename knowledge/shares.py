"""How large a share is, and how sure that is: the Beta posterior of few or many reviews, for whole columns at once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, betaincinv

Floats = npt.NDArray[np.float64]

#: A share is never quite none and never quite all.
EDGE = 1e-4
LEAST_CHANCE, MOST_CHANCE = 0.025, 0.975


def risk(share: Floats, usual: Floats, sure: Floats, severity: Floats) -> Floats:
    """0 to 1: by how much more buyers than usual meet a complaint, weighed by how sure that is and how bad it is."""
    excess = np.maximum(share - usual, 0.0)
    return np.asarray(np.minimum(excess * sure * (0.5 + severity), 1.0), np.float64)


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares of `support` complaints in `reviews` reviews, beside what is usual: a `mean` that weighs `strength`
    reviews. The four are columns of one length."""

    a: Floats
    b: Floats
    usual: Floats

    @classmethod
    def of(cls, support: Floats, reviews: Floats, mean: Floats, strength: Floats) -> "Shares":
        usual = np.clip(mean, EDGE, 1 - EDGE)
        return cls(
            support + usual * strength,
            np.maximum(reviews - support, 0) + (1 - usual) * strength,
            usual,
        )

    @property
    def mean(self) -> Floats:
        """The estimated shares, 0 to 1."""
        share: Floats = self.a / (self.a + self.b)
        return share

    @property
    def sure(self) -> Floats:
        """The probabilities that the shares are above what is usual."""
        sure: Floats = 1 - betainc(self.a, self.b, self.usual)
        return sure

    @property
    def interval(self) -> tuple[Floats, Floats]:
        """Where the shares lie with 95 % probability."""
        return betaincinv(self.a, self.b, LEAST_CHANCE), betaincinv(self.a, self.b, MOST_CHANCE)

    def __getitem__(self, rows: npt.NDArray[np.intp]) -> "Shares":
        return Shares(self.a[rows], self.b[rows], self.usual[rows])

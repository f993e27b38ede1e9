"""Candidates with their named scores, and the sum that ranks them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from advisor.caution import penalty
from advisor.profile import Profile
from recommender.blend import standardised
from recommender.recommender import Recommender
from shop.complaint import Complaint

Floats = npt.NDArray[np.float32]

#: Against a search that found it, how far taste may move a product (in deviations of the search score).
TASTE_BESIDE_SEARCH = 0.35
#: No single taste outweighs what was asked for, however strong it is.
TASTE_LIMIT = 3.0
#: What a product loses whose every buyer complains.
COMPLAINT = 1.5


@dataclass(frozen=True, slots=True)
class Candidates:
    """`ids` (n,) with each named part (n,); a part is already weighted, so the score is their sum."""

    ids: tuple[str, ...]
    parts: Mapping[str, Floats]

    @property
    def scores(self) -> Floats:
        """(n,) the sum of the parts; higher is better, no unit."""
        total = np.zeros(len(self.ids), np.float32)
        for part in self.parts.values():
            total += part
        return total

    def order(self, first: Callable[[str], bool]) -> list[int]:
        """Rows best first; those for which `first` is false come after all the others."""
        behind = np.array([not first(product_id) for product_id in self.ids], bool)
        return [int(row) for row in np.lexsort((-self.scores, behind))]

    def parts_of(self, row: int) -> dict[str, float]:
        return {name: float(part[row]) for name, part in self.parts.items() if part[row]}


def of_search(
    ids: Sequence[str],
    relevance: Floats | None,
    profile: Profile,
    recommender: Recommender | None,
    complaints: Mapping[str, Sequence[Complaint]],
) -> Candidates:
    """Candidates of a wish: `relevance` (n,) leads where the shopper used words, taste leads where not."""
    named = _taste(ids, profile, recommender)
    if relevance is not None:
        total = sum(named.values(), np.zeros(len(ids), np.float32))
        reach = TASTE_BESIDE_SEARCH * _limited(total)
        named = {name: part * reach for name, part in named.items()}
        named["search"] = standardised(relevance)
    return Candidates(tuple(ids), {**named, "complaint": _complaint(ids, complaints)})


def of_taste(
    ids: Sequence[str],
    profile: Profile,
    recommender: Recommender,
    complaints: Mapping[str, Sequence[Complaint]],
) -> Candidates:
    """Candidates for a shopper who asks for nothing in particular."""
    named = _taste(ids, profile, recommender)
    return Candidates(tuple(ids), {**named, "complaint": _complaint(ids, complaints)})


def _taste(ids: Sequence[str], profile: Profile, recommender: Recommender | None) -> dict[str, Floats]:
    """The recommender's named parts for these products; 0 for those it has not met."""
    if recommender is None:
        return {}
    rows = np.array([recommender.index.get(product_id, -1) for product_id in ids], np.int64)
    scores = {
        name: np.where(rows >= 0, score[rows], np.nan).astype(np.float32)
        for name, score in recommender.scores(profile.history, profile.segment).items()
    }
    return dict(recommender.blend(scores, profile.history).named)


def _limited(total: Floats) -> Floats:
    """(n,) the factor that brings `total` to deviation 1 and holds it within TASTE_LIMIT."""
    spread = float(total.std())
    if spread < 1e-9:
        return np.zeros_like(total)
    size = np.abs(total) / spread
    return np.asarray(np.minimum(1.0, TASTE_LIMIT / np.maximum(size, 1e-9)) / spread, np.float32)


def _complaint(ids: Sequence[str], complaints: Mapping[str, Sequence[Complaint]]) -> Floats:
    return np.array([-COMPLAINT * penalty(complaints.get(key, ())) for key in ids], np.float32)

"""Candidates with their named scores, and the sum that ranks them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from advisor.catalogue import Catalogue, Mask
from advisor.concerns import Concerns
from advisor.house_rules import NO_RULES, Ruling
from advisor.newcomers import NOBODY, Newcomers
from advisor.parts import told
from advisor.profile import Profile
from recommender.blend import EPSILON, Mixed, comparable, spread
from recommender.recommender import Recommender

Floats = npt.NDArray[np.float32]

#: Every part is on the recommender's scale: the best ten of a score lie near 1.
#: How far taste may move a product beside a search that found it, and beyond what strength it is cut.
TASTE_BESIDE_SEARCH = 0.3
TASTE_LIMIT = 1.5
#: The least weight of the shopper's segment beside a search, where the strongest score of taste has 1: what their kind
#: of shopper pays is told by no click of this visit.
SEGMENT_BESIDE_SEARCH = 0.5
#: What a product loses whose every buyer complains of what the shopper minds.
COMPLAINT = 1.0
#: Of all products so many come into question for a shopper who asks for nothing in particular.
TASTE_DEPTH = 200


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

    def take(self, rows: Sequence[int]) -> "Candidates":
        """These rows alone."""
        kept = {name: part[list(rows)] for name, part in self.parts.items()}
        return Candidates(tuple(self.ids[row] for row in rows), kept)

    def order(self, first: Callable[[str], bool]) -> list[int]:
        """Rows best first; those for which `first` is false come after all the others."""
        behind = np.array([not first(product_id) for product_id in self.ids], bool)
        return [int(row) for row in np.lexsort((-self.scores, behind))]

    def parts_of(self, row: int) -> dict[str, float]:
        """The parts of one row as they are told outside; they add up to its score."""
        return told({name: float(part[row]) for name, part in self.parts.items()})


def of_search(
    ids: Sequence[str],
    relevance: Floats | None,
    profile: Profile,
    recommender: Recommender | None,
    catalogue: Catalogue,
    newcomers: Newcomers = NOBODY,
) -> Candidates:
    """Candidates of a wish: `relevance` (n,) leads where the shopper used words, taste leads where not."""
    named = _taste(ids, profile, recommender, newcomers)
    if relevance is not None:
        total = sum(named.values(), np.zeros(len(ids), np.float32))
        reach = TASTE_BESIDE_SEARCH * _limited(total)
        named = {name: part * reach for name, part in named.items()}
        named["search"] = comparable(relevance)
    return Candidates(tuple(ids), {**named, "complaint": _complaint(ids, catalogue, profile.concerns)})


def of_taste(
    catalogue: Catalogue,
    profile: Profile,
    recommender: Recommender,
    out: Collection[str] = (),
    ruling: Ruling = NO_RULES,
    newcomers: Newcomers = NOBODY,
    allowed: Mask | None = None,
) -> Candidates:
    """Candidates for a shopper who names no words: the best TASTE_DEPTH of the catalogue as the rules will have it,
    without `out` and what they exclude. `allowed` (n,) is what keeps the limits of a wish; None is no wish."""
    mixed = _mixed(profile, recommender, newcomers, 0.0 if allowed is None else SEGMENT_BESIDE_SEARCH)
    complaint = -COMPLAINT * catalogue.penalties_for(profile.concerns)
    wanted = catalogue.spread_out(mixed.total) + complaint + catalogue.values_of(ruling.lifts)
    rows = catalogue.best(wanted, TASTE_DEPTH, {*out, *ruling.excluded}, ruling.pinned, allowed)
    items = catalogue.items[rows]
    known = (items >= 0).astype(np.float32)
    parts = {name: part[items] * known for name, part in mixed.named.items()}
    return Candidates(
        tuple(catalogue.ids[row] for row in rows.tolist()), {**parts, "complaint": complaint[rows]}
    )


def _taste(
    ids: Sequence[str], profile: Profile, recommender: Recommender | None, newcomers: Newcomers
) -> dict[str, Floats]:
    """The recommender's named parts for these products, to stand beside a search; 0 for those without any."""
    if recommender is None:
        return {}
    places, new = recommender.index, newcomers.places
    rows = np.array([places.get(key, new.get(key, -1)) for key in ids], np.int64)
    mixed = _mixed(profile, recommender, newcomers, SEGMENT_BESIDE_SEARCH)
    known = (rows >= 0).astype(np.float32)
    return {name: part[rows] * known for name, part in mixed.named.items()}


def _mixed(profile: Profile, recommender: Recommender, newcomers: Newcomers, segment_least: float) -> Mixed:
    """Every named score, weighed; the segment has at least `segment_least` of the strongest one's weight."""
    weights = recommender.recipe.blend.of(len(profile.history.merged()))
    segment = max(weights.get("segment", 0.0), segment_least * max(weights.values(), default=0.0))
    scores = newcomers.scores(recommender, profile.history, profile.segment)
    return recommender.blend(scores, profile.history, {"segment": segment})


def _limited(total: Floats) -> Floats:
    """(n,) the factor that brings the best ten of `total` near 1 and holds each within TASTE_LIMIT."""
    scale = spread(total)[1]
    if scale < EPSILON:
        return np.zeros_like(total)
    size = np.abs(total) / np.float32(scale)
    return np.asarray(np.minimum(1.0, TASTE_LIMIT / np.maximum(size, EPSILON)) / scale, np.float32)


def _complaint(ids: Sequence[str], catalogue: Catalogue, concerns: Concerns) -> Floats:
    rows = [catalogue.rows[key] for key in ids]
    return np.asarray(-COMPLAINT * catalogue.penalties_for(concerns)[rows], np.float32)

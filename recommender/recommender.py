"""Recommender: all models together, fitted in one go and asked in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.arrays import Arrays, Floats, Times, with_prefix, without_prefix
from recommender.blend import Mixed, comparable
from recommender.complements import Complements
from recommender.content import Content
from recommender.ease import Ease
from recommender.era import Era
from recommender.factors import Factors
from recommender.facts import ItemFacts
from recommender.history import History
from recommender.interactions import EVENT_WEIGHTS, Interactions
from recommender.neighbours import Neighbours
from recommender.popularity import Popularity
from recommender.recipe import Recipe
from recommender.repeats import Repeats
from recommender.segments import SegmentModel, fit_segments
from recommender.sequence import Sequence as SequenceModel
from recommender.top import best_first


@dataclass(frozen=True)
class Recommender:
    """Every score over the whole catalogue `item_ids`, from one shopper's history."""

    item_ids: tuple[str, ...]
    recipe: Recipe
    neighbours: Neighbours
    sequence: SequenceModel
    factors: Factors
    ease: Ease
    popularity: Popularity
    repeats: Repeats
    era: Era
    complements: Complements
    segments: SegmentModel
    facts: ItemFacts
    content: Content | None = None

    @classmethod
    def fit(
        cls,
        interactions: Interactions,
        vectors: Floats | None,
        recipe: Recipe,
        now: int,
        facts: ItemFacts | None = None,
    ) -> "Recommender":
        """Trains on all interactions as of `now` (seconds UTC).

        `vectors` is (n_items, d) in the order of `interactions.item_ids`, NaN rows where there is none.
        """
        facts = facts or ItemFacts.none(interactions.item_count)
        return cls(
            item_ids=interactions.item_ids,
            recipe=recipe,
            neighbours=Neighbours.fit(interactions, recipe.neighbours),
            sequence=SequenceModel.fit(interactions, recipe.sequence),
            factors=Factors.fit(interactions, recipe.factors),
            ease=Ease.fit(interactions, recipe.ease),
            popularity=Popularity.fit(interactions, now, recipe.popularity),
            repeats=Repeats.fit(interactions, recipe.repeats),
            era=Era.fit(interactions, recipe.era),
            complements=Complements.fit(interactions, facts, recipe.complements),
            segments=fit_segments(interactions, facts, now, recipe.segments),
            facts=facts,
            content=None if vectors is None else Content.fit(vectors, recipe.content),
        )

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Where each product id stands in `item_ids`."""
        return {item_id: number for number, item_id in enumerate(self.item_ids)}

    def history(self, product_ids: Sequence[str], names: Sequence[str], times: Times, now: int) -> History:
        """A shopper's events (oldest first, times in seconds UTC) as a History; unknown ones are left out."""
        known = [
            (self.index[product], max(now - int(time), 0), EVENT_WEIGHTS[name])
            for product, name, time in zip(product_ids, names, times, strict=True)
            if product in self.index and name in EVENT_WEIGHTS
        ]
        items, ages, weights = zip(*known, strict=True) if known else ((), (), ())
        return History(np.array(items, np.int32), np.array(ages, np.float32), np.array(weights, np.float32))

    def segment(self, history: History) -> int | None:
        """The shopper's segment, None for a new shopper."""
        return self.segments.assign(history)

    def scores(self, history: History, segment: int | None = None) -> dict[str, Floats]:
        """Every named score, each (n_items,) with NaN for "cannot say"."""
        scores = {
            "sequence": self.sequence.score(history),
            "neighbours": self.neighbours.score(history),
            "factors": self.factors.score(history),
            "ease": self.ease.score(history),
            "popularity": self.popularity.score(history),
            "segment": self.segments.score(segment),
            "repeats": self.repeats.score(history),
            "era": self.era.score(history),
        }
        if self.content is not None:
            scores["content"] = self.content.score(history)
        return scores

    def blend(
        self, scores: Mapping[str, Floats], history: History, extra: Mapping[str, float] | None = None
    ) -> Mixed:
        """The weighted sum by the recipe's weights; `extra` weighs scores from elsewhere, such as "search"."""
        return self.recipe.blend.mix(scores, len(history.merged()), extra)

    def rank(
        self, history: History, k: int = 10, seen: bool = False, segment: int | None = None
    ) -> list[int]:
        """The `k` best items for a shopper. What they refused is out; what they have, too, unless `seen`."""
        total = self.blend(self.scores(history, segment), history).total
        total[history.refused() if seen else history.items] = -np.inf
        return [int(item) for item in best_first(total, k)]

    def similar(self, item: int) -> Floats:
        """(n_items,) what could stand in for `item`: content and neighbours; NaN for itself."""
        alone = History.of_items(np.array([item], np.int32))
        total = comparable(self.neighbours.score(alone))
        if self.content is not None:
            total = total + comparable(self.content.score(alone))
        total[item] = np.nan
        return total

    def goes_with(self, item: int) -> Floats:
        """(n_items,) what complements `item`; NaN where nothing speaks for it."""
        return self.complements.score(item)

    def because(self, history: History, item: int) -> tuple[int, str] | None:
        """The thing of the history that speaks most for `item` in the blend, and in which score
        ("sequence", "neighbours" or "content"); None when none does."""
        merged = history.merged()
        weights = self.recipe.blend.of(len(merged))
        models: dict[str, Any] = {
            "sequence": self.sequence,
            "neighbours": self.neighbours,
            "content": self.content,
        }
        pulls = {
            name: np.where(merged.items == item, 0, model.pull(merged, item))
            * (weights.get(name, 0.0) / self.recipe.scales.get(name, 1.0))
            for name, model in models.items()
            if model is not None and len(merged)
        }
        name = max(pulls, key=lambda name: float(pulls[name].max()), default="")
        if not name or not pulls[name].max() > 0:
            return None
        return int(merged.items[pulls[name].argmax()]), name

    def arrays(self) -> Arrays:
        """All that was learned as plain arrays; the recipe is saved apart (`Recipe.to_dict`)."""
        parts: dict[str, Any] = {name: getattr(self, name) for name in _PARTS}
        if self.content is not None:
            parts["content"] = self.content
        saved: Arrays = {"item_ids": np.array(self.item_ids, dtype=np.str_)}
        for name, part in parts.items():
            saved.update(with_prefix(name, part.arrays()))
        return saved

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], recipe: Recipe) -> "Recommender":
        """The recommender that `arrays` was taken from, given the same recipe."""
        part = {name: without_prefix(name, arrays) for name in (*_PARTS, "content")}
        facts = ItemFacts.from_arrays(part["facts"])
        return cls(
            item_ids=tuple(map(str, arrays["item_ids"])),
            recipe=recipe,
            neighbours=Neighbours.from_arrays(part["neighbours"], recipe.neighbours),
            sequence=SequenceModel.from_arrays(part["sequence"], recipe.sequence),
            factors=Factors.from_arrays(part["factors"], recipe.factors),
            ease=Ease.from_arrays(part["ease"], recipe.ease),
            popularity=Popularity.from_arrays(part["popularity"]),
            repeats=Repeats.from_arrays(part["repeats"], recipe.repeats),
            era=Era.from_arrays(part["era"], recipe.era),
            complements=Complements.from_arrays(part["complements"], recipe.complements),
            segments=SegmentModel.from_arrays(part["segments"], facts, recipe.segments),
            facts=facts,
            content=Content.from_arrays(part["content"], recipe.content) if part["content"] else None,
        )


_PARTS = (
    "neighbours", "sequence", "factors", "ease", "popularity", "repeats", "era", "complements", "segments",
    "facts",
)  # fmt: skip

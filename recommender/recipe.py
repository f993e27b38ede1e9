"""Recipe: all that a release needs to say how it was cooked."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from typing import Any, Self

from recommender.blend import START, Blend
from recommender.complements import ComplementsConfig
from recommender.content import ContentConfig
from recommender.ease import EaseConfig
from recommender.era import EraConfig
from recommender.factors import FactorsConfig
from recommender.neighbours import NeighboursConfig
from recommender.popularity import PopularityConfig
from recommender.repeats import RepeatsConfig
from recommender.segments import SegmentsConfig
from recommender.sequence import SequenceConfig


class RecipeError(ValueError):
    """A stored recipe cannot be read."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of every model, the weights of their blend (history class -> score name -> weight) and
    the usual spread of each score; see `blend.comparable`."""

    neighbours: NeighboursConfig = field(default_factory=NeighboursConfig)
    sequence: SequenceConfig = field(default_factory=SequenceConfig)
    factors: FactorsConfig = field(default_factory=FactorsConfig)
    ease: EaseConfig = field(default_factory=EaseConfig)
    popularity: PopularityConfig = field(default_factory=PopularityConfig)
    content: ContentConfig = field(default_factory=ContentConfig)
    repeats: RepeatsConfig = field(default_factory=RepeatsConfig)
    era: EraConfig = field(default_factory=EraConfig)
    complements: ComplementsConfig = field(default_factory=ComplementsConfig)
    segments: SegmentsConfig = field(default_factory=SegmentsConfig)
    weights: Mapping[str, Mapping[str, float]] = field(default_factory=lambda: START)
    scales: Mapping[str, float] = field(default_factory=dict)

    @property
    def blend(self) -> Blend:
        return Blend(self.weights, self.scales)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; `from_dict` reads them back."""
        configs = {
            item.name: asdict(getattr(self, item.name))
            for item in fields(self)
            if is_dataclass(getattr(self, item.name))
        }
        weights = {name: dict(weights) for name, weights in self.weights.items()}
        return {**configs, "weights": weights, "scales": dict(self.scales)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """The recipe `to_dict` wrote.

        Settings it does not name keep their defaults, unknown ones are ignored.
        Raises RecipeError when a part has the wrong shape.
        """
        default = cls()
        known: dict[str, Any] = {}
        for item in fields(cls):
            stored = values.get(item.name)
            if stored is not None:
                known[item.name] = _read(getattr(default, item.name), stored, item.name)
        return cls(**known)


def _read(default: Any, stored: Any, name: str) -> Any:
    """The stored part in the shape of its default: a config, or numbers by name."""
    if not isinstance(stored, Mapping):
        raise RecipeError(f"The recipe's {name!r} should be a mapping, not {type(stored).__name__}.")
    if not is_dataclass(default):
        return _numbers(stored)
    settings = {item.name for item in fields(default)}
    config: type[Any] = type(default)
    return config(**{key: value for key, value in stored.items() if key in settings})


def _numbers(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: _numbers(value) if isinstance(value, Mapping) else float(value) for key, value in stored.items()
    }

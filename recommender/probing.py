"""Probing: the settings of a model that foretell held-out choices best when it is asked alone."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from recommender.arrays import Floats
from recommender.ease import Ease, EaseConfig
from recommender.factors import Factors, FactorsConfig
from recommender.history import History
from recommender.interactions import Interactions
from recommender.metrics import ndcg
from recommender.sequence import Sequence as SequenceModel
from recommender.sequence import SequenceConfig
from recommender.splits import Holdout
from recommender.top import best_first

#: Shoppers asked, and the length of the lists that are compared (longer than what is shown: less noise).
SHOPPERS = 800
DEPTH = 60
#: A shop with more events keeps the settings it has: another fit costs minutes, and more data forgives more.
MOST_EVENTS = 1_000_000
#: Items with events up to which EASE is fitted in a second or two, and so tried on every split.
QUICK = 2000
#: What is tried, the usual first. The ridge of EASE and the prior of a transition depend on the shop's density,
#: the decay on how fast tastes move; factors need little confidence where shoppers have much.
PENALTIES = (300.0, 100.0, 600.0)
SHRINKS = (20.0, 8.0, 50.0)
DECAYS = (0.55, 0.4, 0.7)
TRUSTS = ((30.0, 0.05), (10.0, 1.0), (2.0, 10.0))

Config = TypeVar("Config")


class Model(Protocol):
    """Anything that scores the catalogue for a history."""

    def score(self, history: History) -> Floats: ...


class Probe:
    """Some shoppers of a holdout, and how well a model alone foretells them."""

    def __init__(self, holdout: Holdout, seen: bool) -> None:
        asked = holdout.sample(SHOPPERS, 0)
        self.train: Interactions = holdout.train
        self.seen = seen
        wanted = [set(targets.tolist()) for targets in asked.targets]
        self.cases = list(zip(asked.histories(), wanted, strict=True))

    def gains(self, model: Model) -> NDArray[np.float64]:
        """(shoppers,) NDCG of the model's lists; what cannot be said ranks nowhere."""
        return np.array([self._gain(model, history, targets) for history, targets in self.cases])

    def _gain(self, model: Model, history: History, targets: set[int]) -> float:
        scores = model.score(history).copy()
        scores[history.refused() if self.seen else history.items] = np.nan
        return ndcg(best_first(scores, DEPTH).tolist(), targets, DEPTH)


def best(probes: Sequence[Probe], configs: Sequence[Config], fit: Callable[[Probe, Config], Model]) -> Config:
    """The config whose models foretell best; the first unless another is better by a standard error."""
    values = [np.concatenate([probe.gains(fit(probe, config)) for probe in probes]) for config in configs]
    gaps = [gains - values[0] for gains in values]
    lead = [gap.mean() - gap.std() / np.sqrt(max(len(gap), 1)) for gap in gaps]
    chosen = int(
        np.argmax([gap.mean() if ahead > 0 else -np.inf for gap, ahead in zip(gaps, lead, strict=True)])
    )
    return configs[chosen if lead[chosen] > 0 else 0]


def probed_ease(probes: Sequence[Probe], config: EaseConfig) -> EaseConfig:
    """The ridge with which EASE foretells best; unchanged where the catalogue is too large for EASE."""
    active = len(np.unique(probes[0].train.items))
    if active > config.limit:
        return config
    asked = probes if active <= QUICK else probes[:1]
    tried = [replace(config, penalty=penalty) for penalty in PENALTIES]
    return best(asked, tried, lambda probe, config: Ease.fit(probe.train, config))


def probed_sequence(probe: Probe, config: SequenceConfig) -> SequenceConfig:
    """The prior of a transition, then the decay over the history, that foretell best."""
    if len(probe.train) > MOST_EVENTS:
        return config
    tried = [replace(config, shrink=shrink) for shrink in SHRINKS]
    chosen = best([probe], tried, lambda probe, config: SequenceModel.fit(probe.train, config))
    model = SequenceModel.fit(probe.train, chosen)
    decays = [replace(chosen, decay=decay) for decay in DECAYS]
    return best([probe], decays, lambda _, config: replace(model, config=config))


def probed_factors(probe: Probe, config: FactorsConfig) -> FactorsConfig:
    """The confidence and ridge of the factors that foretell best."""
    if len(probe.train) > MOST_EVENTS:
        return config
    tried = [replace(config, confidence=trust, penalty=penalty) for trust, penalty in TRUSTS]
    return best([probe], tried, lambda probe, config: Factors.fit(probe.train, config))

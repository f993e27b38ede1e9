"""The small shop as arrays, fitted once."""

import numpy as np
import pandas as pd
import pytest
from recommender_shop import ITEMS, NOW, event_rows

from recommender.facts import ItemFacts
from recommender.interactions import Interactions
from recommender.recipe import Recipe
from recommender.recommender import Recommender


@pytest.fixture(scope="session")
def interactions() -> Interactions:
    return Interactions.of(pd.DataFrame(event_rows()), ITEMS)


@pytest.fixture(scope="session")
def facts() -> ItemFacts:
    groups = [item.rstrip("0123456789") for item in ITEMS]
    prices = [20.0 + 30 * (int(item[-1]) if item[-1].isdigit() else 0) for item in ITEMS]
    return ItemFacts.of([group + "s" for group in groups[:-1]] + [""], [*prices[:-1], None])


@pytest.fixture(scope="session")
def vectors() -> np.ndarray:
    """Items of a kind point the same way; the novelty resembles tents."""
    rng = np.random.default_rng(0)
    kinds = np.repeat(np.eye(4), 6, axis=0)
    raw = np.vstack([kinds, kinds[:1]]) + 0.1 * rng.normal(size=(25, 4))
    return (raw / np.linalg.norm(raw, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="session")
def recommender(interactions: Interactions, vectors: np.ndarray, facts: ItemFacts) -> Recommender:
    return Recommender.fit(interactions, vectors, Recipe(), NOW, facts)

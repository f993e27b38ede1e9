"""The offline table: how well releases would have foretold what shoppers did in the last tenth of the events."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from advisor import artifacts
from advisor.training import item_facts
from advisor.trial import FEWEST, HELD_OUT, ONLY_POPULARITY, SHOPPERS, hold_out
from knowledge.index import ProductIndex
from recommender.arrays import Floats, Mask
from recommender.blend import HISTORY_CLASSES, HistoryClass, history_class
from recommender.evaluation import Estimate, Result, Table, difference, histories, measure
from recommender.facts import ItemFacts
from recommender.history import History
from recommender.interactions import EVENT_WEIGHTS, Interactions
from recommender.recipe import Recipe
from recommender.recommender import Recommender
from recommender.splits import Holdout
from recommender.top import best_first
from shop.releases import Release, ReleaseError, Releases
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.events import load_event_frame
from shop.storage.products import load_products

#: A group of shoppers smaller than this has no row of its own.
SMALLEST_GROUP = 10
HISTORIES: Mapping[HistoryClass, str] = {
    "none": "no history",
    "one": "1 thing",
    "short": "2 to 4 things",
    "long": "5 things and more",
}
Weights = Mapping[str, Mapping[str, float]]


class NothingToEvaluate(Exception):
    """The shop has no release, or too little happened to hold anything out; the message says which."""


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the shoppers, and how each ranker does for them."""

    by: str
    name: str
    shoppers: int
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Offline:
    """`releases` name rankers of `table`, the first one that the others are compared with (`against`, paired
    differences in NDCG); the other rankers are popularity and the single scores of the first.

    `events` (n_items,) counts what each item had before `since`, the moment from which on was held out.
    """

    table: Table
    releases: tuple[str, ...]
    against: Mapping[str, Estimate]
    groups: tuple[Group, ...]
    events: Floats
    since: datetime
    note: str


def evaluate_offline(
    settings: Settings,
    release_ids: Sequence[str],
    *,
    k: int = 10,
    seed: int = 7,
    progress: Callable[[str, int, int], None] = lambda stage, done, total: None,
) -> Offline:
    """Measures the current release and the named ones on the same held-out events; changes nothing.

    Raises ReleaseError for a release that there is not, and NothingToEvaluate.
    """
    releases = _releases(settings, release_ids)
    progress("Reading events", 0, 0)
    holdout, vectors, facts = held_out(settings, seed)
    known = histories(holdout)
    results: list[Result] = []
    first: Recommender | None = None
    for place, release in enumerate(releases):
        progress("Refitting releases on what came before", place, len(releases))
        recipe = artifacts.read_recipe(release.folder)
        recommender = Recommender.fit(holdout.train, vectors, recipe, holdout.now, facts)
        blends: dict[str, Weights] = {release.release_id: recipe.weights}
        if first is None:
            first = recommender
            blends |= single_scores(recommender)
        lists = lists_of(recommender, known, blends, k)
        results += [measure(name, found, holdout, vectors, k=k) for name, found in lists.items()]
    assert first is not None
    own = tuple(release.release_id for release in releases)
    table = Table(tuple(sorted(results, key=lambda result: result.name not in own)), k, seed)
    return Offline(
        table,
        own,
        {name: difference(table[name], table[own[0]], seed=seed) for name in own[1:]},
        tuple(groups_of(first, known, table)),
        np.bincount(holdout.train.items, minlength=holdout.train.item_count).astype(np.float32),
        datetime.fromtimestamp(holdout.now, UTC),
        _note(holdout, seed),
    )


def single_scores(recommender: Recommender) -> dict[str, Weights]:
    """Popularity, then each other score that the recommender has, alone for every shopper."""
    names = sorted(recommender.scores(History.empty()))
    alone: dict[str, Weights] = {
        f"{name} alone": {group: {name: 1.0} for group in HISTORY_CLASSES} for name in names
    }
    alone.pop("popularity alone", None)
    return {"popularity": ONLY_POPULARITY, **alone}


def lists_of(
    recommender: Recommender, known: Sequence[History], blends: Mapping[str, Weights], k: int
) -> dict[str, list[list[int]]]:
    """The `k` best for each history by each of the blends; what a shopper has may come again, what they refused not."""
    recipes: dict[str, Recipe] = {
        name: replace(recommender.recipe, weights=weights) for name, weights in blends.items()
    }
    lists: dict[str, list[list[int]]] = {name: [] for name in blends}
    for history in known:
        scores = recommender.scores(history, recommender.segment(history))
        for name, recipe in recipes.items():
            total = recipe.blend.mix(scores, len(history.merged())).total
            total[history.refused()] = -np.inf
            lists[name].append(best_first(total, k).tolist())
    return lists


def groups_of(recommender: Recommender, known: Sequence[History], table: Table) -> Iterator[Group]:
    """The shoppers by how much is known of them, then by their segment, small groups left out."""
    lengths = np.array([history_class(len(history.merged())) for history in known])
    for name, words in HISTORIES.items():
        yield from _group("history", words, lengths == name, table)
    segments = np.array([-1 if found is None else found for found in map(recommender.segment, known)])
    for number, words in enumerate(recommender.segments.names):
        yield from _group("segment", words, segments == number, table)


def _group(by: str, name: str, members: Mask, table: Table) -> Iterator[Group]:
    if members.sum() >= SMALLEST_GROUP:
        yield Group(by, name, int(members.sum()), tuple(result.among(members) for result in table.results))


def _releases(settings: Settings, release_ids: Sequence[str]) -> list[Release]:
    """The current release, then the named ones that are others."""
    store = Releases(settings.releases)
    known = {release.release_id: release for release in store.all()}
    current = store.current()
    if current is None:
        raise NothingToEvaluate("There is no release yet; run `aisle train`.")
    for release_id in release_ids:
        if release_id not in known:
            raise ReleaseError(f"There is no release {release_id}; there are {', '.join(known)}.")
    names = dict.fromkeys([current.release_id, *release_ids])
    return [known[name] for name in names]


def held_out(settings: Settings, seed: int) -> tuple[Holdout, Floats, ItemFacts]:
    """The last events of the shop held out, the products' vectors (n_items, d) and facts. Raises NothingToEvaluate."""
    db = Database(settings.sqlalchemy_url)
    db.migrate()
    products = load_products(db)
    ids = [product.product_id for product in products]
    interactions = Interactions.of(load_event_frame(db, tuple(EVENT_WEIGHTS)), ids)
    db.dispose()
    if not len(interactions):
        raise NothingToEvaluate(
            "There are no events of customers on products on sale, so nothing can be held out: "
            "`aisle import events FILE`, or `aisle demo`."
        )
    holdout = hold_out(interactions, seed)
    if len(holdout) < FEWEST:
        raise NothingToEvaluate(
            f"Only {len(holdout)} shoppers have events to hold out, under {FEWEST} a comparison says nothing."
        )
    index = ProductIndex.open(settings)
    vectors = index.vectors(ids)
    index.close()
    return holdout, vectors, item_facts(products)


def _note(holdout: Holdout, seed: int) -> str:
    moment = datetime.fromtimestamp(holdout.now, UTC)
    targets = sum(map(len, holdout.targets))
    return (
        f"Held out: the last {HELD_OUT:.0%} of the events, from {moment:%Y-%m-%d %H:%M} UTC; {len(holdout)} shoppers "
        f"(at most {SHOPPERS}, drawn by seed {seed}) with {targets} products that they then took. A release has seen "
        "these events and cannot be measured on them: its recipe (settings and blend weights) was fitted again on "
        "what came before; `aisle train` had learned the weights on what came before its own held-out tenth. "
        "What a shopper has may be listed again. Business rules, variety, stock and limits take no part. "
        "Intervals are 95 % bootstrap intervals over shoppers."
    )

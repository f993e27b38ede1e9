"""Whether complaints tell which items buyers do not recommend.

usage: python -m benchmarks.review_items [--least 30]

Set: Women's E-Commerce Clothing Reviews. Per item with at least 30 reviews: how much its reviews complain of
the product, found in the words alone (the stars and whether it is recommended are kept from the reader), against the
share of its reviews that do not recommend it: Spearman's rank correlation. Beside it: the share of negative words and
of reviews with more negative words than positive ones (the lists of knowledge/taxonomy/polarity.txt), and the stars,
which are not words and are what a shop has anyway.
Complaints are counted three ways: per 100 words, as negative words are; by severity; and as the share of reviews that
complain at all, which is what the board shows, and in which content buyers who tell others to size up count as well.
The first two were chosen after seeing that the third is a poor rank. Intervals: 95 %, bootstrap over items. Nothing
is fitted here. Exit code 3: the data is not there.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import nan

import numpy as np
from scipy.stats import spearmanr

from advisor.reading_pool import ReadingPool
from benchmarks.review_sets import Judged, clothing
from benchmarks.stocked import MODELS
from knowledge.embedder import Embedder
from knowledge.polarity import word_lists
from knowledge.reading import Reading, Remark, words_of
from knowledge.tally import needed
from shop.settings import Settings

CHUNK = 1000
DRAWS = 1000
Scores = Mapping[str, Sequence[float]]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--least", type=int, default=30, help="reviews that an item must have")
    least: int = parser.parse_args().least
    judged = clothing()
    readings = read(judged)
    items: dict[str, list[int]] = defaultdict(list)
    for row, one in enumerate(judged):
        items[one.review.product_id].append(row)
    rows = [members for members in items.values() if len(members) >= least]
    print(
        f"{len(judged)} reviews, {len(rows)} items with at least {least}; Spearman with the part that do not recommend"
    )
    wrong = [np.mean([not judged[row].recommended for row in members]) for members in rows]
    for name, values in scores_of(judged, readings).items():
        report(name, [float(np.mean([values[row] for row in members])) for members in rows], wrong)
    return 0


def read(judged: Sequence[Judged]) -> list[Reading]:
    settings = Settings(var=MODELS)
    blind, found = [replace(one.review, rating=nan) for one in judged], list[Reading]()
    with ReadingPool(settings, Embedder.load(settings)) as reader:
        for start in range(0, len(blind), CHUNK):
            found += reader.read(blind[start : start + CHUNK])
            print(f"\r{len(found)} of {len(blind)} reviews read", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return found


def scores_of(judged: Sequence[Judged], readings: Sequence[Reading]) -> Scores:
    """Per review, by each way of telling discontent."""
    words = [lists_of(words_of(one.review)) for one in judged]
    return {
        "complaints per 100 words (Aisle)": [
            100 * len(complaints(reading)) / max(total, 1)
            for reading, (_, _, total) in zip(readings, words, strict=True)
        ],
        "complaints, by severity (Aisle)": [
            sum(one.severity for one in complaints(reading)) for reading in readings
        ],
        "reviews that complain (Aisle)": [float(bool(complaints(reading))) for reading in readings],
        "share of negative words": [bad / max(total, 1) for _, bad, total in words],
        "more negative words than positive": [float(bad > good) for good, bad, _ in words],
        "stars (not words)": [-one.review.rating for one in judged],
    }


def complaints(reading: Reading) -> list[Remark]:
    return [remark for remark in reading.remarks if remark.score >= needed(nan)]


def lists_of(text: str) -> tuple[int, int, int]:
    """How many words of praise, of blame, and of any kind."""
    lists = word_lists()
    kinds = [lists.kinds(token) for token in lists.tokens(text)]
    return sum("good" in kind for kind in kinds), sum("bad" in kind for kind in kinds), len(kinds)


def report(name: str, values: Sequence[float], wrong: Sequence[float]) -> None:
    rng, x, y = np.random.default_rng(7), np.asarray(values), np.asarray(wrong)
    draws = rng.integers(len(x), size=(DRAWS, len(x)))
    low, high = np.nanpercentile([spearmanr(x[rows], y[rows]).statistic for rows in draws], (2.5, 97.5))
    print(f"{name:36}{spearmanr(x, y).statistic:7.3f}   {low:.3f} to {high:.3f}")


if __name__ == "__main__":
    sys.exit(main())

"""How well complaints are found in sentences of a domain that the model never saw.

Set: ASTE-Data-V2 laptops (Xu et al. 2020). A sentence voices a complaint where any of its opinions is negative.
Aisle's model is fitted on the project's own written examples (knowledge/taxonomy) and on nothing of this set: the
figures are out of domain. While the examples were written, mistakes on `train` and `dev` were read; `test` was not.
Beside it, marked "in domain": what can be had where the set's own train split may be learned from, by a logistic
regression on the shipped model's vectors and scores (with Aisle's examples) and on MiniLM's vectors.

usage: AISLE_BENCH_DATA=../shared/data python -m benchmarks.complaint_quality
           [--without-test] [--clothing N]
`--without-test` leaves the `test` split unread, for whoever still changes the model; `--clothing N` prints N random
findings in womens_clothing.csv.zip, to be read by a person. Exit code 3: the data is not there.
"""

import argparse
import ast
import random
import re
import sys
import time

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, precision_recall_fscore_support

from benchmarks.data import data_path
from benchmarks.review_sets import clothing
from knowledge.complaints import ComplaintModel
from knowledge.embedder import Embedder
from shop.settings import Settings

ASTE = "reviews/absa/aste_14lap_{}.txt"
SPLITS = ("train", "dev", "test")
HEADER = f"{'':34}{'precision':>10}{'recall':>8}{'F1':>7}{'95% of F1':>17}{'AP':>7}{'texts/s':>9}"


def main() -> int:
    options = _options()
    for split in SPLITS:
        data_path(ASTE.format(split))
    settings = Settings()
    embedder = Embedder.load(settings)
    model = ComplaintModel.load(settings, embedder, print)
    own = sum(len(aspect.complaints) + len(aspect.fine) for aspect in model.aspects)
    print(f"learned from {own} sentences of our own, in {len(model.aspects)} aspects")
    print(HEADER)
    for split in SPLITS[: -1 if options.without_test else None]:
        out_of_domain(model, split)
    if not options.without_test:
        references(model, embedder)
    if options.clothing:
        read_aloud(model, options.clothing)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--without-test", action="store_true", help="leave the test split unread")
    parser.add_argument(
        "--clothing", type=int, default=0, metavar="N", help="print N random findings to read"
    )
    return parser.parse_args()


def out_of_domain(model: ComplaintModel, split: str) -> None:
    texts, labels = load_aste(split)
    start = time.perf_counter()
    said = np.array([bool(findings) for findings in model.find_many(texts)])
    speed = len(texts) / (time.perf_counter() - start)
    row(
        f"aisle, out of domain, {split}",
        labels,
        said,
        average_precision_score(labels, model.scores(texts)),
        speed,
    )


def references(model: ComplaintModel, embedder: Embedder) -> None:
    """Every sentence called a complaint, and what may learn from the set's own train split."""
    texts, labels = load_aste("test")
    row("every sentence, test", labels, np.ones(len(labels), dtype=bool), float(np.mean(labels)), 0)
    learned, right = load_aste("train")
    examples = [(text, 1) for aspect in model.aspects for text in aspect.complaints]
    examples += [(text, 0) for aspect in model.aspects for text in aspect.fine]
    own_texts = [*learned, *(text for text, _ in examples)]
    own_labels = np.array([*right, *(label for _, label in examples)])
    for name, features, known, wanted in (
        (
            "aisle's features, IN DOMAIN, test",
            lambda given: own_features(model, given),
            own_texts,
            own_labels,
        ),
        ("MiniLM + logistic, IN DOMAIN, test", embedder.encode_many, learned, right),
    ):
        judge = LogisticRegression(max_iter=2000, C=5, class_weight="balanced").fit(features(known), wanted)
        chances = judge.predict_proba(features(texts))[:, 1]
        row(name, labels, chances > 0.5, average_precision_score(labels, chances), 0)


def own_features(model: ComplaintModel, texts: list[str]) -> np.ndarray:
    """The shipped model's vector of each text and how sure it is that it complains."""
    return np.hstack([model.vectors(texts), model.scores(texts)[:, None]])


def interval(labels: np.ndarray, said: np.ndarray) -> tuple[float, float]:
    """Where F1 (micro, of a label matrix) lies in 95% of 2000 resamples of the rows."""
    chance = np.random.default_rng(0)
    labels, said = (np.asarray(values, dtype=bool).reshape(len(values), -1) for values in (labels, said))
    hits, claims, truths = (part.sum(axis=1) for part in (labels & said, said, labels))
    draws = chance.integers(0, len(labels), (2000, len(labels)))
    scores = (
        2 * hits[draws].sum(axis=1) / np.maximum(1, claims[draws].sum(axis=1) + truths[draws].sum(axis=1))
    )
    low, high = np.quantile(scores, (0.025, 0.975))
    return float(low), float(high)


def row(name: str, labels: np.ndarray, said: np.ndarray, ap: float, speed: float) -> None:
    """One line of the table HEADER begins."""
    precision, recall, f1, _ = precision_recall_fscore_support(
        labels, said, average="binary", zero_division=0
    )
    low, high = interval(labels, said)
    figures = f"{precision:10.3f}{recall:8.3f}{f1:7.3f}   {low:.3f} to {high:.3f}{ap:7.3f}"
    print(f"{name:34}{figures}" + (f"{speed:9.0f}" if speed else ""))


def load_aste(split: str) -> tuple[list[str], np.ndarray]:
    """The sentences, put together from their tokens, and 1 where one of the opinions is negative."""
    lines = data_path(ASTE.format(split)).read_text(encoding="utf-8").splitlines()
    pairs = [line.split("####") for line in lines]
    labels = [
        int(any(polarity == "NEG" for _, _, polarity in ast.literal_eval(opinions))) for _, opinions in pairs
    ]
    return [as_written(text) for text, _ in pairs], np.array(labels)


def as_written(tokens: str) -> str:
    """ "It does n't work ." as a person writes it."""
    text = re.sub(r" (n't|'\w+)", r"\1", tokens)
    return re.sub(r" ([.,;:!?)])", r"\1", text).replace("( ", "(")


def read_aloud(model: ComplaintModel, count: int) -> None:
    chosen = [one.review for one in random.Random(1).sample(clothing(), 600)]
    pairs = zip(chosen, model.find_many([review.text for review in chosen]), strict=True)
    found = [(review.rating, finding) for review, findings in pairs for finding in findings]
    for rating, finding in random.Random(1).sample(found, min(count, len(found))):
        print(f"{rating:.0f} stars  {finding.aspect:17}{finding.score:5.2f}  {finding.sentence}")


if __name__ == "__main__":
    sys.exit(main())

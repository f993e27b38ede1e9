"""Which parts of a laptop a sentence blames, and whether it blames anything, on SemEval-2016 laptops.

Set: SemEval-2016 task 5, laptops, train (Pontiki et al. 2016); sentences marked out of scope are left out. Nothing of
it was read or used while Aisle's examples were written.

First table, out of domain: the shipped complaint model, untouched, on "the sentence has a negative opinion".
Second table: the set of negative categories of each sentence (LAPTOP#QUALITY, ...), micro F1 over pairs of sentence
and category, five folds by review. Aisle's row is a logistic regression per category on what the shipped encoders and
the complaint model say (frozen); the reference is the same regression on MiniLM's vectors.

usage: AISLE_BENCH_DATA=../shared/data python -m benchmarks.complaint_categories
Exit code 3: the data is not there.
"""

import gzip
import sys
from collections.abc import Sequence
from xml.etree import ElementTree

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score, precision_score, recall_score
from sklearn.model_selection import GroupKFold

from benchmarks.complaint_quality import HEADER, interval, row
from benchmarks.data import data_path
from knowledge.complaints import ComplaintModel
from knowledge.embedder import Embedder
from shop.settings import Settings

FILE = "reviews/absa/semeval16_laptops_train.xml.gz"
FOLDS = 5
#: A category with fewer negative sentences than this in the training folds is never said.
LEAST_EXAMPLES = 2


def main() -> int:
    data_path(FILE)
    settings = Settings()
    embedder = Embedder.load(settings)
    model = ComplaintModel.load(settings, embedder, print)
    texts, reviews, blamed = load_semeval()
    print(
        f"{len(texts)} sentences of {len(set(reviews))} reviews, {sum(map(bool, blamed))} with a negative opinion"
    )
    scores = model.scores(texts)
    sentence_table(texts, blamed, scores, model)
    category_table(texts, reviews, blamed, scores, model, embedder)
    return 0


def sentence_table(
    texts: Sequence[str], blamed: Sequence[set[str]], scores: np.ndarray, model: ComplaintModel
) -> None:
    labels = np.array([int(bool(names)) for names in blamed])
    found = np.array([bool(findings) for findings in model.find_many(texts)])
    print(HEADER)
    row("aisle, out of domain", labels, found, average_precision_score(labels, scores), 0)
    row("every sentence", labels, np.ones(len(labels), dtype=bool), float(labels.mean()), 0)


def category_table(
    texts: Sequence[str],
    reviews: Sequence[str],
    blamed: Sequence[set[str]],
    scores: np.ndarray,
    model: ComplaintModel,
    embedder: Embedder,
) -> None:
    names = sorted(set().union(*blamed))
    truth = np.array([[name in found for name in names] for found in blamed])
    plain = embedder.encode_many(texts)
    print(f"\n{len(names)} categories, {truth.sum()} pairs")
    print(f"{'':34}{'precision':>10}{'recall':>8}{'F1':>7}  95% of resamples")
    for name, features in (
        ("aisle's features, in domain", own_features(plain, scores, model.vectors(texts))),
        ("MiniLM, in domain", plain),
    ):
        said = predicted(features, truth, reviews)
        parts = [
            score(truth, said, average="micro", zero_division=0)
            for score in (precision_score, recall_score, f1_score)
        ]
        low, high = interval(truth, said)
        print(f"{name:34}{parts[0]:10.3f}{parts[1]:8.3f}{parts[2]:7.3f}  {low:.3f} to {high:.3f}")


def own_features(plain: np.ndarray, scores: np.ndarray, adapted: np.ndarray) -> np.ndarray:
    """What a sentence is about, whether it complains, and what it is about as far as it complains."""
    return np.hstack([plain, adapted, scores[:, None], scores[:, None] * plain])


def predicted(features: np.ndarray, truth: np.ndarray, reviews: Sequence[str]) -> np.ndarray:
    """Every sentence's categories, said by regressions that saw no sentence of its review."""
    said = np.zeros_like(truth)
    for learned, asked in GroupKFold(FOLDS).split(features, groups=reviews):
        for column in np.flatnonzero(truth[learned].sum(axis=0) >= LEAST_EXAMPLES):
            judge = LogisticRegression(C=5, max_iter=1000, class_weight="balanced")
            judge.fit(features[learned], truth[learned, column])
            said[asked, column] = judge.predict(features[asked])
    return said


def load_semeval() -> tuple[list[str], list[str], list[set[str]]]:
    """Sentences, the review each stands in, and the categories it holds a negative opinion on."""
    with gzip.open(data_path(FILE)) as file:
        tree = ElementTree.parse(file)
    found = [
        (sentence.findtext("text", ""), review.get("rid", ""), _negative(sentence))
        for review in tree.iter("Review")
        for sentence in review.iter("sentence")
        if sentence.get("OutOfScope") != "TRUE"
    ]
    texts, reviews, blamed = zip(*found, strict=True)
    return list(texts), list(reviews), list(blamed)


def _negative(sentence: ElementTree.Element) -> set[str]:
    opinions = (
        (opinion.get("category", ""), opinion.get("polarity")) for opinion in sentence.iter("Opinion")
    )
    return {category for category, polarity in opinions if polarity == "negative"}


if __name__ == "__main__":
    sys.exit(main())

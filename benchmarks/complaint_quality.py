"""How well complaints are found in sentences of a domain that the model never saw.

Set: ASTE-Data-V2 laptops (Xu et al. 2020). A sentence voices a complaint where any of its opinions is negative.
Aisle's model is fitted on the project's own written examples (knowledge/taxonomy) and on nothing of this set: the
figures are out of domain. While the examples were written, mistakes on the `train` split were read; `test` was not.
Beside it: every sentence called a complaint, and MiniLM with logistic regression trained on the set's own train split.

usage: AISLE_BENCH_DATA=../shared/data python -m benchmarks.complaint_quality [--clothing N]
`--clothing N` prints N random findings in womens_clothing.csv.zip, to be read by a person.
Exit code 3: the data is not there.
"""

import argparse
import ast
import os
import random
import re
import sys
import time
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, precision_recall_fscore_support

from knowledge.complaints import ComplaintModel
from knowledge.embedder import Embedder
from shop.settings import Settings

DATA = Path(os.environ.get("AISLE_BENCH_DATA", "../shared/data")) / "reviews"
SPLITS = ("train", "dev", "test")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--clothing", type=int, default=0, metavar="N", help="print N random findings to read"
    )
    options = parser.parse_args()
    needed = [DATA / "absa" / f"aste_14lap_{split}.txt" for split in SPLITS]
    missing = [str(path) for path in needed if not path.is_file()]
    if missing:
        print(f"Not there: {', '.join(missing)}. Set AISLE_BENCH_DATA to the folder that holds reviews/absa.")
        return 3
    settings = Settings()
    embedder = Embedder.load(settings)
    model = ComplaintModel.load(settings, embedder, print)
    sentence_table(model, embedder)
    if options.clothing:
        read_aloud(model, options.clothing)
    return 0


def sentence_table(model: ComplaintModel, embedder: Embedder) -> None:
    print(f"{'':34}{'precision':>10}{'recall':>8}{'F1':>7}{'AP':>7}{'texts/s':>9}")
    for split in SPLITS:
        texts, labels = load_aste(split)
        start = time.perf_counter()
        scores = np.array([max((f.score for f in found), default=0.0) for found in model.find_many(texts)])
        speed = len(texts) / (time.perf_counter() - start)
        row(
            f"aisle, out of domain, {split}",
            labels,
            scores > 0,
            average_precision_score(labels, scores),
            speed,
        )
    texts, labels = load_aste("test")
    row("every sentence, test", labels, np.ones(len(labels)), float(np.mean(labels)), 0)
    own_texts, own_labels = load_aste("train")
    judge = LogisticRegression(max_iter=1000, C=5, class_weight="balanced")
    judge.fit(embedder.encode_many(own_texts), own_labels)
    scores = judge.predict_proba(embedder.encode_many(texts))[:, 1]
    row(
        "MiniLM + logistic, in domain, test", labels, scores > 0.5, average_precision_score(labels, scores), 0
    )


def row(name: str, labels: np.ndarray, said: np.ndarray, ap: float, speed: float) -> None:
    precision, recall, f1, _ = precision_recall_fscore_support(
        labels, said, average="binary", zero_division=0
    )
    print(f"{name:34}{precision:10.3f}{recall:8.3f}{f1:7.3f}{ap:7.3f}{speed or '':9.0f}" if speed else
          f"{name:34}{precision:10.3f}{recall:8.3f}{f1:7.3f}{ap:7.3f}")  # fmt: skip


def load_aste(split: str) -> tuple[list[str], np.ndarray]:
    """The sentences, put together from their tokens, and 1 where one of the opinions is negative."""
    lines = (DATA / "absa" / f"aste_14lap_{split}.txt").read_text(encoding="utf-8").splitlines()
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
    path = DATA / "womens_clothing.csv.zip"
    if not path.is_file():
        print(f"Not there: {path}", file=sys.stderr)
        return
    import pandas

    frame = pandas.read_csv(path).dropna(subset=["Review Text"]).sample(600, random_state=1)
    pairs = zip(frame["Rating"], model.find_many(frame["Review Text"].tolist()), strict=True)
    found = [(rating, finding) for rating, findings in pairs for finding in findings]
    for rating, finding in random.Random(1).sample(found, min(count, len(found))):
        print(f"{rating} stars  {finding.aspect:17}{finding.score:5.2f}  {finding.sentence}")


if __name__ == "__main__":
    sys.exit(main())

"""What is weak in the assistant's NLU data: too few, repeated or contradicting examples, intents that overlap.

usage: python scripts/nlu_report.py [--near 0.97] [--across 0.9] [--limit 20]
Exit code 1: the same words stand under two intents, or an intent has fewer than FEWEST examples.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from knowledge.embedder import Embedder
from shop.settings import ROOT, Settings

FEWEST = 40
SCALE = 4.0  # as SentenceFeaturizer in config.yml
_ENTITY = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


@dataclass(frozen=True)
class Example:
    """A training message without its annotation, and its intent."""

    text: str
    intent: str

    @property
    def words(self) -> str:
        return " ".join(re.findall(r"[^\W_]+", self.text.lower()))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--near", type=float, default=0.97, help="cosine of near-duplicates in one intent")
    parser.add_argument("--across", type=float, default=0.9, help="cosine of neighbours in two intents")
    parser.add_argument("--limit", type=int, default=20, help="most lines per list")
    given = parser.parse_args()
    examples = list(read_examples(ROOT / "bot" / "data" / "nlu"))
    vectors = Embedder.load(Settings()).encode_many([example.text for example in examples])
    few, repeated = too_few(examples), contradictions(examples)
    show(f"Intents with fewer than {FEWEST} examples", few, given.limit)
    show("The same words under two intents", repeated, given.limit)
    show("The same words twice in one intent", repetitions(examples), given.limit)
    show("Near-duplicates in one intent", neighbours(examples, vectors, given.near, False), given.limit)
    show("Neighbours in two intents", neighbours(examples, vectors, given.across, True), given.limit)
    show("Intents taken for each other (5 folds)", confusions(examples, vectors), given.limit)
    sys.exit(bool(few or repeated))


def read_examples(folder: Path) -> Iterator[Example]:
    for path in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            if "intent" in block:
                lines = (line.removeprefix("- ").strip() for line in block["examples"].splitlines())
                yield from (Example(_ENTITY.sub(r"\1", line), block["intent"]) for line in lines if line)


def too_few(examples: Sequence[Example]) -> list[str]:
    counts = Counter(example.intent for example in examples)
    return [f"{intent}: {count}" for intent, count in counts.items() if count < FEWEST]


def contradictions(examples: Sequence[Example]) -> list[str]:
    intents: dict[str, set[str]] = {}
    for example in examples:
        intents.setdefault(example.words or example.text, set()).add(example.intent)
    return [f"{words}: {', '.join(sorted(found))}" for words, found in intents.items() if len(found) > 1]


def repetitions(examples: Sequence[Example]) -> list[str]:
    counts = Counter((example.intent, example.words or example.text) for example in examples)
    return [f"{intent}: {words}" for (intent, words), count in counts.items() if count > 1]


def neighbours(examples: Sequence[Example], vectors: np.ndarray, least: float, across: bool) -> list[str]:
    """Pairs of unlike words as near as `least`, the nearest first: in one intent, or `across` two."""
    found = []
    for row, example in enumerate(examples):
        near = vectors[row + 1 :] @ vectors[row]
        for place in np.flatnonzero(near >= least):
            other = examples[row + 1 + place]
            if (other.intent != example.intent) == across and other.words != example.words:
                found.append((float(near[place]), example, other))
    found.sort(key=lambda pair: -pair[0])
    return [f"{cosine:.3f} {one.intent}: {one.text} | {two.intent}: {two.text}" for cosine, one, two in found]


def confusions(examples: Sequence[Example], vectors: np.ndarray) -> list[str]:
    """Pairs of intents by how many held-out examples of either are taken for the other."""
    intents = np.array([example.intent for example in examples])
    model = LogisticRegression(max_iter=300, class_weight="balanced")
    said = cross_val_predict(model, vectors * SCALE, intents, cv=5)
    pairs = Counter(tuple(sorted(pair)) for pair in zip(intents, said, strict=True) if len({*pair}) > 1)
    total = Counter(intents)
    return [
        f"{count} of {total[one] + total[two]}: {one}, {two}" for (one, two), count in pairs.most_common()
    ]


def show(title: str, lines: Sequence[str], limit: int) -> None:
    print(f"{title}: {len(lines)}")
    for line in lines[:limit]:
        print(f"    {line}")


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)

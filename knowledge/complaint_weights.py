"""What the complaint model learns from the written examples, and how it is stored: plain arrays, no pickle."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from re import Pattern
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from knowledge.aspects import OTHER, Aspect
from knowledge.polarity import clue_matrix

Vectors = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]

#: How much clues and cues weigh beside the sentence vector's length of 1, and the kernel's width.
_CLUE_WEIGHT, _CUE_WEIGHT, _GAMMA = 0.3, 2.0, 0.8
_COMPLAINT_C, _ASPECT_C = 2.0, 4.0
_FOLDS = 3
#: With an adapter a logit is this share of its head's, of a regression's on the clues, and of the machine's margin.
_HEAD_SHARE, _CLUE_SHARE, _MARGIN_SHARE = 0.4, 0.3, 1.0
#: An adapter has seen the examples; a softer machine keeps to what it has not seen, as a shop's own.
_SEEN_C = 0.5
#: `other` has the most examples by far; they count less, so that it is not the likeliest aspect by number.
_OTHER_WEIGHT = 0.4


@dataclass(frozen=True, slots=True)
class Weights:
    """A support vector machine and a learned direction for "complains", a logistic regression for the aspect.

    `support` (s, f) are the machine's support vectors and `duals` (s,) their weights; `line` (slope, shift) turns
    its margin into the logit of a probability, to which `lean` (f + 1, bias last; zeros where the sentence model
    has no adapter) adds what vector and clues say by themselves. `aspect` (a, g + 1) has the bias last.
    """

    support: Vectors
    duals: Vectors
    line: Vectors
    lean: Vectors
    aspect: Vectors

    def complains(self, features: Vectors) -> Vectors:
        """float32 (n,): the probability that each row complains."""
        squares = (features**2).sum(axis=1)[:, None] + (self.support**2).sum(axis=1)
        kernel = np.exp(-_GAMMA * np.maximum(squares - 2 * features @ self.support.T, 0))
        logits = kernel @ self.duals * self.line[0] + self.line[1]
        logits += features @ self.lean[:-1] + self.lean[-1]
        return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), dtype=np.float32)

    def aspects(self, features: Vectors) -> Vectors:
        """float32 (n, aspects): each row's probabilities, which sum to 1."""
        logits = features @ self.aspect[:, :-1].T + self.aspect[:, -1]
        powers = np.exp(logits - logits.max(axis=1, keepdims=True)) if len(logits) else logits
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)

    def write(self, folder: Path) -> None:
        """Stores the arrays in `folder`, whole or not at all."""
        folder.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=".weights-", dir=folder))
        try:
            arrays = {item.name: getattr(self, item.name) for item in fields(self)}
            np.savez(building / "weights.npz", **arrays)
            (building / "weights.npz").replace(folder / "weights.npz")
        finally:
            shutil.rmtree(building, ignore_errors=True)

    @classmethod
    def read(cls, folder: Path) -> "Weights | None":
        """The stored arrays, None where there are none or they are damaged."""
        try:
            with (folder / "weights.npz").open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                return cls(*(arrays[item.name] for item in fields(cls)))
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None


def learn(aspects: Sequence[Aspect], encode: Encode, head: Vectors | None = None) -> Weights:
    """Fits both models to the aspects' examples; `head` is what the encoder's adapter learned of complaints."""
    texts = [text for aspect in aspects for text in (*aspect.complaints, *aspect.fine)]
    labels = np.repeat(
        [1, 0] * len(aspects), [len(t) for aspect in aspects for t in (aspect.complaints, aspect.fine)]
    )
    vectors = encode(texts)
    rows = np.flatnonzero(labels)
    features = complaint_features(texts, vectors)
    arrays = (
        *_complaint_machine(features, labels, head),
        _lean(features, labels, head),
        _aspect_weights(aspects, [texts[row] for row in rows], vectors[rows]),
    )
    return Weights(*(np.asarray(array, dtype=np.float32) for array in arrays))


def complaint_features(texts: Sequence[str], vectors: Vectors) -> Vectors:
    """float32 (n, d + clues)."""
    return np.hstack([vectors, _CLUE_WEIGHT * clue_matrix(texts)])


def aspect_features(texts: Sequence[str], vectors: Vectors, patterns: Sequence[Pattern[str]]) -> Vectors:
    """float32 (n, d + aspects): the vectors, and for every aspect whether one of its cues occurs."""
    cues = np.array(
        [[bool(pattern.search(text)) for pattern in patterns] for text in texts], dtype=np.float32
    )
    return np.hstack([vectors, _CUE_WEIGHT * cues.reshape(len(texts), len(patterns))])


def _complaint_machine(
    features: Vectors, labels: npt.NDArray[np.int64], head: Vectors | None
) -> tuple[Vectors, Vectors, list[float]]:
    """Support vectors, their weights, and the line from margins to logits.

    An adapter has seen the examples, so that held-out folds of them say nothing of how sure to be: beside its head
    the slope is fixed.
    """
    from sklearn.svm import SVC

    machine = SVC(C=_COMPLAINT_C if head is None else _SEEN_C, gamma=_GAMMA).fit(features, labels)
    slope, shift = _platt(features, labels) if head is None else (_MARGIN_SHARE, 0.0)
    line = [slope, slope * float(machine.intercept_[0]) + shift]
    return machine.support_vectors_, machine.dual_coef_[0], line


def _lean(features: Vectors, labels: npt.NDArray[np.int64], head: Vectors | None) -> Vectors:
    """What vectors and clues add to the logit by themselves: the adapter's head, and a regression on the clues."""
    from sklearn.linear_model import LogisticRegression

    if head is None:
        return np.zeros(features.shape[1] + 1, dtype=np.float32)
    clues = features[:, len(head) - 1 :] / _CLUE_WEIGHT
    judge = LogisticRegression(max_iter=500).fit(clues, labels)
    bias = _HEAD_SHARE * head[-1] + _CLUE_SHARE * judge.intercept_[0]
    return np.hstack([_HEAD_SHARE * head[:-1], _CLUE_SHARE / _CLUE_WEIGHT * judge.coef_[0], [bias]])


def _aspect_weights(aspects: Sequence[Aspect], texts: Sequence[str], vectors: Vectors) -> Vectors:
    from sklearn.linear_model import LogisticRegression

    about = np.repeat(np.arange(len(aspects)), [len(aspect.complaints) for aspect in aspects])
    features = aspect_features(texts, vectors, [aspect.pattern for aspect in aspects])
    shy = {place: _OTHER_WEIGHT if aspect.name == OTHER else 1.0 for place, aspect in enumerate(aspects)}
    named = LogisticRegression(C=_ASPECT_C, max_iter=500, class_weight=shy).fit(features, about)
    return np.column_stack([named.coef_, named.intercept_])


def _platt(features: Vectors, labels: npt.NDArray[np.int64]) -> tuple[float, float]:
    """Slope and shift that make probabilities of margins, learned on held-out folds (Platt 1999)."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.svm import SVC

    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    fresh = SVC(C=_COMPLAINT_C, gamma=_GAMMA)
    margins = cross_val_predict(fresh, features, labels, cv=folds, method="decision_function")
    fitted = LogisticRegression(C=1e6).fit(margins.reshape(-1, 1), labels)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])

"""The simple references a shop could pick up today, for benchmarks/recommend_quality.py.

Popularity, item neighbours, transitions, EASE, content, and their plain sums, after the scripts whose numbers
stand in the project's issue; one setting for every set of a kind, as there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg.lapack import spotrf, spotri
from scipy.sparse import coo_matrix, csr_matrix, diags

from recommender.history import History
from recommender.interactions import Interactions

BATCH = 256
DECAY = 0.7
#: A dense inverse: 600 MB and under a minute of one core at this many items.
MOST_ITEMS = 13_000


@dataclass(frozen=True)
class References:
    """(n, n) matrices, row item speaks for column item; `ease` is None where it would take too long."""

    popular: np.ndarray
    neighbours: csr_matrix
    transitions: csr_matrix
    ease: np.ndarray | None
    vectors: np.ndarray | None

    @classmethod
    def fit(cls, interactions: Interactions, vectors: np.ndarray | None, penalty: float) -> "References":
        shape = (interactions.user_count, interactions.item_count)
        ones = np.ones(len(interactions), np.float32)
        taken = csr_matrix((ones, (interactions.users, interactions.items)), shape=shape)
        taken.data[:] = 1
        popular = np.asarray(taken.sum(axis=0)).ravel()
        common = (taken.T @ taken).tocsr()
        return cls(
            popular,
            cosine(common, popular),
            transitions(interactions),
            ease(common, penalty) if interactions.item_count <= MOST_ITEMS else None,
            vectors,
        )

    def scores(self, histories: Sequence[History]) -> Iterator[dict[str, np.ndarray]]:
        """Per history every reference's (n_items,) scores."""
        for start in range(0, len(histories), BATCH):
            recent = recency(histories[start : start + BATCH], len(self.popular))
            batch = self._batch(recent)
            for place in range(recent.shape[0]):
                yield {name: rows[place] for name, rows in batch.items()}

    def _batch(self, recent: csr_matrix) -> dict[str, np.ndarray]:
        batch = {
            "popularity": np.tile(self.popular, (recent.shape[0], 1)),
            "item neighbours": (recent @ self.neighbours).toarray(),
            "transitions": (recent @ self.transitions).toarray(),
        }
        if self.ease is not None:
            batch["EASE"] = recent @ self.ease
            batch["EASE + transitions"] = batch["EASE"] + 0.5 * batch["transitions"]
        if self.vectors is not None:
            batch |= self._hybrid(recent, batch.get("EASE + transitions", batch["transitions"]))
        return {name: np.asarray(rows, np.float32) for name, rows in batch.items()}

    def _hybrid(self, recent: csr_matrix, collaborative: np.ndarray) -> dict[str, np.ndarray]:
        content = (recent @ self.vectors) @ self.vectors.T
        own = recent.tocoo()
        content[own.row, own.col] -= own.data
        blend = standard(collaborative) + 0.4 * standard(content)
        return {
            "content": content,
            "EASE + transitions + content": blend,
            "the same + repeats": blend + 2 * recent.toarray(),
        }


def recency(histories: Sequence[History], item_count: int) -> csr_matrix:
    """(histories, n_items) DECAY to the number of later moments; undated things count alike."""
    steps = [np.append(np.cumsum((np.diff(h.ages_s) != 0)[::-1])[::-1], 0) for h in histories]
    rows = np.repeat(np.arange(len(histories)), [len(h) for h in histories])
    items = np.concatenate([h.items for h in histories])
    weights = np.power(
        DECAY, np.concatenate([own[: len(h)] for own, h in zip(steps, histories, strict=True)])
    )
    return csr_matrix((weights.astype(np.float32), (rows, items)), shape=(len(histories), item_count))


def cosine(common: csr_matrix, popular: np.ndarray) -> csr_matrix:
    norm = diags(1 / np.sqrt(np.maximum(popular, 1)))
    similar = (norm @ common @ norm).tolil()
    similar.setdiag(0)
    return similar.tocsr().astype(np.float32)


def transitions(interactions: Interactions) -> csr_matrix:
    """What follows within three steps, 1 / gap each, over the row's sum plus one."""
    total = coo_matrix((interactions.item_count, interactions.item_count), dtype=np.float32).tocsr()
    for gap in (1, 2, 3):
        same = interactions.users[gap:] == interactions.users[:-gap]
        before, after = interactions.items[:-gap][same], interactions.items[gap:][same]
        weights = np.full(len(before), 1 / gap, np.float32)
        total = total + csr_matrix((weights, (before, after)), shape=total.shape)
    return (diags(1 / (np.asarray(total.sum(axis=1)).ravel() + 1)) @ total).tocsr().astype(np.float32)


def ease(common: csr_matrix, penalty: float) -> np.ndarray:
    """EASE's weights in single precision."""
    gram = common.toarray().astype(np.float32)
    gram[np.diag_indices_from(gram)] += penalty
    lower, _ = spotrf(gram, lower=1, overwrite_a=1)
    half, _ = spotri(lower, lower=1, overwrite_c=1)
    inverse = np.tril(half)
    inverse += np.tril(half, -1).T
    weights = inverse / -np.diag(inverse)
    np.fill_diagonal(weights, 0)
    return weights


def standard(scores: np.ndarray) -> np.ndarray:
    return (scores - scores.mean(axis=1, keepdims=True)) / (scores.std(axis=1, keepdims=True) + 1e-9)

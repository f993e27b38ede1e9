"""A small network from words to tags: trained by TensorFlow, which Rasa brings, and run by numpy."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]


@dataclass(frozen=True)
class TagNetwork:
    """Scores of tags: a hidden layer over a word's vectors, and a weight per clue and tag beside it.

    `hidden` (inputs, units), `hidden_bias`, `output` (units, tags), `output_bias`, `clues` (1 + clues, tags).
    """

    hidden: Array
    hidden_bias: Array
    output: Array
    output_bias: Array
    clues: Array

    def probabilities(self, vectors: Array, clues: npt.NDArray[np.int32]) -> Array:
        """float32 (words, tags) for vectors (words, inputs) and clue numbers (words, clues per word)."""
        units = np.maximum(normalised(vectors) @ self.hidden + self.hidden_bias, 0.0)
        scores = units @ self.output + self.output_bias + self.clues[clues].sum(axis=1)
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)

    def save(self, path: Path) -> None:
        np.savez(path, **{field.name: getattr(self, field.name) for field in fields(self)})

    @classmethod
    def load(cls, path: Path) -> "TagNetwork":
        with np.load(path) as stored:
            return cls(**{field.name: stored[field.name] for field in fields(cls)})


@dataclass(frozen=True)
class Training:
    """How long and how hard the network learns."""

    epochs: int
    units: int
    dropout: float
    learning_rate: float
    batch_size: int
    seed: int


def train(
    vectors: Array, clues: npt.NDArray[np.int32], tags: Sequence[int], sizes: tuple[int, int], how: Training
) -> TagNetwork:
    """Learns tags (words,) from vectors (words, inputs) and clues (words, clues per word).

    `sizes` are the numbers of clues in the vocabulary and of tags.
    """
    import tensorflow as tf

    tf.keras.utils.set_random_seed(how.seed)
    known, kinds = sizes
    seen, found = tf.keras.Input(vectors.shape[1]), tf.keras.Input(clues.shape[1], dtype="int32")
    hidden = tf.keras.layers.Dense(how.units, activation="relu")
    output = tf.keras.layers.Dense(kinds)
    weights = tf.keras.layers.Embedding(known + 1, kinds, embeddings_initializer="zeros")
    drop = tf.keras.layers.Dropout
    deep = output(drop(how.dropout)(hidden(drop(how.dropout)(seen))))
    wide = tf.reduce_sum(weights(found) * tf.cast(found > 0, tf.float32)[..., tf.newaxis], axis=1)
    model = tf.keras.Model([seen, found], deep + wide)
    steps = how.epochs * (len(tags) // how.batch_size + 1)
    rate = tf.keras.optimizers.schedules.PolynomialDecay(how.learning_rate, steps, how.learning_rate / 50)
    model.compile(
        tf.keras.optimizers.legacy.Adam(rate), tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    )
    model.fit(
        (normalised(vectors), clues),
        np.asarray(tags),
        how.batch_size,
        how.epochs,
        verbose=0,
    )
    table = weights.get_weights()[0]
    table[0] = 0.0
    return TagNetwork(*hidden.get_weights(), *output.get_weights(), table)


def normalised(vectors: Array) -> Array:
    """Each row with mean 0 and deviation 1."""
    centred = vectors - vectors.mean(axis=1, keepdims=True)
    return np.asarray(centred / (centred.std(axis=1, keepdims=True) + 1e-6), dtype=np.float32)


def in_context(words: Array, sentence: Array) -> Array:
    """float32 (words, 4 * dimension): each word's vector, its neighbours' and the sentence's."""
    edge = np.zeros((1, words.shape[1]), dtype=np.float32)
    before, after = np.vstack([edge, words[:-1]]), np.vstack([words[1:], edge])
    return np.hstack([words, before, after, np.repeat(sentence, len(words), axis=0)])

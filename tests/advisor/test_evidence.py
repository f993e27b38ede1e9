"""Which sentence answers a question."""

from collections.abc import Sequence

import numpy as np

from advisor.evidence import WORDS, Evidence


def alike(texts: Sequence[str]) -> np.ndarray:
    """Every text means the same."""
    return np.tile(np.array([[0.6, 0.8]], np.float32), (len(texts), 1))


def test_the_words_of_the_question_decide_between_sentences_that_mean_the_same() -> None:
    said = ["A warm collar.", "Rated waterproof to 8,000 mm with taped seams.", "Two hand pockets."]
    ranked = Evidence(alike).rank("is it waterproof?", said)
    assert ranked[0].text == said[1]
    assert ranked[0].likeness - ranked[1].likeness == np.float32(WORDS)


def test_words_of_asking_tell_nothing() -> None:
    ranked = Evidence(alike).rank("how does it do?", ["Does it all.", "Two hand pockets."])
    assert ranked[0].likeness == ranked[1].likeness


def test_nothing_said_answers_nothing() -> None:
    assert Evidence(alike).rank("is it warm?", []) == []

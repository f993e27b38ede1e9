"""Words to tags and back: whole spans only, and what a word's letters and neighbours say about it."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bot.components.clues import NONE, clues, numbered, vocabulary
from bot.components.tag_network import TagNetwork, in_context, normalised
from bot.components.tagging import OUTSIDE, Span, decode, to_spans, to_tags

LABELS = [OUTSIDE, "B-product", "B-use", "I-product", "I-use"]


def test_spans_survive_the_way_to_tags_and_back() -> None:
    spans = [Span("product", 1, 3), Span("use", 3, 4), Span("use", 4, 6)]
    assert to_spans(to_tags(spans, 7), [1.0] * 7) == spans


@given(arrays(np.float32, (6, 5), elements=st.floats(1 / 64, 1.0, width=32)))
def test_whatever_the_scores_the_spans_are_whole_and_apart(scores: np.ndarray) -> None:
    spans = decode(scores / scores.sum(axis=1, keepdims=True), LABELS)
    assert all(span.start < span.end and 0.0 < span.confidence <= 1.0 for span in spans)
    assert all(first.end <= second.start for first, second in pairwise(spans))


def test_an_inside_without_a_beginning_gives_way_to_the_likelier_whole() -> None:
    sure_inside = np.array([[0.3, 0.1, 0.05, 0.5, 0.05], [0.1, 0.05, 0.05, 0.75, 0.05]], np.float32)
    assert [(span.entity, span.start, span.end) for span in decode(sure_inside, LABELS)] == [
        ("product", 0, 2)
    ]


def test_no_words_have_no_spans() -> None:
    assert decode(np.zeros((0, 5), np.float32), LABELS) == []


def test_a_word_is_told_by_itself_its_ends_and_its_neighbours() -> None:
    first, second = clues(["Lawn", "mower"])
    assert {"0=lawn", "+1=mower", "-1=<>", "begins=law"} <= set(first)
    assert {"0=mower", "-1,0=lawn mower", "ends=wer", "digit=False"} <= set(second)


def test_clues_that_were_seen_once_are_no_clues() -> None:
    known = vocabulary([["lawn", "mower"], ["lawn", "chair"]])
    assert "0=lawn" in known
    assert "0=mower" not in known
    row = numbered(["zebra"], known)[0]
    assert NONE in row
    assert len(row) == len(clues(["zebra"])[0])


def test_a_network_keeps_its_probabilities_through_a_file(tmp_path) -> None:  # type: ignore[no-untyped-def]
    rng = np.random.default_rng(1)
    shapes = ((16, 8), (8,), (8, 5), (5,), (4, 5))
    network = TagNetwork(*(rng.normal(size=shape).astype(np.float32) for shape in shapes))
    words = rng.normal(size=(3, 4)).astype(np.float32)
    seen = in_context(words, rng.normal(size=(1, 4)).astype(np.float32))
    found = network.probabilities(seen, np.array([[1, 2], [3, 0], [0, 0]], np.int32))
    assert np.allclose(found.sum(axis=1), 1.0, atol=1e-5)
    network.save(tmp_path / "network.npz")
    again = TagNetwork.load(tmp_path / "network.npz")
    assert np.array_equal(found, again.probabilities(seen, np.array([[1, 2], [3, 0], [0, 0]], np.int32)))


def test_a_word_sees_its_neighbours_and_nothing_beyond_the_edges() -> None:
    words = np.array([[1.0, 2.0], [3.0, 4.0]], np.float32)
    first, second = in_context(words, np.array([[9.0, 9.0]], np.float32))
    assert list(first) == [1, 2, 0, 0, 3, 4, 9, 9]
    assert list(second) == [3, 4, 1, 2, 0, 0, 9, 9]
    assert np.allclose(normalised(words).mean(axis=1), 0.0, atol=1e-6)

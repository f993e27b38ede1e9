"""What a question is about."""

import pytest

from advisor.questions import asks_for_size, aspects_of, speaks_of_fit, topic_of


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("what do people complain about?", "complaints"),
        ("do buyers say it leaks", "rating"),
        ("any problems with it", "complaints"),
        ("does it run small?", "fit"),
        ("is it true to size", "fit"),
        ("which sizes do you still have", "sizes"),
        ("how much is it", "price"),
        ("what is it made of", "material"),
        ("does it come in dark green?", "color"),
        ("do you have it in blue", "color"),
        ("does it come in a bag", "open"),
        ("is it waterproof?", "open"),
        ("tell me more about the second one", "about"),
        ("more details please", "about"),
        ("what is it?", "about"),
        ("tell me about the zip", "open"),
        ("tell me about the material", "material"),
        ("what is it like in the rain", "open"),
    ],
)
def test_topic(question: str, topic: str) -> None:
    assert topic_of(question) == topic


def test_aspects() -> None:
    assert "waterproof" in aspects_of("Will it keep me dry?")
    assert "fit_small" in aspects_of("does it run small")
    assert aspects_of("what a nice day") == ()


@pytest.mark.parametrize(
    ("question", "aspects"),
    [
        ("how long does the battery last", ("battery",)),
        ("does it last", ("breaks",)),
        ("is the last one warm", ("heat",)),
        ("is it good for wide feet", ()),
        ("is it too wide", ("fit_large",)),
        ("do people complain about delivery", ("delivery",)),
    ],
)
def test_aspects_are_those_that_are_meant(question: str, aspects: tuple[str, ...]) -> None:
    assert aspects_of(question) == aspects


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("what size should i take", True),
        ("wat size shud i get", True),
        ("should I size up?", True),
        ("should i order a size down", True),
        ("what size do you have", False),
        ("do you have it in my size", False),
        ("does it run small", False),
    ],
)
def test_advice_on_the_size_is_asked_for_in_so_many_words(question: str, asks: bool) -> None:
    assert asks_for_size(question) is asks


def test_only_a_sentence_about_fit_says_how_something_fits() -> None:
    assert speaks_of_fit("They run small, take a size up.")
    assert not speaks_of_fit("Trail running shoes for soft ground and sharp corners.")

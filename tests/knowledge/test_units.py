"""However a measure is written, it is one word."""

import pytest

from knowledge.units import measures


@pytest.mark.parametrize(
    "text", ["18 in. pipe", "18-inch pipe", '18" pipe', "18in pipe", "pipe of 18 inches"]
)
def test_spellings_of_one_measure_meet(text: str) -> None:
    assert measures(text) == ["18_inch"]


@pytest.mark.parametrize("text", ["18 intervals", "2 persons", "iphone 12", "a4 in blue", ""])
def test_what_is_no_measure_makes_no_word(text: str) -> None:
    assert measures(text) == []

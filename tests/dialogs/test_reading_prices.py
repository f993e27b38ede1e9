"""Which numbers are price limits, and which are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.components.money import find_prices, number


def limits(text: str) -> dict[str, float]:
    return {mention.entity: float(mention.value) for mention in find_prices(text)}


AMOUNTS = st.decimals(min_value=10, max_value=5000, places=2)
MAXIMA = (
    "a warm hat, and price lower than {} dollars",
    "socks under ${}",
    "below {}€",
    "no more than ${}",
    "shoes, max {}",
    "{} dollars max",
    "not over {} please",
    "at most {} euros",
    "up to {} bucks",
    "{} or less",
    "my budget is {}",
    "i can spend {}",
    "cheaper than {}",
    "i don't want to spend more than {}",
    "less then {}",
    "<{}",
    "a lamp costing less than {} usd",
    "the price should be below {}",
    "nothing above {} dollars",
    "keep it within {} dollars",
    "under {} waterproof boots",
)


@pytest.mark.parametrize("form", MAXIMA)
@given(amount=AMOUNTS)
def test_a_maximum_in_every_usual_form_is_exact(form: str, amount: float) -> None:
    assert limits(form.format(amount)) == {"price_max": float(amount)}


@pytest.mark.parametrize(
    "form", ("over {}", "at least ${}", "{} dollars and up", "starting at {}", "more than {} euros")
)
@given(amount=AMOUNTS)
def test_a_minimum(form: str, amount: float) -> None:
    assert limits(form.format(amount)) == {"price_min": float(amount)}


@pytest.mark.parametrize(
    "form",
    ("between {} and {}", "from {} to {} dollars", "${}-${}", "{}€ - {}€", "{} to {} bucks", "boots, {}-{}"),
)
@given(low=st.integers(10, 400), more=st.integers(10, 400))
def test_a_range(form: str, low: int, more: int) -> None:
    assert limits(form.format(low, low + more)) == {"price_min": low, "price_max": low + more}


@pytest.mark.parametrize("form", ("around {} bucks", "about {}", "roughly ${}", "approximately {} euros"))
@given(amount=st.integers(20, 4000))
def test_around(form: str, amount: int) -> None:
    assert limits(form.format(amount)) == {"price_around": amount}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("under fifty dollars", {"price_max": 50}),
        ("up to a hundred and twenty bucks", {"price_max": 120}),
        ("twenty to thirty dollars", {"price_min": 20, "price_max": 30}),
        ("below 1,200.50 usd", {"price_max": 1200.5}),
        ("under 1.200 €", {"price_max": 1200}),
        ("less than 49,99 euro", {"price_max": 49.99}),
        ("under $1k", {"price_max": 1000}),
        ("undr 50", {"price_max": 50}),
        ("around 70 then", {"price_around": 70}),
        ("a curtain rod, 36-62 in size", {}),
        ("something for 40 bucks", {"price_max": 40}),
        ("price under 5 pounds", {"price_max": 5}),
        ("size 42 boots under 80", {"price_max": 80}),
        ("a 24 pack of 7.5 ounce bottles, price lower than 30.00 dollars", {"price_max": 30}),
    ],
)
def test_odd_but_usual(text: str, expected: dict[str, float]) -> None:
    assert limits(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "24 pack of 7.5 ounce",
        "size 42",
        "18 x 18 inch pillow",
        "a tent under 5 pounds",
        "less than 3 hours",
        "at least 3 pockets",
        "at least 4 stars",
        "6 foot by 9 foot",
        "pants 32-34",
        "size 30-32",
        "between 50 and 80 inches",
        "2-3 person tent",
        "glass for a phone 13 pro max 6.7 inch",
        "difference between 1 and 2",
        "compare 10 and 12",
        "the second one",
        "a 2.95 foot wire",
        "500 ml",
        "open 9-5",
        "my son is about 12",
        "she's around 30",
        "kids aged 3 to 14",
        "my kids are between 6 and 12",
        "an 8 year old",
        "up to 12 children",
        "under 12s",
        "at least 3 people",
        "tent for 4 adults",
        "i have 20 guests",
        "",
    ],
)
def test_other_numbers_are_no_prices(text: str) -> None:
    assert limits(text) == {}


@given(st.integers(0, 10**9))
def test_numbers_are_read_as_written(value: int) -> None:
    assert number(str(value)) == value
    assert number(f"{value:,}") == value


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for mention in find_prices(text):
        assert 0 <= mention.start < mention.end <= len(text)
        assert float(mention.value) >= 0


@given(st.text(alphabet="0123456789 $€.,-kunder", max_size=60))
def test_mentions_never_overlap(text: str) -> None:
    found = find_prices(text)
    assert not any(a.overlaps(b) for a in found for b in found if a is not b)


@pytest.mark.parametrize("text", ("warm hat under 30 for my kid", "coat under 30", "a raincoat, at most 30"))
def test_a_limit_begins_with_a_word_of_its_own(text: str) -> None:
    (mention,) = find_prices(text)
    assert mention.value == 30
    assert not text[mention.start - 1].isalnum()

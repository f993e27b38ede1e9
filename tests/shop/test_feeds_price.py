"""Prices as shops write them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shop.feeds.price import Price, parse_price

CENTS = some.integers(0, 99_999_999)


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("119.00 USD", 119, "USD"),
        ("1.299,00 EUR", 1299, "EUR"),
        ("1,299.00 USD", 1299, "USD"),
        ("1,299 USD", 1299, "USD"),
        ("1.299 KWD", 1.299, "KWD"),
        ("12.345.678,90 EUR", 12345678.9, "EUR"),
        ("1.299.000 VND", 1299000, "VND"),
        ("49,90 €", 49.9, "EUR"),
        ("€49,90", 49.9, "EUR"),
        ("£5", 5, "GBP"),
        ("EUR 12", 12, "EUR"),
        ("12 eur", 12, "EUR"),
        ("1 299,00 kr", 1299, "SEK"),
        ("1\u00a0299,00 €", 1299, "EUR"),
        ("1'299.50 CHF", 1299.5, "CHF"),
        ("12,-", 12, "USD"),
        ("0,999", 0.999, "USD"),
        ("0", 0, "USD"),
        (".5", 0.5, "USD"),
        (12, 12, "USD"),
        (12.5, 12.5, "USD"),
        ("US$ 3.20", 3.2, "USD"),
    ],
)
def test_is_read_as_meant(written: object, amount: float, currency: str) -> None:
    price = parse_price(written, "USD")
    assert price.amount == pytest.approx(amount)
    assert price.currency == currency


def test_a_shared_sign_is_the_shops_own_currency() -> None:
    assert parse_price("$5", "CAD").currency == "CAD"
    assert parse_price("$5", "EUR").currency == "USD"
    assert parse_price("5 kr", "NOK").currency == "NOK"
    assert parse_price("5", "EUR").currency == "EUR"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "abc",
        "free",
        "10-20",
        "-5",
        "-5 USD",
        "1,29,00.0",
        "1.2345,00",
        "1,2,3",
        "5 USD 6",
        "USD 5 EUR",
        "5 %",
        "1e5",
        "5 dollars",
        "...",
        ",",
        "9999999999999",
        float("nan"),
        math.inf,
        -1,
        True,
        None,
        [5],
    ],
)
def test_what_is_no_price_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_price(written, "USD")


@given(CENTS, some.sampled_from(["USD", "EUR", "SEK"]))
def test_english_and_german_ways_mean_the_same(cents: int, currency: str) -> None:
    english = f"{cents / 100:,.2f} {currency}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert parse_price(english, "USD") == parse_price(german, "USD")
    assert parse_price(english, "USD").amount == pytest.approx(cents / 100)
    assert parse_price(english, "USD").currency == currency


@given(some.floats(0, 1e9))
def test_a_number_is_itself(amount: float) -> None:
    assert parse_price(amount, "USD") == Price(amount, "USD")


@given(some.text() | some.binary() | some.integers() | some.floats())
def test_anything_else_is_a_price_or_refused(written: object) -> None:
    try:
        price = parse_price(written, "USD")
    except ValueError:
        return
    assert 0 <= price.amount <= 1e9
    assert len(price.currency) == 3

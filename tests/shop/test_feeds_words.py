"""Texts as shops write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shop.feeds.words import Parting, availability, gender, plain_text, several, yes_or_no


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Warm", "Warm"),
        ("  Warm \n and   dry ", "Warm and dry"),
        ("<p>Warm &amp; dry.</p><ul><li>Zip</li><li>Hood</li></ul>", "Warm & dry. Zip Hood"),
        ("a<b>b</b>c", "abc"),
        ("one<br/>two<br>three", "one two three"),
        ("&lt;p&gt;Packed twice&lt;/p&gt;", "Packed twice"),
        ("width < 5 and > 3", "width < 5 and > 3"),
        ("5 &lt; 6", "5 < 6"),
        ("<script>alert(1)</script>Safe<style>p {}</style>", "Safe"),
        ("Broken <p end", "Broken <p end"),
        ("Ma&uuml;sezahn &#8211; 3&nbsp;l", "Maüsezahn – 3 l"),
        ("<!-- hidden -->Seen", "Seen"),
    ],
)
def test_markup_is_stripped(written: str, plain: str) -> None:
    assert plain_text(written) == plain


@given(some.text(alphabet="<>&;abp/ \"'=!-#x1"))
def test_no_markup_breaks_the_stripper(text: str) -> None:
    assert plain_text(text) == plain_text(text).strip()


@pytest.mark.parametrize(
    ("written", "parting", "values"),
    [
        ("Black/White", "slashes", ("Black", "White")),
        ("Black / white, BLACK", "slashes", ("Black", "white")),
        ("S, M, L", "commas", ("S", "M", "L")),
        ("S,M,L", "commas", ("S", "M", "L")),
        ("38,39,40", "commas", ("38", "39", "40")),
        ("42,5, 43", "commas", ("42,5", "43")),
        ("42,5", "commas", ("42,5",)),
        ("4,5,6", "commas", ("4", "5", "6")),
        ("W32/L34; W34/L34", "commas", ("W32/L34", "W34/L34")),
        ("Light, dry\nWarm", "lines", ("Light, dry", "Warm")),
        ("", "slashes", ()),
        (" / , ", "slashes", ()),
    ],
)
def test_values_part(written: str, parting: Parting, values: tuple[str, ...]) -> None:
    assert several(written, parting) == values


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("male", "male"),
        ("Men's", "male"),
        ("womens", "female"),
        ("Damen", "female"),
        ("UNISEX", "unisex"),
        ("pets", None),
    ],
)
def test_gender(written: str, meant: str | None) -> None:
    assert gender(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("in stock", "in_stock"),
        ("in_stock", "in_stock"),
        ("InStock", "in_stock"),
        ("https://schema.org/OutOfStock", "out_of_stock"),
        ("Sold out", "out_of_stock"),
        ("0", "out_of_stock"),
        ("-3", "out_of_stock"),
        ("12", "in_stock"),
        ("pre-order", "preorder"),
        ("available for order", "backorder"),
    ],
)
def test_availability(written: str, meant: str) -> None:
    assert availability(written) == meant


def test_yes_and_no() -> None:
    assert yes_or_no("Granted") is yes_or_no(1) is yes_or_no(True) is True
    assert yes_or_no("denied") is yes_or_no(0) is yes_or_no("FALSE") is False
    assert yes_or_no("") is yes_or_no(None) is None
    with pytest.raises(ValueError, match="neither"):
        yes_or_no("perhaps")

"""What is not there: read out of wishes and out of what a shop says of its products."""

import pytest

from knowledge.denials import denied_words, read_request


@pytest.mark.parametrize(
    ("wish", "wanted", "unwanted"),
    [
        ("water bottle without straw", "water bottle", ("straw",)),
        ("a jacket without a hood for my son", "a jacket for my son", ("hood",)),
        ("lights without wiring with switch", "lights with switch", ("wiring",)),
        ("tent with no footprint or fly", "tent with", ("footprint", "fly")),
        ("shoes w/o laces, black", "shoes , black", ("laces",)),
        ("I don't want wheels on my bag", "i on my bag", ("wheels",)),
        ("a coat that doesn't have fur", "a coat that", ("fur",)),
    ],
)
def test_a_wish_is_parted_at_what_it_does_not_want(wish: str, wanted: str, unwanted: tuple[str, ...]) -> None:
    request = read_request(wish)
    assert (request.wanted, request.unwanted) == (wanted, unwanted)


@pytest.mark.parametrize(
    "wish",
    [
        "waterproof jacket",
        "no more than 50 dollars",
        "not too heavy",
        "jackets, not sure which",
        "knot",
        "northern lights",
        "without straw",
        "#8 screw no 12",
        "",
    ],
)
def test_other_wishes_stay_whole(wish: str) -> None:
    request = read_request(wish)
    assert (request.wanted, request.unwanted) == (wish, ())


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("A bottle without a straw.", {"straw"}),
        ("BPA-free and strapless", {"bpa", "strap"}),
        ("Batteries not included", {"batteries"}),
        ("This one doesn't have zips", {"zips"}),
        ("Sewn from cotton. Needs no ironing", {"ironing"}),
        ("Comes with a straw", set()),
        ("No. 8 screws", set()),
    ],
)
def test_a_text_says_what_is_not_there(text: str, denied: set[str]) -> None:
    assert denied_words(text) == denied
